using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Discipline;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Moderation.Cases;

internal sealed class CasesGrpc(ListCasesHandler list, GetCaseHandler get, DecideCaseHandler decide, GetScreeningTotalsHandler totals) : CaseService.CaseServiceBase
{
    public override async Task<ListCasesResponse> ListCases(ListCasesRequest request, ServerCallContext context) =>
        ToReply((await list.HandleAsync(ToQuery(request, context), context.CancellationToken)).OrThrowRpc());

    public override async Task<GetCaseResponse> GetCase(GetCaseRequest request, ServerCallContext context) =>
        ToReply((await get.HandleAsync(ToQuery(request, context), context.CancellationToken)).OrThrowRpc());

    public override async Task<DecideCaseResponse> DecideCase(DecideCaseRequest request, ServerCallContext context) =>
        ToReply((await decide.HandleAsync(ToCommand(request, context), context.CancellationToken)).OrThrowRpc());

    public override async Task<GetScreeningTotalsResponse> GetScreeningTotals(GetScreeningTotalsRequest request, ServerCallContext context) =>
        ToReply(await totals.HandleAsync(ToQuery(request, context), context.CancellationToken));

    private static ListCases ToQuery(ListCasesRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        return new ListCases(
            context.Brands(request.BrandId),
            new CaseFilter(request.State, request.OffenceClass, request.Search, request.Held, request.RuleId, request.GroupId.Length > 0 ? CallScope.Id(request.GroupId, "group_id") : null, caller.Actor),
            CallScope.PageSize(request.PageSize),
            TimeKey.Read(request.PageToken));
    }

    private static GetCase ToQuery(GetCaseRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new GetCase(context.Brand(request.BrandId), CallScope.Id(request.CaseId, "case_id"));
    }

    private static DecideCase ToCommand(DecideCaseRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        return new DecideCase(context.Brand(request.BrandId), CallScope.Id(request.CaseId, "case_id"), request.Decision, request.Note, request.Sanction, caller.Actor) { Learn = request.Learn };
    }

    private static GetScreeningTotals ToQuery(GetScreeningTotalsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new GetScreeningTotals(context.Brands(request.BrandId));
    }

    private static ListCasesResponse ToReply(TimedPage<Case> page)
    {
        var reply = new ListCasesResponse { Total = (int)page.Total, NextPageToken = page.Next };
        reply.Cases.AddRange(page.Rows.Select(CaseReply.Of));
        return reply;
    }

    private static GetCaseResponse ToReply(CaseFile file)
    {
        var reply = new GetCaseResponse { Case = CaseReply.Of(file.Case) };
        if (file.Proposal is var (proposal, policy)) { reply.Proposal = DisciplineReplies.ToReply(proposal, policy.Version); }

        if (file.Penalty is var (penalty, acts)) { reply.Penalty = DisciplineReplies.ToReply(penalty, acts); }

        reply.Offences.AddRange(file.Offences.Select(OffenceReplies.ToReply));
        return reply;
    }

    private static DecideCaseResponse ToReply(DecidedCase decided) =>
        new() { Case = CaseReply.Of(decided.Case), Penalty = decided.Penalty is { } penalty ? DisciplineReplies.ToReply(penalty, []) : null, Learnt = decided.Learnt };

    private static GetScreeningTotalsResponse ToReply(ScreeningTotals totals)
    {
        var reply = new GetScreeningTotalsResponse { Screened = totals.Screened, Chatter = totals.Chatter, Questions = totals.Questions, Offences = totals.Offences, Cases = totals.Cases };
        reply.OffencesByClass.Add(new Dictionary<string, long>(totals.OffencesByClass));
        reply.Signals.Add(new Dictionary<string, long>(totals.Signals));
        return reply;
    }
}
