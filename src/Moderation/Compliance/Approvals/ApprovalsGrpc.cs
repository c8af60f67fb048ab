using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Compliance.Approvals;

/// <summary>Legal approval over gRPC.</summary>
internal sealed class ApprovalsGrpc(AskApprovalHandler ask, DecideApprovalHandler decide, RevokeApprovalHandler revoke, ListApprovalsHandler list, TimeProvider clock) : ApprovalService.ApprovalServiceBase
{
    public override async Task<AskApprovalResponse> AskApproval(AskApprovalRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var command = new AskApproval(context.Brand(request.BrandId), CallScope.Id(request.ApprovalId, "approval_id"), request.Text, request.Purpose, request.Evidence, caller.Actor);
        return new AskApprovalResponse { Approval = ToReply((await ask.HandleAsync(command, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<DecideApprovalResponse> DecideApproval(DecideApprovalRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var command = new DecideApproval(
            context.Brand(request.BrandId), CallScope.Id(request.ApprovalId, "approval_id"), request.Decision, request.Note, StoredMoment.Read(request.Until, ApprovalProblems.NoMoment), caller.Actor);
        return new DecideApprovalResponse { Approval = ToReply((await decide.HandleAsync(command, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<RevokeApprovalResponse> RevokeApproval(RevokeApprovalRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var command = new RevokeApproval(context.Brand(request.BrandId), CallScope.Id(request.ApprovalId, "approval_id"), request.Reason, caller.Actor);
        return new RevokeApprovalResponse { Approval = ToReply((await revoke.HandleAsync(command, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<ListApprovalsResponse> ListApprovals(ListApprovalsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var query = new ListApprovals(context.Brands(request.BrandId), request.State, request.Search, CallScope.PageSize(request.PageSize), TimeKey.Read(request.PageToken));
        var page = (await list.HandleAsync(query, context.CancellationToken)).OrThrowRpc();
        var response = new ListApprovalsResponse { Total = (int)page.Total, NextPageToken = page.Next };
        response.Approvals.AddRange(page.Rows.Select(ToReply));
        return response;
    }

    private Proto.Approval ToReply(Approval approval)
    {
        var reply = new Proto.Approval
        {
            ApprovalId = approval.ApprovalId.ToString(), BrandId = approval.BrandId.ToString(), Text = approval.Text, Purpose = approval.Purpose, Evidence = approval.Evidence, State = approval.StateAt(clock.GetUtcNow()),
            AskedAt = StoredMoment.Write(approval.AskedAt), AskedBy = approval.AskedBy, DecidedAt = StoredMoment.Write(approval.DecidedAt), DecidedBy = approval.DecidedBy ?? "", Note = approval.Note,
            Until = StoredMoment.Write(approval.Until), RevokedAt = StoredMoment.Write(approval.RevokedAt), RevokedBy = approval.RevokedBy ?? "", RevokeReason = approval.RevokeReason,
        };
        reply.Findings.AddRange(ApprovedFinding.Read(approval.Findings).Select(finding => new Proto.ApprovedFinding { RuleId = finding.RuleId, Category = finding.Category, Severity = finding.Severity, Words = finding.Words }));
        return reply;
    }
}
