using Steward.Channels.Adapters;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>
/// The end of an act that no employee has confirmed: at its deadline, or because somebody cancels it. It is stopped at the channel. What the channel does not stop may still be
/// confirmed in a telephone: then the outcome, which is told once, says so, and for a week the ledger looks whether that happens and writes it down.
/// </summary>
internal sealed class EndUnconfirmed(ActLedger ledger, Database database, TimeProvider clock)
{
    private static readonly TimeSpan WatchFor = TimeSpan.FromDays(7);
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    /// <summary>Its deadline is over: it ends, whatever the channel says.</summary>
    public async Task AtDeadlineAsync(IChannelAdapter adapter, ChannelAct call, CommandId id, string owner, OpenCommand command, CancellationToken ct)
    {
        var open = $"not confirmed within {command.Hours} hours, and not stopped: the employee may still confirm it in their telephone";
        if (await CancelAsync(adapter, call, id, owner, $"not confirmed within {command.Hours} hours", open, ct) is { } unsaid) { await EndAsync(call, id, owner, open, goesOn: true, unsaid, ct); }
    }

    /// <summary>Somebody cancels it: it ends for the reason <paramref name="stopped"/> or, where the channel goes on with it, <paramref name="open"/>.</summary>
    /// <returns>Why nothing was changed: the channel did not say whether it has stopped it, or cannot. Null: it has ended.</returns>
    public async Task<string?> CancelAsync(IChannelAdapter adapter, ChannelAct call, CommandId id, string owner, string stopped, string open, CancellationToken ct)
    {
        switch (await adapter.StopAsync(call, ct))
        {
            case ActResult.Completed done:
                await ledger.RecordAsync(new ActOutcome(id, call, owner, done, Reconciled: false), ct);
                return null;
            case ActResult.Rejected:
                await EndAsync(call, id, owner, stopped, goesOn: false, "", ct);
                return null;
            case ActResult.Accepted taken:
                await EndAsync(call, id, owner, open, goesOn: true, taken.Hint, ct);
                return null;
            case ActResult.Postponed later: return later.Hint;
            case ActResult.Unknown unsaid: return unsaid.Hint;
            default: return "the channel cannot stop what it has taken";
        }
    }

    /// <summary>Looks once more at what has ended and may still be confirmed.</summary>
    public async Task<Advance> WatchAsync(IChannelAdapter adapter, ChannelAct call, CommandId id, string owner, DateTimeOffset endedAt, CancellationToken ct)
    {
        var found = await adapter.LookUpAsync(call, ct);
        if (found is ActResult.Accepted) { found = await adapter.StopAsync(call, ct); }

        switch (found)
        {
            case ActResult.Completed:
                await CloseAsync(call, id, owner, "confirmed", "the employee confirmed it after it had ended", ct);
                return Progress.Settled;
            case ActResult.Rejected never:
                await CloseAsync(call, id, owner, "failed", never.Code == 0 ? never.Hint : $"{never.Code} {never.Hint}", ct);
                return Progress.Settled;
            default:
                var now = clock.GetUtcNow();
                return now - endedAt < WatchFor ? new Advance(Progress.Waits, now + LookEvery) : await LeaveAsync(call.Account.Brand, id, ct);
        }
    }

    /// <summary>Looks no more: what was told stays.</summary>
    public async Task<Advance> LeaveAsync(BrandId brand, CommandId id, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        await PutAwayAsync(transaction, brand, id, ct);
        await History.AddAsync(transaction, brand, id, 0, CommandCall.Settled, "nobody looks any more whether the employee confirms it", clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        return Progress.Settled;
    }

    private async Task EndAsync(ChannelAct call, CommandId id, string owner, string reason, bool goesOn, string hint, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var brand = call.Account.Brand;
        await using var transaction = await database.BeginAsync(brand, ct);
        if (!goesOn) { await ledger.GiveBackAsync(transaction, call, id, owner, ct); }

        if (hint.Length > 0) { await History.AddAsync(transaction, brand, id, 0, "not-stopped", hint, now, ct); }

        if (await SettleAct.RecordAsync(transaction, brand, id, done: false, SettleAct.ByApi, reason, now, ct) && goesOn)
        {
            await transaction.ExecuteAsync(
                """
                with open as (update command_calls set state = 'dispatched' where brand_id = @brand and command_id = @id and call_no = 0)
                insert into command_work (command_id, brand_id, due_at, priority) values (@id, @brand, @dueAt, 2)
                """,
                new { brand, id, dueAt = now + LookEvery },
                ct);
        }

        await transaction.CommitAsync(ct);
    }

    private async Task CloseAsync(ChannelAct call, CommandId id, string owner, string state, string reason, CancellationToken ct)
    {
        var brand = call.Account.Brand;
        await using var transaction = await database.BeginAsync(brand, ct);
        if (state == "failed") { await ledger.GiveBackAsync(transaction, call, id, owner, ct); }

        if (await PutAwayAsync(transaction, brand, id, ct))
        {
            await transaction.ExecuteAsync(
                "update commands set state = @state, confirmed_groups = case when @state = 'confirmed' then groups else 0 end, reason = @reason where brand_id = @brand and command_id = @id", new { brand, id, state, reason }, ct);
            await History.AddAsync(transaction, brand, id, null, state, reason, clock.GetUtcNow(), ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <returns>Whether it was still looked after.</returns>
    private static async Task<bool> PutAwayAsync(BrandTransaction transaction, BrandId brand, CommandId id, CancellationToken ct)
    {
        await transaction.ExecuteAsync("delete from command_work where command_id = @id", new { id }, ct);
        return await transaction.ExecuteAsync("update command_calls set state = 'settled' where brand_id = @brand and command_id = @id and state <> 'settled'", new { brand, id }, ct) > 0;
    }
}
