using Steward.Kernel;

namespace Steward.Moderation.Incidents;

/// <summary>What can be wrong with a request about incidents.</summary>
internal static class IncidentProblems
{
    public const int LongestNote = 1000;
    public const int LongestSearch = 100;

    public static Problem NotFound(Guid incidentId) => new("MOD-070", ProblemKind.NotFound, $"There is no incident {incidentId} in this brand.", "incident_id");

    public static Problem AlreadyClosed(Incident closed) => new("MOD-071", ProblemKind.Conflict, $"{closed.ClosedBy} closed incident {closed.IncidentId} at {closed.ClosedAt:u}; add a note instead.", "incident_id");

    public static Problem BadPolicy(IEnumerable<string> wrong) => Problem.InvalidField("MOD-072", "policy", $"The policy cannot be put in force: {string.Join("; ", wrong)}.");

    public static Problem UnknownState { get; } = Problem.InvalidField("MOD-073", "state", $"state must be empty, {IncidentState.Open} or {IncidentState.Closed}.");

    public static Problem UnknownOutcome { get; } = Problem.InvalidField("MOD-074", "outcome", $"outcome must be one of {string.Join(", ", IncidentOutcome.All)}.");

    public static Problem BadText(string field, int longest) => Problem.InvalidField("MOD-075", field, $"{field} must have 1 to {longest} characters, none of them U+0000.");

    public static Problem SearchTooLong { get; } = Problem.InvalidField("MOD-076", "search", $"search may have {LongestSearch} characters at most, and none of them U+0000.");
}
