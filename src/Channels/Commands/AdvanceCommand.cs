using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Kernel;

namespace Steward.Channels.Commands;

/// <summary>Moves one command on that is not one of many alike: a send of a channel that sends at once, or one that nothing can be done for any more.</summary>
internal sealed class AdvanceCommand(CommandLedger ledger, SendByAdapter direct, AdvanceActs acts, AccountDirectory accounts, ChannelAdapters adapters, TimeProvider clock)
{
    public const string SendToGroups = "send-to-groups";
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(60);

    public async Task<Advance> HandleAsync(BrandId brand, CommandId id, OpenCommand? command, CancellationToken ct)
    {
        if (command is { SettledAt: not null, Calls.Count: > 0 } && command.Kind != SendToGroups) { return await acts.WatchAsync(brand, id, command, ct); }

        // Only the work is put away: the end of what is settled is not written again.
        if (command is null || command.SettledAt is not null) { return Advance.Of(await ledger.ConcludeAsync(brand, id, "", ct), Progress.Waits); }

        if (await accounts.FindAsync(new AccountId(command.AccountId), ct) is not { } account || adapters.Of(account) is not { } adapter)
        {
            const string Unknown = "the account is not connected";
            return command.Kind != SendToGroups ? await acts.FailAsync(brand, id, Unknown, ct) : Advance.Of(await ledger.ConcludeAsync(brand, id, Unknown, ct), Progress.Waits);
        }

        // An act whose account has become known at this moment goes with the others of its account.
        if (command.Kind != SendToGroups) { return Progress.Waits; }

        var started = clock.GetUtcNow();
        Advance? progress = null;
        foreach (var call in command.Calls)
        {
            var now = clock.GetUtcNow();
            if (now - started > LongestStep) { break; }

            if (call.State == CommandCall.Planned && started >= command.Deadline) { continue; }

            var step = call.State == CommandCall.Planned && call.DueAt > now ? new Advance(Progress.Waits, call.DueAt) : await direct.HandleAsync(adapter, account, command, call, ct);
            if (step.Progress is Progress.Settled) { return step; }

            progress = progress is { } before ? before.And(step) : step;
        }

        return command.EndingAt(started) is { } ending ? Advance.Of(await ledger.ConcludeAsync(brand, id, ending, ct), Progress.Waits) : progress ?? Progress.Waits;
    }
}
