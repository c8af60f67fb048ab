using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Tasks;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>
/// Moves an act one step on. That its call is about to be made is committed first; a call whose outcome is open is looked up and never made again blindly; where the
/// channel cannot tell, a person is asked to look.
/// </summary>
internal sealed partial class AdvanceAct(
    ActLedger ledger, RemindCommand remind, Escalation escalation, EndUnconfirmed end, AccountDirectory accounts, ChannelAdapters adapters, Database database, IOptions<CommandOptions> options, TimeProvider clock,
    ILogger<AdvanceAct> logger)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(10);
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("steward.acts.calls", description: "Calls of acts by result.");

    public async Task<Advance> HandleAsync(BrandId brand, CommandId id, OpenCommand command, CancellationToken ct)
    {
        var act = await ledger.ReadAsync(brand, id, ct);
        if (act is null) { return await FailAsync(brand, id, "the ledger lacks what it is about", ct); }

        if (await accounts.FindAsync(new AccountId(command.AccountId), ct) is not { } account || adapters.Of(account) is not { } adapter) { return await FailAsync(brand, id, "the account is not connected", ct); }

        if (act.TaskDueAt is { } taskDue) { return await escalation.HandleAsync(brand, id, taskDue, act.EscalatedAt, command.Deadline, ct); }

        var now = clock.GetUtcNow();
        var call = ActLedger.ToAct(account, id, command.Body, act);
        switch (act.CallState)
        {
            case CommandCall.Planned when now >= command.Deadline:
                return await FailAsync(brand, id, "its deadline passed before it could be done", ct);
            case CommandCall.Planned when act.DueAt > now:
                return new Advance(Progress.Waits, act.DueAt < command.Deadline ? act.DueAt : command.Deadline);
            case CommandCall.Planned:
                if (await ledger.StartAsync(call, id, act.Owner, command.IsBulk, command.Deadline, ct) is { } full)
                {
                    return full.OpensAt < command.Deadline ? new Advance(Progress.Waits, full.OpensAt) : await FailAsync(brand, id, full.ToString(), ct);
                }

                var result = command.Kind == ActKind.Remind ? await remind.HandleAsync(brand, call, ct) : await adapter.ExecuteAsync(call, ct);
                return await RecordAsync(call, id, act, result, reconciled: false, ct);
            case CommandCall.Calling or CommandCall.Unknown or CommandCall.Dispatched:
                return await LookAsync(adapter, call, id, command, act, now, ct);
            default:
                return await FailAsync(brand, id, "nothing is left that could do it", ct);
        }
    }

    private async Task<Advance> LookAsync(IChannelAdapter adapter, ChannelAct call, CommandId id, OpenCommand command, OpenAct act, DateTimeOffset now, CancellationToken ct)
    {
        var found = command.Kind == ActKind.Remind ? null : await adapter.LookUpAsync(call, ct);
        switch (found)
        {
            case ActResult.Completed:
            case ActResult.Rejected:
                return await RecordAsync(call, id, act, found, reconciled: act.CallState != CommandCall.Dispatched, ct);
            case ActResult.Accepted when act.CallState != CommandCall.Dispatched:
                return await RecordAsync(call, id, act, found, reconciled: true, ct);
            case not null when act.AwaitsTap && now >= command.Deadline:
                await end.AtDeadlineAsync(adapter, call, id, act.Owner, command, ct);
                return Progress.Settled;
            case ActResult.Accepted { Sender: { } sender } taken:
                if (sender != act.Sender) { await ledger.NameAsync(call.Account.Brand, id, taken, ct); }

                return Progress.Waits;
            case ActResult.Accepted when now < command.Deadline:
                return new Advance(Progress.Waits, Earlier(now + AskAgain, command.Deadline));
            case ActResult.Unknown:
                return Progress.Waits;
        }

        // What a call leaves behind may show late: only after a while its absence means something.
        if (now - (act.AttemptedAt ?? command.CreatedAt) <= TimeSpan.FromSeconds(options.Value.LookupGraceSeconds)) { return Progress.Waits; }

        if (found is ActResult.Postponed) { return await RecordAsync(call, id, act, found, reconciled: true, ct); }

        return command.Kind is ActKind.Welcome or ActKind.Remind
            ? await FailAsync(call.Account.Brand, id, "the channel did not say whether it was done, and cannot be asked", ct)
            : await AskPersonAsync(call, id, command, act, found as ActResult.Hidden, now, ct);
    }

    /// <summary>The channel cannot tell: a person looks, and says so. The act is never done again by itself.</summary>
    private async Task<Advance> AskPersonAsync(ChannelAct call, CommandId id, OpenCommand command, OpenAct act, ActResult.Hidden? hidden, DateTimeOffset now, CancellationToken ct)
    {
        var brand = call.Account.Brand;
        var dueAt = now.AddMinutes(options.Value.TaskMinutes);
        await using var transaction = await database.BeginAsync(brand, ct);
        await transaction.ExecuteAsync("update command_calls set state = 'settled', hint = 'a person was asked to look' where brand_id = @brand and command_id = @id", new { brand, id }, ct);
        await OpenTask.RecordAsync(
            transaction, brand, id, OpenTask.Check, "", hidden?.Place ?? TaskLink.Of(call.Account.Channel, call.ChatId, act.GroupName, "", call.MessageId), dueAt, now.AddHours(options.Value.DeadlineHours),
            hidden?.Hint ?? $"the channel did not say whether this {command.Kind} was done, and cannot be asked", now, ct);
        await transaction.CommitAsync(ct);
        return new Advance(Progress.Waits, dueAt);
    }

    /// <summary>Looks after an act that has ended, but that an employee may still confirm.</summary>
    public async Task<Advance> WatchAsync(BrandId brand, CommandId id, OpenCommand command, CancellationToken ct) =>
        await ledger.ReadAsync(brand, id, ct) is { AwaitsTap: true } act && await accounts.FindAsync(new AccountId(command.AccountId), ct) is { } account && adapters.Of(account) is { } adapter
            ? await end.WatchAsync(adapter, ActLedger.ToAct(account, id, command.Body, act), id, act.Owner, command.SettledAt!.Value, ct)
            : await end.LeaveAsync(brand, id, ct);

    private async Task<Advance> RecordAsync(ChannelAct call, CommandId id, OpenAct act, ActResult result, bool reconciled, CancellationToken ct)
    {
        if (result is ActResult.Unknown open) { Log.Unknown(logger, id, open.Hint); }

        Calls.Add(1, new KeyValuePair<string, object?>("result", result.GetType().Name));
        var settled = await ledger.RecordAsync(call, id, act.Owner, result, reconciled, ct);
        return settled ? Progress.Settled : result is ActResult.Postponed later ? new Advance(Progress.Moved, clock.GetUtcNow() + later.After) : Progress.Moved;
    }

    private async Task<Advance> FailAsync(BrandId brand, CommandId id, string reason, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        await SettleAct.RecordAsync(transaction, brand, id, done: false, SettleAct.ByApi, reason, clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        return Progress.Settled;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Act {Command}: the channel did not say whether it did it ({Reason}); it is asked before anything is done again.")]
        public static partial void Unknown(ILogger logger, CommandId command, string reason);
    }
}
