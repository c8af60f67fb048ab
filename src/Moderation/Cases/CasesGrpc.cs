using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Discipline;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;

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
        context.Require(Role.Operator);
        return new ListCases(
            context.Brands(request.BrandId), request.State, request.OffenceClass, request.Search, CallScope.PageSize(request.PageSize), ListCasesHandler.ReadKey(PageToken.Read(request.PageToken, 2)));
    }

    private static GetCase ToQuery(GetCaseRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new GetCase(context.Brand(request.BrandId), CallScope.Id(request.CaseId, "case_id"));
    }

    private static DecideCase ToCommand(DecideCaseRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        return new DecideCase(context.Brand(request.BrandId), CallScope.Id(request.CaseId, "case_id"), request.Decision, request.Note, request.Sanction, caller.Actor);
    }

    private static GetScreeningTotals ToQuery(GetScreeningTotalsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new GetScreeningTotals(context.Brands(request.BrandId));
    }

    private static ListCasesResponse ToReply(CasePage page)
    {
        var reply = new ListCasesResponse { Total = (int)page.Total, NextPageToken = page.HasMore ? PageToken.Of(ListCasesHandler.KeyOf(page.Cases[^1])) : string.Empty };
        reply.Cases.AddRange(page.Cases.Select(ToReply));
        return reply;
    }

    private static GetCaseResponse ToReply(CaseFile file)
    {
        var reply = new GetCaseResponse { Case = ToReply(file.Case) };
        if (file.Proposal is var (proposal, policy)) { reply.Proposal = DisciplineReplies.ToReply(proposal, policy.Version); }

        if (file.Penalty is var (penalty, acts)) { reply.Penalty = DisciplineReplies.ToReply(penalty, acts); }

        reply.Offences.AddRange(file.Offences.Select(offence => new Proto.Offence
        {
            MessageId = offence.MessageId.ToString(),
            GroupId = offence.GroupId.ToString(),
            RuleId = offence.RuleId,
            Matched = offence.Matched,
            Text = offence.Text,
            SentAt = Timestamp.FromDateTimeOffset(offence.SentAt),
        }));
        return reply;
    }

    private static DecideCaseResponse ToReply(DecidedCase decided) =>
        new() { Case = ToReply(decided.Case), Penalty = decided.Penalty is { } penalty ? DisciplineReplies.ToReply(penalty, []) : null };

    private static Proto.Case ToReply(Case row)
    {
        var reply = new Proto.Case
        {
            CaseId = row.CaseId.ToString(),
            BrandId = row.BrandId.ToString(),
            MemberId = row.MemberId.ToString(),
            GroupId = row.GroupId.ToString(),
            OffenceClass = row.OffenceClass,
            State = row.State,
            Offences = row.Offences,
            OpenedAt = Timestamp.FromDateTimeOffset(row.OpenedAt),
            LastOffenceAt = Timestamp.FromDateTimeOffset(row.LastOffenceAt),
            LastText = row.LastText,
            DecidedBy = row.DecidedBy ?? string.Empty,
            Note = row.Note,
        };
        if (row.DecidedAt is { } at) { reply.DecidedAt = Timestamp.FromDateTimeOffset(at); }

        return reply;
    }

    private static GetScreeningTotalsResponse ToReply(ScreeningTotals totals)
    {
        var reply = new GetScreeningTotalsResponse { Screened = totals.Screened, Chatter = totals.Chatter, Questions = totals.Questions, Offences = totals.Offences, Cases = totals.Cases };
        reply.OffencesByClass.Add(new Dictionary<string, long>(totals.OffencesByClass));
        return reply;
    }
}
