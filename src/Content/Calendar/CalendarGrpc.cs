using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Words;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Outbound;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Calendar;

internal sealed class CalendarGrpc(ScheduleEntry schedule, CancelEntry cancel, ListEntries list) : CalendarService.CalendarServiceBase
{
    public override async Task<ScheduleEntryResponse> ScheduleEntry(ScheduleEntryRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var input = request.Entry ?? new Wire.CalendarEntry();
        var word = new SendersWord(caller.Actor, caller.Role >= Role.Lead, request.LetGo);
        return new() { Entry = ToWire((await schedule.HandleAsync(context.Brand(input.BrandId), input, word, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<CancelEntryResponse> CancelEntry(CancelEntryRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new() { Entry = ToWire((await cancel.HandleAsync(context.Brand(request.BrandId), CallScope.Id(request.EntryId, "entry_id"), context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<ListEntriesResponse> ListEntries(ListEntriesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        if (request.State.Length > 0 && !EntryState.All.Contains(request.State)) { throw CalendarProblems.UnknownState(request.State).ToRpc(); }

        if (request.From?.IsMoment() == false) { throw CalendarProblems.NoMoment("from").ToRpc(); }

        if (request.To?.IsMoment() == false) { throw CalendarProblems.NoMoment("to").ToRpc(); }

        var size = CallScope.PageSize(request.PageSize);
        var page = await list.HandleAsync(
            new EntryFilter(context.Brands(request.BrandId), request.State, request.From?.ToDateTimeOffset(), request.To?.ToDateTimeOffset(), size, After(request.PageToken)), context.CancellationToken);
        var response = new ListEntriesResponse { Total = (int)page.Total };
        response.Entries.AddRange(page.Entries.Select(ToWire));
        if (page.Entries.Count == size)
        {
            response.NextPageToken = PageToken.Of(page.Entries[^1].SendAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), page.Entries[^1].EntryId.ToString());
        }

        return response;
    }

    private static (DateTimeOffset, Guid)? After(string token) => PageToken.Read(token, 2) switch
    {
        null => null,
        [var ticks, var entry] when DateTime.TryParseExact(ticks, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) && Guid.TryParse(entry, out var id) =>
            (new DateTimeOffset(time.ToUniversalTime()), id),
        _ => throw CalendarProblems.ForeignToken().ToRpc(),
    };

    private static Wire.CalendarEntry ToWire(CalendarEntry entry)
    {
        var wire = new Wire.CalendarEntry
        {
            EntryId = entry.EntryId.ToString(),
            BrandId = entry.BrandId.ToString(),
            AccountId = entry.AccountId.ToString(),
            Title = entry.Title,
            Text = entry.Text,
            SendAt = Timestamp.FromDateTimeOffset(entry.SendAt),
            State = entry.State,
            ConfirmedGroups = entry.ConfirmedGroups,
            Reason = entry.Reason,
            Why = Reasons.Of(entry.Reason),
            LetGoBy = entry.LetGoBy,
            LetGoAt = entry.LetGoAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
        };
        if (entry.HeldFor is { } held) { wire.HeldFor.Add(held.Findings); }

        if (entry.LetGo is { } letGo) { wire.LetGo.Add(letGo.Findings); }

        wire.GroupIds.AddRange(entry.GroupIds.Select(group => group.ToString()));
        return wire;
    }
}
