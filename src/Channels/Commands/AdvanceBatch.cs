using System.Collections.Concurrent;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Kernel;

namespace Steward.Channels.Commands;

/// <summary>
/// Moves many commands of a brand one step on. Sends that people confirm go together: one transaction starts their calls, the calls are made side by side, one transaction
/// writes down what came of them; so do acts. Everything else goes one by one beside them.
/// </summary>
internal sealed class AdvanceBatch(
    CommandLedger ledger, StartCalls start, MakeCall make, RecordChanges record, AdvanceActs acts, AdvanceCommand single, AccountDirectory accounts, ChannelAdapters adapters, TimeProvider clock,
    ILogger<AdvanceBatch> logger)
{
    /// <summary>Groups whose rows one transaction may hold.</summary>
    private const int MostGroups = 4000;

    /// <returns>What came of each; a command that could not be moved is absent.</returns>
    public async Task<IReadOnlyDictionary<CommandId, Advance>> HandleAsync(BrandId brand, IReadOnlyCollection<CommandId> due, CancellationToken ct)
    {
        var came = new ConcurrentDictionary<CommandId, Advance>();
        var open = await ledger.ReadAsync(brand, due, ct);
        var sends = new Dictionary<Account, List<OpenCommand>>();
        var done = new Dictionary<Account, List<OpenCommand>>();
        var others = new List<CommandId>();
        foreach (var id in due)
        {
            if (open.GetValueOrDefault(id) is { SettledAt: null } command && await accounts.FindAsync(new AccountId(command.AccountId), ct) is { } account && adapters.Of(account) is not null
                && (command.Kind != AdvanceCommand.SendToGroups || adapters.Capability(ChannelCapability.SendToGroup, account).Mode is CapabilityMode.ApiHumanConfirmed))
            {
                var alike = command.Kind == AdvanceCommand.SendToGroups ? sends : done;
                if (!alike.TryGetValue(account, out var mine)) { alike[account] = mine = []; }

                mine.Add(command);
            }
            else { others.Add(id); }
        }

        await Task.WhenAll(
            AlikeAsync(),
            Apart.SideBySideAsync(done, (mine, each) => acts.HandleAsync(mine.Key, adapters.Of(mine.Key)!, mine.Value, came, each), mine => mine.Value[0].CommandId, logger, ct),
            Apart.SideBySideAsync(others, async (id, each) => came[id] = await single.HandleAsync(brand, id, open.GetValueOrDefault(id), each), id => id.Value, logger, ct));
        return came;

        async Task AlikeAsync()
        {
            foreach (var (account, commands) in sends)
            {
                foreach (var part in Parts(commands)) { await SendsAsync(account, part, came, ct); }
            }
        }
    }

    private async Task SendsAsync(Account account, IReadOnlyList<OpenCommand> commands, ConcurrentDictionary<CommandId, Advance> came, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = commands.SelectMany(command => command.Calls, (command, call) => new PlannedSend(command, call)).Where(one => one.Call.State != CommandCall.Planned || one.Call.IsDue(now)).ToList();
        var starts = new ConcurrentDictionary<CommandCall, Start>();
        await Apart.SplitAsync(
            due.FindAll(one => one.Call.State == CommandCall.Planned && now < one.Command.Deadline),
            async part =>
            {
                foreach (var (call, begun) in await start.HandleAsync(account, part, ct)) { starts[call] = begun; }
            },
            one => one.Command.CommandId,
            logger);

        var steps = new ConcurrentDictionary<CommandCall, CallStep>();
        var calls = due.FindAll(one => one.Call.State != CommandCall.Planned || starts.GetValueOrDefault(one.Call) is Start.Go);
        await Apart.SideBySideAsync(calls, async (one, each) => steps[one.Call] = await CallAsync(account, one, starts.GetValueOrDefault(one.Call) as Start.Go, each), one => one.Command.CommandId, logger, ct);

        var standings = new ConcurrentDictionary<CommandId, Standing>();
        var outcomes = commands.Select(command => new CommandOutcome(
            new CommandId(command.CommandId),
            [.. command.Calls.Select(call => (call, steps.GetValueOrDefault(call).Change)).Where(one => one.Change is not null).Select(one => (one.call, one.Change!))],
            command.EndingAt(now)));
        await Apart.SplitAsync(
            [.. outcomes.Where(outcome => outcome.Calls.Count > 0 || outcome.Ending is not null)],
            async part =>
            {
                foreach (var (id, standing) in await record.HandleAsync(account, part, ct)) { standings[id] = standing; }
            },
            outcome => outcome.Command.Value,
            logger);

        foreach (var command in commands) { came[new CommandId(command.CommandId)] = Came(command, starts, steps, standings); }
    }

    private Task<CallStep> CallAsync(Account account, PlannedSend one, Start.Go? go, CancellationToken ct) =>
        go is not null ? make.SendAsync(account, one.Command, one.Call, go, ct)
        : one.Call.IsOpen ? make.LookUpAsync(account, one.Command, one.Call, ct)
        : make.PollAsync(account, one.Call, ct);

    private static Advance Came(
        OpenCommand command, ConcurrentDictionary<CommandCall, Start> starts, ConcurrentDictionary<CommandCall, CallStep> steps, ConcurrentDictionary<CommandId, Standing> standings)
    {
        Advance? all = null;
        foreach (var call in command.Calls)
        {
            Advance one = starts.GetValueOrDefault(call) is Start.No no ? no.Came
                : steps.TryGetValue(call, out var step) ? step.Progress
                : new Advance(Progress.Waits, call.DueAt);
            all = all is { } before ? before.And(one) : one;
        }

        var came = all ?? Progress.Waits;
        if (standings.TryGetValue(new CommandId(command.CommandId), out var standing)) { came = standing.Settled ? Progress.Settled : came with { NextAt = standing.NextAt ?? came.NextAt }; }

        return came.NextAt > command.Deadline ? came with { NextAt = command.Deadline } : came;
    }

    private static IEnumerable<IReadOnlyList<OpenCommand>> Parts(List<OpenCommand> commands)
    {
        var (from, groups) = (0, 0);
        for (var n = 0; n < commands.Count; n++)
        {
            if (n > from && groups + commands[n].Groups > MostGroups)
            {
                yield return commands.GetRange(from, n - from);
                (from, groups) = (n, 0);
            }

            groups += commands[n].Groups;
        }

        if (from < commands.Count) { yield return commands.GetRange(from, commands.Count - from); }
    }
}
