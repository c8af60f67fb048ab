using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Policies;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Cases.Review;

/// <summary>The queue over gRPC.</summary>
internal sealed class ReviewGrpc(
    ClaimNextCaseHandler next, ClaimCaseHandler claims, GetPendingHandler pending, GetReviewTimesHandler times, PreviewBulkHandler previews, DecideBulkHandler bulks, PutPolicyHandler<ReviewPolicy> policies, TimeProvider clock)
    : ReviewService.ReviewServiceBase
{
    private static readonly TimeSpan DefaultSpan = TimeSpan.FromDays(30);

    public override async Task<ClaimNextCaseResponse> ClaimNextCase(ClaimNextCaseRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var command = new ClaimNextCase(context.Brands(request.BrandId), request.OffenceClass, request.AfterCaseId.Length > 0 ? CallScope.Id(request.AfterCaseId, "after_case_id") : null, caller.Actor);
        return new ClaimNextCaseResponse { Case = (await next.HandleAsync(command, context.CancellationToken)).OrThrowRpc().Case is { } found ? CaseReply.Of(found) : null };
    }

    public override async Task<ClaimCaseResponse> ClaimCase(ClaimCaseRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        return new ClaimCaseResponse { Case = CaseReply.Of((await claims.ClaimAsync(context.Brand(request.BrandId), CallScope.Id(request.CaseId, "case_id"), caller.Actor, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<ReleaseCaseResponse> ReleaseCase(ReleaseCaseRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        return new ReleaseCaseResponse { Case = CaseReply.Of((await claims.ReleaseAsync(context.Brand(request.BrandId), CallScope.Id(request.CaseId, "case_id"), caller.Actor, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<GetPendingResponse> GetPending(GetPendingRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var reply = new GetPendingResponse();
        reply.Pending.AddRange((await pending.HandleAsync(context.Brands(request.BrandId), context.CancellationToken)).Select(line => new Proto.PendingCases
        {
            BrandId = line.BrandId.ToString(), OffenceClass = line.OffenceClass, Aside = line.IsAside, DueMinutes = line.DueMinutes, Cases = line.Cases, Held = line.Held, Overdue = line.Overdue,
            Hour = line.Hour, FourHours = line.FourHours, Day = line.Day, OldestAt = Timestamp.FromDateTimeOffset(line.OldestAt),
        }));
        return reply;
    }

    public override async Task<GetReviewTimesResponse> GetReviewTimes(GetReviewTimesRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var to = request.To?.ToDateTimeOffset() ?? clock.GetUtcNow();
        var reply = new GetReviewTimesResponse();
        reply.Times.AddRange((await times.HandleAsync(context.Brands(request.BrandId), request.From?.ToDateTimeOffset() ?? to - DefaultSpan, to, context.CancellationToken)).Select(one => new Proto.ReviewTimes
        {
            DecidedBy = one.DecidedBy, Decisions = one.Decisions, WaitedSeconds = one.Waited, WaitedLongSeconds = one.WaitedLong, TookSeconds = one.Took, TookLongSeconds = one.TookLong,
        }));
        return reply;
    }

    public override async Task<PreviewBulkResponse> PreviewBulk(PreviewBulkRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var filter = new CaseFilter("", request.OffenceClass, request.Search, request.Held, request.RuleId, request.GroupId.Length > 0 ? CallScope.Id(request.GroupId, "group_id") : null, caller.Actor);
        var preview = (await previews.HandleAsync(new PreviewBulk(context.Brand(request.BrandId), filter), context.CancellationToken)).OrThrowRpc();
        return new PreviewBulkResponse
        {
            BulkId = preview.BulkId?.ToString() ?? "", Cases = preview.Cases, Left = preview.Left, Offences = preview.Offences, Members = preview.Members,
            OldestAt = CaseReply.At(preview.OldestAt), NewestAt = CaseReply.At(preview.NewestAt), Until = Timestamp.FromDateTimeOffset(preview.Until),
        };
    }

    public override async Task DecideBulk(DecideBulkRequest request, IServerStreamWriter<DecideBulkResponse> responseStream, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var ct = context.CancellationToken;
        var command = new DecideBulk(context.Brand(request.BrandId), CallScope.Id(request.BulkId, "bulk_id"), request.Decision, request.Note, request.Sanction, caller.Actor);
        var report = (await bulks.HandleAsync(command, (done, cases) => responseStream.WriteAsync(new DecideBulkResponse { Done = done, Cases = cases }, ct), ct)).OrThrowRpc();
        var reply = new DecideBulkResponse { Done = report.Cases, Cases = report.Cases, Report = new Proto.BulkReport { Cases = report.Cases, Decided = report.Decided } };
        reply.Report.Left.AddRange(report.Left.Select(left => new Proto.LeftCase { CaseId = left.CaseId.ToString(), Outcome = left.Outcome }));
        await responseStream.WriteAsync(reply, ct);
    }

    public override async Task<GetReviewPolicyResponse> GetReviewPolicy(GetReviewPolicyRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return ToReply(await policies.GetAsync(context.Brand(request.BrandId), context.CancellationToken));
    }

    public override async Task<PutReviewPolicyResponse> PutReviewPolicy(PutReviewPolicyRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var asked = request.Policy ?? new Proto.ReviewPolicy();
        var policy = new ReviewPolicy { ClaimMinutes = asked.ClaimMinutes, DueMinutes = asked.DueMinutes, DueMinutesByClass = new Dictionary<string, int>(asked.DueMinutesByClass), Aside = [.. asked.Aside] };
        return new PutReviewPolicyResponse { Version = (await policies.HandleAsync(context.Brand(request.BrandId), policy, request.HasExpectedVersion ? request.ExpectedVersion : null, caller.Actor, context.CancellationToken)).OrThrowRpc() };
    }

    public override async Task<ListReviewPoliciesResponse> ListReviewPolicies(ListReviewPoliciesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var reply = new ListReviewPoliciesResponse();
        reply.Policies.AddRange((await policies.ListAsync(context.Brand(request.BrandId), context.CancellationToken)).Select(ToReply));
        return reply;
    }

    private static GetReviewPolicyResponse ToReply(PolicyInForce<ReviewPolicy> found)
    {
        var policy = new Proto.ReviewPolicy { ClaimMinutes = found.Policy.ClaimMinutes, DueMinutes = found.Policy.DueMinutes };
        policy.Aside.AddRange(found.Policy.Aside);
        foreach (var (name, minutes) in found.Policy.DueMinutesByClass) { policy.DueMinutesByClass.Add(name, minutes); }

        return new GetReviewPolicyResponse { Version = found.Version, Policy = policy, SetAt = CaseReply.At(found.SetAt), SetBy = found.SetBy };
    }
}
