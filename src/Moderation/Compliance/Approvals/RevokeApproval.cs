using Steward.Kernel;
using Steward.Moderation.Compliance.Phrases;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Compliance.Approvals;

/// <summary>Takes an approval back.</summary>
internal sealed record RevokeApproval(BrandId Brand, Guid ApprovalId, string Reason, string By);

internal sealed partial class RevokeApprovalHandler(Database database, TimeProvider clock, ILogger<RevokeApprovalHandler> logger)
{
    public async Task<Result<Approval>> HandleAsync(RevokeApproval command, CancellationToken ct)
    {
        if (ApprovalProblems.Words("reason", command.Reason, PhraseCheck.LongestWords) is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(command.Brand, ct);
        if (await transaction.SingleOrDefaultAsync<Approval>(
            $"select {Approval.Columns} from compliance_approvals where brand_id = @brand and approval_id = @ApprovalId for update", new { brand = command.Brand, command.ApprovalId }, ct) is not { } known)
        {
            return ApprovalProblems.NotFound(command.ApprovalId);
        }

        var now = StoredMoment.Of(clock.GetUtcNow());
        if (known.State == ApprovalState.Revoked) { return known; }

        if (known.StateAt(now) != ApprovalState.Approved) { return ApprovalProblems.NotStanding; }

        var revoked = known with { State = ApprovalState.Revoked, RevokedAt = now, RevokedBy = command.By, RevokeReason = command.Reason };
        await transaction.ExecuteAsync(
            "update compliance_approvals set state = @State, revoked_at = @RevokedAt, revoked_by = @RevokedBy, revoke_reason = @RevokeReason where brand_id = @BrandId and approval_id = @ApprovalId",
            new { revoked.State, revoked.RevokedAt, revoked.RevokedBy, revoked.RevokeReason, revoked.BrandId, revoked.ApprovalId },
            ct);
        await transaction.CommitAsync(ct);
        Log.Revoked(logger, command.By, command.ApprovalId);
        return revoked;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} revoked approval {ApprovalId}.")]
        public static partial void Revoked(ILogger logger, string by, Guid approvalId);
    }
}
