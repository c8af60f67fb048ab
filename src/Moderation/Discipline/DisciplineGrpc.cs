using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Policies;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using static Steward.Moderation.Discipline.DisciplineReplies;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Discipline;

/// <summary>Consequences over gRPC.</summary>
internal sealed class DisciplineGrpc(
    PutPolicyHandler<Policy> policies, PutPolicyHandler put, PutExemptionHandler exemptions, ListExemptionsHandler exempt, ProposeSanctionHandler proposals, GetStandingHandler standings, FileAppealHandler file, ListAppealsHandler list, DecideAppealHandler decide, GetConsistencyHandler consistency, TimeProvider clock)
    : DisciplineService.DisciplineServiceBase
{
    private static readonly TimeSpan DefaultSpan = TimeSpan.FromDays(30);

    public override async Task<GetPolicyResponse> GetPolicy(GetPolicyRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return ToReply(await policies.GetAsync(context.Brand(request.BrandId), context.CancellationToken));
    }

    public override async Task<ListPoliciesResponse> ListPolicies(ListPoliciesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var reply = new ListPoliciesResponse();
        reply.Policies.AddRange((await policies.ListAsync(context.Brand(request.BrandId), context.CancellationToken)).Select(ToReply));
        return reply;
    }

    public override async Task<ListExemptionsResponse> ListExemptions(ListExemptionsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var page = await exempt.HandleAsync(context.Brands(request.BrandId), CallScope.PageSize(request.PageSize), TimeKey.Read(request.PageToken), context.CancellationToken);
        var reply = new ListExemptionsResponse { Total = (int)page.Total, NextPageToken = page.Next };
        reply.Exemptions.AddRange(page.Rows.Select(ToReply));
        return reply;
    }

    public override async Task<ProposeSanctionResponse> ProposeSanction(ProposeSanctionRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var query = new ProposeSanction(context.Brand(request.BrandId), CallScope.Id(request.MemberId, "member_id"), request.OffenceClass, request.Policy is { } policy ? ToPolicy(policy) : null);
        var (proposal, version) = (await proposals.HandleAsync(query, context.CancellationToken)).OrThrowRpc();
        return new ProposeSanctionResponse { Proposal = ToReply(proposal, version) };
    }

    public override async Task<PutPolicyResponse> PutPolicy(PutPolicyRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        return new PutPolicyResponse { Version = (await put.HandleAsync(context.Brand(request.BrandId), ToPolicy(request.Policy ?? new Proto.Policy()), request.HasExpectedVersion ? request.ExpectedVersion : null, caller.Actor, context.CancellationToken)).OrThrowRpc() };
    }

    public override async Task<PutExemptionResponse> PutExemption(PutExemptionRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var exemption = new PutExemption(context.Brand(request.BrandId), CallScope.Id(request.MemberId, "member_id"), request.Exempt, request.Reason, request.Until?.ToDateTimeOffset(), caller.Actor);
        var done = await exemptions.HandleAsync(exemption, context.CancellationToken);
        done.OrThrowRpc();
        return new PutExemptionResponse();
    }

    public override async Task<GetStandingResponse> GetStanding(GetStandingRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var standing = await standings.HandleAsync(context.Brand(request.BrandId), CallScope.Id(request.MemberId, "member_id"), context.CancellationToken);
        var reply = new GetStandingResponse { Standing = standing.Points, Exempt = standing.ExemptReason is not null, ExemptReason = standing.ExemptReason ?? "" };
        reply.Penalties.AddRange(standing.Penalties.Select(penalty => ToReply(penalty, standing.Acts[penalty.CaseId])));
        return reply;
    }

    public override async Task<FileAppealResponse> FileAppeal(FileAppealRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var filed = await file.HandleAsync(new FileAppeal(context.Brand(request.BrandId), CallScope.Id(request.CaseId, "case_id"), request.OnBehalf, request.Text, caller.Actor), context.CancellationToken);
        return new FileAppealResponse { Appeal = ToReply(filed.OrThrowRpc(), null) };
    }

    public override async Task<ListAppealsResponse> ListAppeals(ListAppealsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var query = new ListAppeals(context.Brands(request.BrandId), request.State, CallScope.PageSize(request.PageSize), TimeKey.Read(request.PageToken));
        var page = (await list.HandleAsync(query, context.CancellationToken)).OrThrowRpc();
        var reply = new ListAppealsResponse { Total = (int)page.Page.Total, NextPageToken = page.Page.Next };
        reply.Appeals.AddRange(page.Page.Rows.Select(appeal => ToReply(appeal, page.Penalties.GetValueOrDefault(appeal.CaseId))));
        return reply;
    }

    public override async Task<DecideAppealResponse> DecideAppeal(DecideAppealRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var command = new DecideAppeal(context.Brand(request.BrandId), CallScope.Id(request.AppealId, "appeal_id"), request.Decision, request.Note, caller.Actor);
        var decided = (await decide.HandleAsync(command, context.CancellationToken)).OrThrowRpc();
        return new DecideAppealResponse { Appeal = ToReply(decided.Appeal, decided.Penalty) };
    }

    public override async Task<GetConsistencyResponse> GetConsistency(GetConsistencyRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var to = request.To?.ToDateTimeOffset() ?? clock.GetUtcNow();
        var found = await consistency.HandleAsync(context.Brands(request.BrandId), request.From?.ToDateTimeOffset() ?? to - DefaultSpan, to, context.CancellationToken);
        var reply = new GetConsistencyResponse { Automatic = found.Automatic, Braked = found.Braked };
        reply.Deciders.AddRange(found.Deciders.Select(one => new Proto.DeciderCounts { DecidedBy = one.DecidedBy, Decisions = (int)one.Decisions, Milder = (int)one.Milder, Harder = (int)one.Harder, Overturned = (int)one.Overturned }));
        reply.Deviations.AddRange(found.Deviations.Select(penalty => ToReply(penalty, [])));
        return reply;
    }
}
