using Steward.Kernel;
using Steward.Moderation.Policies;

namespace Steward.Moderation.Cases.Review;

/// <summary>A brand's policy for its queue: what waits for a person, how long it may, and how long somebody keeps a case.</summary>
internal sealed record ReviewPolicy : IBrandPolicy
{
    private const int MostMinutes = 7 * 24 * 60;
    private const int LongestClaim = 120;

    public static string Table => "review_policies";

    /// <summary>How long a claim lasts that is not renewed.</summary>
    public int ClaimMinutes { get; init; } = 10;

    /// <summary>After so many minutes a case that nobody decided is overdue.</summary>
    public int DueMinutes { get; init; } = 60;

    /// <summary>The same for classes that may wait shorter or longer than the rest. What is dealt with by removal at once may not wait long (domain.md X4).</summary>
    public IReadOnlyDictionary<string, int> DueMinutesByClass { get; init; } = new Dictionary<string, int>
    {
        [Rules.OffenceClass.Illegal] = 15, [Rules.OffenceClass.Porn] = 15, [Rules.OffenceClass.Violence] = 15, [Rules.OffenceClass.Rumour] = 15,
    };

    /// <summary>Classes that wait for nobody: their cases are kept and can be decided, but are neither handed out nor overdue.</summary>
    public IReadOnlyList<string> Aside { get; init; } = [];

    public int DueMinutesOf(string offenceClass) => DueMinutesByClass.GetValueOrDefault(offenceClass, DueMinutes);

    public Problem? Wrong()
    {
        List<string> wrong = [.. DueMinutesByClass.Keys.Concat(Aside).Where(name => !Rules.OffenceClass.All.Contains(name)).Distinct().Select(name => $"there is no class {name}; there are {Rules.OffenceClass.Names}")];
        if (ClaimMinutes is < 1 or > LongestClaim) { wrong.Add($"claim_minutes must be 1 to {LongestClaim}"); }

        if (DueMinutesByClass.Values.Append(DueMinutes).Any(minutes => minutes is < 1 or > MostMinutes)) { wrong.Add($"due_minutes must be 1 to {MostMinutes}"); }

        return wrong.Count == 0 ? null : ReviewProblems.BadPolicy(wrong);
    }
}
