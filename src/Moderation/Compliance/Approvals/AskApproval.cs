using Steward.Kernel;
using Steward.Moderation.Compliance.Phrases;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Compliance.Approvals;

/// <summary>Somebody wants to say a text although the gate stops it.</summary>
internal sealed record AskApproval(BrandId Brand, Guid ApprovalId, string Text, string Purpose, string Evidence, string By);

internal sealed partial class AskApprovalHandler(Database database, PhrasesInForce phrases, TimeProvider clock, ILogger<AskApprovalHandler> logger)
{
    public const int LongestText = 4_000;
    public const int LongestPurpose = 500;
    public const int LongestEvidence = 1_000;

    public async Task<Result<Approval>> HandleAsync(AskApproval command, CancellationToken ct)
    {
        if (Wrong(command) is { } wrong) { return wrong; }

        var now = StoredMoment.Of(clock.GetUtcNow());
        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var draft = new Approval
        {
            BrandId = command.Brand.Value, ApprovalId = command.ApprovalId, Text = command.Text, Purpose = command.Purpose, Evidence = command.Evidence, Findings = "", AskedAt = now, AskedBy = command.By, State = ApprovalState.Open,
        };
        if (await KnownAsync(draft, transaction, ct) is { } known) { return known; }

        var findings = ApprovedFinding.In(command.Text, await phrases.OfAsync(command.Brand, transaction, ct), now);
        if (findings.Count == 0) { return ApprovalProblems.NothingFound; }

        if (findings.Where(finding => !finding.IsApprovable).ToList() is { Count: > 0 } beyond) { return ApprovalProblems.BeyondProof(beyond); }

        var asked = draft with { Findings = ApprovedFinding.Write(findings) };
        var hash = ApprovedText.Hash(asked.Text);
        var added = await transaction.ExecuteAsync(
            """
            insert into compliance_approvals (brand_id, approval_id, text, text_hash, purpose, evidence, findings, asked_at, asked_by, state)
            values (@BrandId, @ApprovalId, @Text, @hash, @Purpose, @Evidence, @Findings, @AskedAt, @AskedBy, @State) on conflict do nothing
            """,
            new { asked.BrandId, asked.ApprovalId, asked.Text, hash, asked.Purpose, asked.Evidence, asked.Findings, asked.AskedAt, asked.AskedBy, asked.State },
            ct);
        if (added == 0)
        {
            // Somebody was quicker: with the same id, or with the same text.
            return await KnownAsync(draft, transaction, ct) ?? ApprovalProblems.AskedAlready;
        }

        await transaction.CommitAsync(ct);
        Log.Asked(logger, command.By, command.ApprovalId);
        return asked;
    }

    private static async Task<Result<Approval>?> KnownAsync(Approval draft, BrandTransaction transaction, CancellationToken ct)
    {
        if (await transaction.SingleOrDefaultAsync<Approval>($"select {Approval.Columns} from compliance_approvals where brand_id = @BrandId and approval_id = @ApprovalId", new { draft.BrandId, draft.ApprovalId }, ct) is not { } known) { return null; }

        return known.AsksTheSameAs(draft) ? known : ApprovalProblems.IdUsed(draft.ApprovalId);
    }

    private static Problem? Wrong(AskApproval command) =>
        ApprovalProblems.Words("text", command.Text, LongestText) ?? ApprovalProblems.Words("purpose", command.Purpose, LongestPurpose) ?? ApprovalProblems.Words("evidence", command.Evidence, LongestEvidence);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} asks for approval {ApprovalId}.")]
        public static partial void Asked(ILogger logger, string by, Guid approvalId);
    }
}
