using Steward.Kernel;
using Steward.Moderation.Compliance.Phrases;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Compliance.Approvals;

/// <summary>A lead's word on a request.</summary>
/// <param name="Until">When an approval ends; null for a refusal.</param>
internal sealed record DecideApproval(BrandId Brand, Guid ApprovalId, string Decision, string Note, DateTimeOffset? Until, string By);

internal sealed partial class DecideApprovalHandler(Database database, PhrasesInForce phrases, TimeProvider clock, ILogger<DecideApprovalHandler> logger)
{
    /// <summary>What was lawful is looked at again at least once a year.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public async Task<Result<Approval>> HandleAsync(DecideApproval command, CancellationToken ct)
    {
        var now = StoredMoment.Of(clock.GetUtcNow());
        await using var transaction = await database.BeginAsync(command.Brand, ct);
        if (await transaction.SingleOrDefaultAsync<Approval>(
            $"select {Approval.Columns} from compliance_approvals where brand_id = @brand and approval_id = @ApprovalId for update", new { brand = command.Brand, command.ApprovalId }, ct) is not { } asked)
        {
            return ApprovalProblems.NotFound(command.ApprovalId);
        }

        if (asked.State != ApprovalState.Open) { return IsRetry(asked, command) ? asked : ApprovalProblems.Decided; }

        if (Wrong(command, now) is { } wrong) { return wrong; }

        if (asked.AskedBy == command.By) { return ApprovalProblems.OwnRequest; }

        if (command.Decision == ApprovalState.Approved)
        {
            // Whoever decides has seen what was found when it was asked for, and nothing else.
            var since = ApprovedFinding.In(asked.Text, await phrases.OfAsync(command.Brand, transaction, ct), now).Except(ApprovedFinding.Read(asked.Findings)).ToList();
            if (since.Count > 0) { return ApprovalProblems.FoundSince(since); }
        }

        var decided = asked with { State = command.Decision, DecidedAt = now, DecidedBy = command.By, Note = command.Note, Until = command.Until };
        await transaction.ExecuteAsync(
            "update compliance_approvals set state = @State, decided_at = @DecidedAt, decided_by = @DecidedBy, note = @Note, until = @Until where brand_id = @BrandId and approval_id = @ApprovalId",
            new { decided.State, decided.DecidedAt, decided.DecidedBy, decided.Note, decided.Until, decided.BrandId, decided.ApprovalId },
            ct);
        await transaction.CommitAsync(ct);
        Log.Decided(logger, command.By, command.Decision, command.ApprovalId);
        return decided;
    }

    private static bool IsRetry(Approval known, DecideApproval command) =>
        known.State == command.Decision && (known.DecidedBy, known.Note, known.Until) == (command.By, command.Note, command.Until);

    private static Problem? Wrong(DecideApproval command, DateTimeOffset now) => command switch
    {
        { Decision: not (ApprovalState.Approved or ApprovalState.Refused) } => ApprovalProblems.Field("decision", $"{ApprovalState.Approved} or {ApprovalState.Refused}"),
        { Decision: ApprovalState.Refused, Until: not null } => ApprovalProblems.Field("until", "empty: a refusal has no end"),
        { Decision: ApprovalState.Refused } => ApprovalProblems.Words("note", command.Note, PhraseCheck.LongestWords),
        { Note.Length: > 0 } when ApprovalProblems.Words("note", command.Note, PhraseCheck.LongestWords) is { } wrong => wrong,
        { Until: var until } when !(until > now) || until > now + Longest => ApprovalProblems.Field("until", $"a moment from now on, at most {Longest.TotalDays:0} days ahead"),
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} {Decision} approval {ApprovalId}.")]
        public static partial void Decided(ILogger logger, string by, string decision, Guid approvalId);
    }
}
