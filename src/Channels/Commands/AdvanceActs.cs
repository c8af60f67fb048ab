using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Tasks;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>
/// Moves acts one step on, many of an account together: one transaction starts their calls, the calls are made side by side, one transaction writes down what came of them. A
/// call whose outcome is open is looked up and never made again blindly; where the channel cannot tell, a person is asked to look.
/// </summary>
internal sealed partial class AdvanceActs(
    ActLedger ledger, StartActs start, RecordActs record, RemindCommand remind, AssignWaiting waiting, Escalation escalation, EndUnconfirmed end, AccountDirectory accounts, ChannelAdapters adapters, Database database,
    IOptions<CommandOptions> options, TimeProvider clock, ILogger<AdvanceActs> logger)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(10);
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("steward.acts.calls", description: "Calls of acts by result.");

    /// <summary>Moves acts of an account on; one that could not be moved is left out of what came.</summary>
    public async Task HandleAsync(Account account, IChannelAdapter adapter, IReadOnlyList<OpenCommand> commands, ConcurrentDictionary<CommandId, Advance> came, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var acts = await ledger.ReadAsync(account.Brand, [.. commands.Select(command => new CommandId(command.CommandId))], ct);
        var calls = new List<ActWork>(commands.Count);
        var others = new List<OpenCommand>();
        Apart.Each(
            commands,
            command =>
            {
                var id = new CommandId(command.CommandId);
                if (acts.GetValueOrDefault(id) is { TaskDueAt: null, CallState: not null } act) { calls.Add(new ActWork(command, act, ActLedger.ToAct(account, id, command.Body, act))); }
                else { others.Add(command); }
            },
            command => command.CommandId,
            logger);

        var starts = new ConcurrentDictionary<CommandId, ActStart>();
        await Apart.SplitAsync(
            calls.FindAll(work => work.IsDue(now)),
            async part =>
            {
                foreach (var (id, begun) in await start.HandleAsync(account, part, ct)) { starts[id] = begun; }
            },
            work => work.Command.CommandId,
            logger);

        var outcomes = new ConcurrentBag<ActOutcome>();
        await Apart.SideBySideAsync(calls, async (work, each) =>
        {
            var step = await StepAsync(adapter, work, starts.TryGetValue(work.Id, out var begun) ? begun : null, now, each);
            if (step.Outcome is { } outcome) { outcomes.Add(outcome); }
            else { came[work.Id] = step.Came; }
        }, work => work.Command.CommandId, logger, ct);
        await Apart.SideBySideAsync(others, async (command, each) => came[new CommandId(command.CommandId)] = await WithoutCallAsync(account, command, acts, each), command => command.CommandId, logger, ct);
        await Apart.SplitAsync(
            [.. outcomes],
            async part =>
            {
                var settled = await record.HandleAsync(account, part, ct);
                foreach (var one in part) { came[one.Id] = settled.Contains(one.Id) ? Progress.Settled : one.Answer is ActResult.Postponed later ? new Advance(Progress.Moved, clock.GetUtcNow() + later.After) : Progress.Moved; }
            },
            outcome => outcome.Id.Value,
            logger);
    }

    /// <summary>Looks after an act that has ended, but that an employee may still confirm.</summary>
    public async Task<Advance> WatchAsync(BrandId brand, CommandId id, OpenCommand command, CancellationToken ct) =>
        await ledger.ReadAsync(brand, id, ct) is { AwaitsTap: true } act && await accounts.FindAsync(new AccountId(command.AccountId), ct) is { } account && adapters.Of(account) is { } adapter
            ? await end.WatchAsync(adapter, ActLedger.ToAct(account, id, command.Body, act), id, act.Owner, command.SettledAt!.Value, ct)
            : await end.LeaveAsync(brand, id, ct);

    /// <summary>Ends an act that nothing can be done for.</summary>
    public async Task<Advance> FailAsync(BrandId brand, CommandId id, string reason, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        await SettleAct.RecordAsync(transaction, brand, id, done: false, SettleAct.ByApi, reason, clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        return Progress.Settled;
    }

    private async Task<Advance> WithoutCallAsync(Account account, OpenCommand command, IReadOnlyDictionary<CommandId, OpenAct> acts, CancellationToken ct)
    {
        var (brand, id) = (account.Brand, new CommandId(command.CommandId));
        return acts.GetValueOrDefault(id) switch
        {
            { TaskDueAt: { } taskDue, EscalatedAt: var escalated } => await escalation.HandleAsync(brand, id, taskDue, escalated, command.Deadline, ct),
            not null when command.State == AssignWaiting.Blocked => await waiting.HandleAsync(account, command, ct),
            null => await FailAsync(brand, id, "the ledger lacks what it is about", ct),
            _ => await FailAsync(brand, id, "nothing is left that could do it", ct),
        };
    }

    private async Task<Step> StepAsync(IChannelAdapter adapter, ActWork work, ActStart? begun, DateTimeOffset now, CancellationToken ct)
    {
        var (command, act, call) = (work.Command, work.Act, work.Call);
        if (act.CallState != CommandCall.Planned) { return await LookAsync(adapter, work, now, ct); }

        if (now >= command.Deadline) { return await FailAsync(call.Account.Brand, work.Id, "its deadline passed before it could be done", ct); }

        if (act.DueAt > now) { return new Advance(Progress.Waits, Earlier(act.DueAt.Value, command.Deadline)); }

        // Without a start, somebody else has begun or ended it meanwhile, or the database did not take it.
        if (begun is not { } started) { return (Advance)Progress.Waits; }

        if (started.Full is { } full) { return full.OpensAt < command.Deadline ? new Advance(Progress.Waits, full.OpensAt) : await FailAsync(call.Account.Brand, work.Id, full.ToString(), ct); }

        return Found(
            work,
            Turns.IsOver(started.At, clock.GetUtcNow(), options.Value) ? new ActResult.Postponed(TimeSpan.Zero, Turns.Missed)
            : command.Kind == ActKind.Remind ? await remind.HandleAsync(call.Account.Brand, call, ct)
            : await adapter.ExecuteAsync(call with { LeavesBy = Turns.LeavesBy(started.At, options.Value) }, ct),
            reconciled: false);
    }

    private async Task<Step> LookAsync(IChannelAdapter adapter, ActWork work, DateTimeOffset now, CancellationToken ct)
    {
        var (command, act, call) = (work.Command, work.Act, work.Call);
        var found = command.Kind == ActKind.Remind ? null : await adapter.LookUpAsync(call, ct);
        switch (found)
        {
            case ActResult.Completed:
            case ActResult.Rejected:
                return Found(work, found, reconciled: act.CallState != CommandCall.Dispatched);
            case ActResult.Accepted when act.CallState != CommandCall.Dispatched:
                return Found(work, found, reconciled: true);
            case not null when act.AwaitsTap && now >= command.Deadline:
                await end.AtDeadlineAsync(adapter, call, work.Id, act.Owner, command, ct);
                return (Advance)Progress.Settled;
            case ActResult.Accepted { Sender: { } sender } taken:
                if (sender != act.Sender) { await ledger.NameAsync(call.Account.Brand, work.Id, taken, ct); }

                return (Advance)Progress.Waits;
            case ActResult.Accepted when now < command.Deadline:
                return new Advance(Progress.Waits, Earlier(now + AskAgain, command.Deadline));
            case ActResult.Unknown:
                return (Advance)Progress.Waits;
        }

        // What a call leaves behind may show late: only after a while its absence means something.
        if (now - (act.AttemptedAt ?? command.CreatedAt) <= TimeSpan.FromSeconds(options.Value.LookupGraceSeconds)) { return (Advance)Progress.Waits; }

        if (found is ActResult.Postponed) { return Found(work, found, reconciled: true); }

        return command.Kind is ActKind.Welcome or ActKind.Remind
            ? await FailAsync(call.Account.Brand, work.Id, "the channel did not say whether it was done, and cannot be asked", ct)
            : await AskPersonAsync(work, found as ActResult.Hidden, now, ct);
    }

    /// <summary>The channel cannot tell: a person looks, and says so. The act is never done again by itself.</summary>
    private async Task<Advance> AskPersonAsync(ActWork work, ActResult.Hidden? hidden, DateTimeOffset now, CancellationToken ct)
    {
        var (brand, id, call) = (work.Call.Account.Brand, work.Id, work.Call);
        var dueAt = now.AddMinutes(options.Value.TaskMinutes);
        await using var transaction = await database.BeginAsync(brand, ct);
        await transaction.ExecuteAsync("update command_calls set state = 'settled', hint = 'a person was asked to look' where brand_id = @brand and command_id = @id", new { brand, id }, ct);
        await OpenTask.RecordAsync(
            transaction, brand, id, OpenTask.Check, "", hidden?.Place ?? TaskLink.Of(call.Account.Channel, call.ChatId, work.Act.GroupName, "", call.MessageId), dueAt, now.AddHours(options.Value.DeadlineHours),
            hidden?.Hint ?? $"the channel did not say whether this {work.Command.Kind} was done, and cannot be asked", now, ct);
        await transaction.CommitAsync(ct);
        return new Advance(Progress.Waits, dueAt);
    }

    private Step Found(ActWork work, ActResult result, bool reconciled)
    {
        if (result is ActResult.Unknown open) { Log.Unknown(logger, work.Id, open.Hint); }

        Calls.Add(1, new KeyValuePair<string, object?>("result", result.GetType().Name));
        return new Step(default, new ActOutcome(work.Id, work.Call, work.Act.Owner, result, reconciled));
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>What came of one act, or what is to be written down of it together with the others'.</summary>
    private readonly record struct Step(Advance Came, ActOutcome? Outcome)
    {
        public static implicit operator Step(Advance came) => new(came, null);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Act {Command}: the channel did not say whether it did it ({Reason}); it is asked before anything is done again.")]
        public static partial void Unknown(ILogger logger, CommandId command, string reason);
    }
}
