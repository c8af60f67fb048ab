using Steward.Kernel;

namespace Steward.Staffing.ServiceLevels;

/// <summary>What a brand was promised: how soon a person answers, first and again, and how soon a matter ends, in time on duty.</summary>
internal sealed record ServiceLevel
{
    private const int MostMinutes = 30 * BusinessHours.MinutesADay;

    /// <summary>Until a person's first answer has reached the group.</summary>
    public int FirstResponseMinutes { get; init; } = 10;

    /// <summary>Until a member who wrote again has a further answer.</summary>
    public int NextResponseMinutes { get; init; } = 30;

    /// <summary>Until the matter is resolved; the time in which it is the member's turn does not count.</summary>
    public int ResolutionMinutes { get; init; } = 120;

    public BusinessHours Hours { get; init; } = new();

    /// <summary>By when what was asked at a moment is to be answered and resolved.</summary>
    public (DateTimeOffset Response, DateTimeOffset Resolution) DueOf(DateTimeOffset asked) =>
        (Hours.After(asked, TimeSpan.FromMinutes(FirstResponseMinutes)), Hours.After(asked, TimeSpan.FromMinutes(ResolutionMinutes)));

    /// <summary>Everything that is wrong with it, or null.</summary>
    public Problem? Wrong()
    {
        var wrong = Hours.Wrong().ToList();
        if (FirstResponseMinutes is < 1 or > MostMinutes) { wrong.Add($"first_response_minutes must be 1 to {MostMinutes}"); }

        if (NextResponseMinutes is < 1 or > MostMinutes) { wrong.Add($"next_response_minutes must be 1 to {MostMinutes}"); }

        if (ResolutionMinutes > MostMinutes || ResolutionMinutes < FirstResponseMinutes) { wrong.Add($"resolution_minutes must be first_response_minutes to {MostMinutes}"); }

        return wrong.Count == 0 ? null : ServiceLevelProblems.Bad(wrong);
    }
}

/// <summary>A service level that is or was in force in a brand.</summary>
/// <param name="Version">0: the built-in one.</param>
/// <param name="Level">What was promised.</param>
/// <param name="SetAt">Since when; null: ever.</param>
/// <param name="SetBy">The operator's id; empty: nobody.</param>
internal sealed record ServiceLevelVersion(int Version, ServiceLevel Level, DateTimeOffset? SetAt, string SetBy)
{
    public static ServiceLevelVersion BuiltIn { get; } = new(0, new ServiceLevel(), null, "");
}
