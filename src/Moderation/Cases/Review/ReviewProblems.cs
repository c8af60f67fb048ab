using Steward.Kernel;

namespace Steward.Moderation.Cases.Review;

/// <summary>What can be wrong with claims, bulk decisions and the policy of a queue.</summary>
internal static class ReviewProblems
{
    public static Problem HeldByAnother(Case held) =>
        new("MOD-062", ProblemKind.Conflict, $"{held.ClaimedBy} has case {held.CaseId} until {held.ClaimedUntil:u}; take another one, or wait until then.", "case_id");

    public static Problem NoPreview(Guid bulkId) => new("MOD-063", ProblemKind.NotFound, $"You have no preview {bulkId} in this brand: count the cases again.", "bulk_id");

    public static Problem PreviewTooOld { get; } =
        new("MOD-064", ProblemKind.Conflict, $"This preview is older than {PreviewBulkHandler.Holds.TotalMinutes:0} minutes: count the cases again and look at them.", "bulk_id");

    public static Problem OtherDecision(string decision) => new("MOD-065", ProblemKind.Conflict, $"These cases are being decided already as {decision}, with the note and consequence that were given then.", "decision");

    public static Problem NoteForMany { get; } = Problem.InvalidField("MOD-066", "note", "Whoever gives many cases a consequence of their own choice says why in note.");

    public static Problem SanctionWithoutGuilt { get; } = Problem.InvalidField("MOD-067", "sanction", "Only upheld cases have a consequence: leave sanction empty.");

    public static Problem BadPolicy(IEnumerable<string> wrong) => Problem.InvalidField("MOD-068", "policy", $"The policy cannot be put in force: {string.Join("; ", wrong)}.");
}
