using Steward.Kernel;
using Steward.Moderation.Policies;
using Steward.Moderation.Rules.Kinds;

namespace Steward.Moderation.Incidents;

/// <summary>When the same story in several groups is an incident of a brand.</summary>
internal sealed record IncidentPolicy : IBrandPolicy
{
    /// <summary>As many as the index of copies keeps of one text, less than half: a story always has more of them than are asked for.</summary>
    private const int Most = 30;
    private const int MostLetters = 1000;

    /// <summary>Fewer groups than this are never looked at.</summary>
    public const int FewestGroups = 2;

    public static string Table => "incident_policies";

    /// <summary>In how many groups.</summary>
    public int Groups { get; init; } = 5;

    /// <summary>By how many members.</summary>
    public int Members { get; init; } = 3;

    /// <summary>Within how many minutes.</summary>
    public int Minutes { get; init; } = 10;

    /// <summary>Shorter texts are never the same story: 收到 is no rumour.</summary>
    public int Letters { get; init; } = 12;

    public Problem? Wrong()
    {
        List<string> wrong = [];
        if (Groups is < FewestGroups or > Most) { wrong.Add($"groups must be {FewestGroups} to {Most}"); }

        if (Members is < 1 or > Most) { wrong.Add($"members must be 1 to {Most}"); }

        if (Minutes is < 1 or > CopyRule.MostMinutes) { wrong.Add($"minutes must be 1 to {CopyRule.MostMinutes}"); }

        if (Letters is < Story.FewestLetters or > MostLetters) { wrong.Add($"letters must be {Story.FewestLetters} to {MostLetters}"); }

        return wrong.Count == 0 ? null : IncidentProblems.BadPolicy(wrong);
    }
}
