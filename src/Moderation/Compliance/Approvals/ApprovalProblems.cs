using Steward.Kernel;

namespace Steward.Moderation.Compliance.Approvals;

/// <summary>What can be wrong with a request about approvals.</summary>
internal static class ApprovalProblems
{
    /// <summary>How many findings a problem names.</summary>
    private const int Named = 5;

    public static Problem Field(string field, string rule) => Problem.InvalidField("MOD-118", field, $"{field} must be {rule}.");

    public static Problem NotFound(Guid approval) => new("MOD-119", ProblemKind.NotFound, $"There is no approval {approval} in this brand.", "approval_id");

    public static Problem IdUsed(Guid approval) => new("MOD-120", ProblemKind.Conflict, $"Approval {approval} was asked for with other words or by somebody else; ask with an id of its own.", "approval_id");

    public static Problem NothingFound { get; } = new("MOD-121", ProblemKind.Conflict, "The gate finds nothing that counts in this text: it may go out without approval.", "text");

    public static Problem BeyondProof(IReadOnlyCollection<ApprovedFinding> findings) => new(
        "MOD-122", ProblemKind.Conflict, $"No proof makes this lawful: {WordsOf(findings)}. Change the text, or, where the rule is mistaken, let a lead exempt the words.", "text");

    public static Problem AskedAlready { get; } = new("MOD-123", ProblemKind.Conflict, "Approval of this text is being asked for already: wait for the decision.", "text");

    public static Problem OwnRequest { get; } = new("MOD-124", ProblemKind.Conflict, "Whoever asks for approval does not decide on it: leave it to another lead.", "approval_id");

    public static Problem Decided { get; } = new("MOD-125", ProblemKind.Conflict, "This request is decided already.", "approval_id");

    public static Problem FoundSince(IReadOnlyCollection<ApprovedFinding> findings) => new(
        "MOD-126", ProblemKind.Conflict, $"Since it was asked for, the rules find more in this text: {WordsOf(findings)}. Refuse it, and let it be asked for anew.", "approval_id");

    public static Problem NotStanding { get; } = new("MOD-127", ProblemKind.Conflict, "Only an approval that holds can be revoked.", "approval_id");

    public static Problem NoMoment { get; } = Field("until", "a moment between the years 1 and 9999");

    public static Problem UnknownState { get; } = Field("state", "empty, open, approved, ended, refused or revoked");

    /// <summary>Words that people typed: some, not too many, and none that the database cannot keep.</summary>
    public static Problem? Words(string field, string text, int longest) =>
        text.Trim().Length == 0 || text.Length > longest || text.Contains('\0', StringComparison.Ordinal) ? Field(field, $"1 to {longest} characters, none of them U+0000") : null;

    private static string WordsOf(IReadOnlyCollection<ApprovedFinding> findings) =>
        string.Join(", ", findings.Take(Named).Select(finding => $"“{finding.Words}” ({finding.Category})")) + (findings.Count > Named ? ", …" : "");
}
