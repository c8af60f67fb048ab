using Steward.Kernel;

namespace Steward.Moderation.Discipline;

/// <summary>What can be wrong with a request about consequences.</summary>
internal static class DisciplineProblems
{
    public const int LongestAppeal = 1000;
    public const int LongestNote = 500;
    public const int LongestExemptionDays = 5 * 366;

    public static Problem BadPolicy(IEnumerable<string> wrong) => Problem.InvalidField("MOD-030", "policy", $"The policy cannot be put in force: {string.Join("; ", wrong)}.");

    public static Problem NoteNeeded(string proposed) => Problem.InvalidField("MOD-031", "note", $"The ladder proposes {proposed}: whoever decides otherwise says why in note.");

    public static Problem UnknownSanction { get; } = Problem.InvalidField("MOD-032", "sanction", $"sanction must be empty or one of {Sanction.Names}.");

    public static Problem NoPenalty(Guid caseId) => new("MOD-033", ProblemKind.Conflict, $"Case {caseId} has no penalty that stands, so there is nothing to appeal against.", "case_id");

    public static Problem AppealOpen { get; } = new("MOD-034", ProblemKind.Conflict, "An appeal against this case is open already.", "case_id");

    public static Problem NoAppeal(Guid appealId) => new("MOD-035", ProblemKind.NotFound, $"There is no appeal {appealId} in this brand.", "appeal_id");

    public static Problem OwnDecision { get; } = new("MOD-036", ProblemKind.Conflict, "Whoever decided the case does not decide the appeal against it: leave it to a colleague.", "appeal_id");

    public static Problem AppealDecided { get; } = new("MOD-037", ProblemKind.Conflict, "This appeal is decided already.", "appeal_id");

    public static Problem BadEnd { get; } = Problem.InvalidField("MOD-182", "until", $"until must be ahead, and at most {LongestExemptionDays} days; leave it out for an exemption without end.");

    public static Problem Field(string field, string rule) => Problem.InvalidField("MOD-038", field, $"{field} must be {rule}.");

    /// <summary>Words that people typed: some, not too many, and none that the database cannot keep.</summary>
    public static Problem? Words(string field, string text, int longest) =>
        text.Trim().Length == 0 || text.Length > longest || text.Contains('\0') ? Field(field, $"1 to {longest} characters, none of them U+0000") : null;
}
