using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Wire = Steward.Contracts.Staffing.V1;

namespace Steward.Staffing.Leads;

internal sealed class LeadsGrpc(HandToSales handToSales, ChangeLead change, ListLeads list, GetLeadReport report, PutLeadRules rules) : LeadService.LeadServiceBase
{
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(400);

    public override async Task<HandToSalesResponse> HandToSales(HandToSalesRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var command = new ToSales(
            context.Brand(request.BrandId), Id(request.LeadId), CallScope.Id(request.WorkItemId, "work_item_id"), Owner(request.OwnerId), request.Wants, caller.Actor, caller.Role >= Role.Lead);
        return new() { Lead = ToWire((await handToSales.HandleAsync(command, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<FollowLeadResponse> FollowLead(FollowLeadRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        return new() { Lead = ToWire((await change.FollowAsync(context.Brand(request.BrandId), Id(request.LeadId), request.Note, caller.Actor, caller.Role >= Role.Lead, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<SettleLeadResponse> SettleLead(SettleLeadRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var settled = await change.SettleAsync(
            context.Brand(request.BrandId), Id(request.LeadId), request.Outcome, request.AmountFen, request.Note, caller.Actor, caller.Role >= Role.Lead, context.CancellationToken);
        return new() { Lead = ToWire(settled.OrThrowRpc()) };
    }

    public override async Task<GiveLeadResponse> GiveLead(GiveLeadRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var given = await change.GiveAsync(context.Brand(request.BrandId), Id(request.LeadId), CallScope.Id(request.OwnerId, "owner_id"), caller.Actor, caller.Role >= Role.Lead, context.CancellationToken);
        return new() { Lead = ToWire(given.OrThrowRpc()) };
    }

    public override async Task<ListLeadsResponse> ListLeads(ListLeadsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        if (request.States.FirstOrDefault(state => !LeadState.All.Contains(state)) is { } unknown) { throw LeadProblems.UnknownState(unknown).ToRpc(); }

        var size = CallScope.PageSize(request.PageSize);
        var item = request.WorkItemId.Length == 0 ? (Guid?)null : CallScope.Id(request.WorkItemId, "work_item_id");
        var (leads, total) = await list.HandleAsync(
            new LeadFilter(context.Brands(request.BrandId), Owner(request.OwnerId), [.. request.States], item, request.Search.Trim(), size, After(request.PageToken)), context.CancellationToken);
        var response = new ListLeadsResponse { Leads = { leads.Select(ToWire) }, Total = (int)total };
        if (leads.Count == size) { response.NextPageToken = PageToken.Of(leads[^1].HandedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), leads[^1].LeadId.ToString()); }

        return response;
    }

    public override async Task<GetLeadReportResponse> GetLeadReport(GetLeadReportRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        if (request.From?.ToDateTimeOffset() is not { } from || request.Until?.ToDateTimeOffset() is not { } until || until <= from || until - from > LongestRange) { throw LeadProblems.WrongRange().ToRpc(); }

        var lines = await report.HandleAsync(context.Brands(request.BrandId), from, until, context.CancellationToken);
        return new() { Lines = { lines.Select(ToWire) } };
    }

    public override async Task<GetLeadRulesResponse> GetLeadRules(GetLeadRulesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new() { Version = ToWire(await rules.GetAsync(context.Brand(request.BrandId), context.CancellationToken)) };
    }

    public override async Task<PutLeadRulesResponse> PutLeadRules(PutLeadRulesRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var wanted = request.Rules ?? new Wire.LeadRules();
        var put = await rules.HandleAsync(
            context.Brand(request.BrandId), new LeadRules { Sellers = [.. wanted.Sellers.Select(seller => CallScope.Id(seller, "sellers"))], FirstFollowMinutes = wanted.FirstFollowMinutes },
            request.HasExpectedVersion ? request.ExpectedVersion : null, caller.Actor, context.CancellationToken);
        return new() { Version = ToWire(put.OrThrowRpc()) };
    }

    private static Guid Id(string lead) => CallScope.Id(lead, "lead_id");

    private static Guid? Owner(string id) => id.Length == 0 ? null : CallScope.Id(id, "owner_id");

    private static (DateTimeOffset, Guid)? After(string token) => PageToken.Read(token, 2) switch
    {
        null => null,
        [var moment, var lead] when DateTime.TryParseExact(moment, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) && Guid.TryParse(lead, out var id) => (new DateTimeOffset(time.ToUniversalTime()), id),
        _ => throw LeadProblems.ForeignToken().ToRpc(),
    };

    private static Wire.Lead ToWire(Lead lead) => new()
    {
        LeadId = lead.LeadId.ToString(),
        BrandId = lead.BrandId.ToString(),
        WorkItemId = lead.WorkItemId.ToString(),
        AccountId = lead.AccountId.ToString(),
        GroupId = lead.GroupId.ToString(),
        MemberId = lead.MemberId.ToString(),
        Wants = lead.Wants,
        State = lead.State,
        OwnerId = lead.OwnerId.ToString(),
        HandedBy = lead.HandedBy,
        HandedAt = Timestamp.FromDateTimeOffset(lead.HandedAt),
        FollowDueAt = Timestamp.FromDateTimeOffset(lead.FollowDueAt),
        FollowedAt = lead.FollowedAt is { } followed ? Timestamp.FromDateTimeOffset(followed) : null,
        Follow = lead.Follow,
        EndedAt = lead.EndedAt is { } ended ? Timestamp.FromDateTimeOffset(ended) : null,
        AmountFen = lead.AmountFen,
        Note = lead.Note,
    };

    private static LeadReportLine ToWire(GetLeadReport.Line line)
    {
        var wire = new LeadReportLine
        {
            BrandId = line.BrandId.ToString(), OwnerId = line.OwnerId.ToString(), Handed = line.Handed, InTime = line.InTime, Late = line.Late, Returned = line.Returned, Won = line.Won, Lost = line.Lost, Open = line.Open,
            AmountFen = line.AmountFen,
        };
        if (line.MedianSeconds is { } median) { wire.MedianSeconds = median; }

        return wire;
    }

    private static Wire.LeadRulesVersion ToWire(LeadRulesVersion version) => new()
    {
        Version = version.Version,
        Rules = new Wire.LeadRules { Sellers = { version.Rules.Sellers.Select(seller => seller.ToString()) }, FirstFollowMinutes = version.Rules.FirstFollowMinutes },
        SetAt = version.SetAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
        SetBy = version.SetBy,
    };
}
