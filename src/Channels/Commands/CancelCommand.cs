using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Tasks;
using Steward.Channels.WeCom;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>
/// Stops what has not happened yet: calls that are not made are struck out, tasks that wait for a tap are stopped at WeCom where it can, a person's task is closed. What was
/// confirmed stays; while a call's outcome is open nothing is stopped, because nobody knows what there is to stop.
/// </summary>
internal sealed class CancelCommand(
    CommandLedger ledger, ActLedger acts, EndUnconfirmed end, AccountDirectory accounts, ChannelAdapters adapters, WeComClient wecom, Database database, TimeProvider clock)
{
    public async Task<Problem?> HandleAsync(BrandId brand, CommandId id, string by, string reason, CancellationToken ct)
    {
        if (await ledger.ReadAsync(brand, id, ct) is not { } command) { return CommandProblems.Unknown(id); }

        if (command.SettledAt is not null) { return CommandProblems.Settled; }

        var calls = command.Calls;
        if (calls.Any(call => call.IsOpen)) { return CommandProblems.Open; }

        var why = reason.Length > 0 ? $"cancelled by {by}: {reason}" : $"cancelled by {by}";
        if (command.Kind != AdvanceCommand.SendToGroups) { return await CancelActAsync(brand, id, command, why, by, reason, ct); }

        var account = await accounts.FindAsync(new AccountId(command.AccountId), ct);
        if (!await StrikeOutAsync(brand, id, why, ct)) { return CommandProblems.Open; }

        foreach (var call in calls.Where(call => call.State == CommandCall.Dispatched && call.MsgId is not null && account is not null))
        {
            var stopped = await wecom.StopAsync(account!.App, call.MsgId!, ct);
            if (stopped.Failure is { } failure && failure.Code != WeComReminders.StoppedBefore) { return CommandProblems.NotStopped(failure.ToString()); }

            // Somebody may have confirmed a moment before.
            var results = await wecom.GetBroadcastResultsAsync(account.App, call.MsgId!, call.Sender, ct);
            if (results.Failure is { } unread) { return CommandProblems.NotStopped(unread.ToString()); }

            if (MakeCall.Read(results.Value!) is { } known) { await ledger.RecordAsync(account, id, call, known, ct); }

            await ledger.RecordAsync(account, id, call, new CallChange(CommandCall.Settled, why) { All = "failed", GivesBack = true }, ct);
        }

        await ledger.ConcludeAsync(brand, id, null, ct);
        return null;
    }

    /// <returns>False: a call was being made at this moment.</returns>
    private async Task<bool> StrikeOutAsync(BrandId brand, CommandId id, string why, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var states = await transaction.QueryAsync<string>("select state from command_calls where brand_id = @brand and command_id = @id order by call_no for update", new { brand, id }, ct);
        if (states.Any(state => state is CommandCall.Calling or CommandCall.Unknown)) { return false; }

        await transaction.ExecuteAsync(
            """
            with struck as (update command_calls set state = 'settled', hint = @why where brand_id = @brand and command_id = @id and state = 'planned' returning call_no)
            update command_groups set state = 'failed', reason = @why from struck where brand_id = @brand and command_id = @id and command_groups.call_no = struck.call_no and command_groups.state = 'waiting'
            """,
            new { brand, id, why },
            ct);
        await History.AddAsync(transaction, brand, id, null, "cancelled", why, clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task<Problem?> CancelActAsync(BrandId brand, CommandId id, OpenCommand command, string why, string by, string words, CancellationToken ct)
    {
        if (command.Calls.Any(call => call.State == CommandCall.Dispatched)) { return await StopActAsync(brand, id, command, why, by, words, ct); }

        var now = clock.GetUtcNow();
        await using var transaction = await database.BeginAsync(brand, ct);
        if (await OpenTask.CloseAsync(transaction, brand, id, "declined", by, why, why, now, ct))
        {
            await transaction.CommitAsync(ct);
            return null;
        }

        // What waits for a roster has no call yet, and gets none once this row is locked.
        if (await transaction.ExecuteAsync("update commands set next_try_at = null where brand_id = @brand and command_id = @id and state = 'blocked' and blocked_reason = 'roster' and settled_at is null", new { brand, id }, ct) == 1
            && !command.Calls.Any())
        {
            await SettleAct.RecordAsync(transaction, brand, id, done: false, SettleAct.ByApi, why, now, ct);
            await transaction.CommitAsync(ct);
            return null;
        }

        // Only a call that is still planned: one that has begun meanwhile is not stopped by a word in the ledger.
        var struck = await transaction.ExecuteAsync("update command_calls set state = 'settled' where brand_id = @brand and command_id = @id and state = 'planned'", new { brand, id }, ct);
        if (struck == 0) { return CommandProblems.Open; }

        await SettleAct.RecordAsync(transaction, brand, id, done: false, SettleAct.ByApi, why, now, ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>The channel has it: what an employee has to confirm can be stopped, what the channel does by itself cannot.</summary>
    private async Task<Problem?> StopActAsync(BrandId brand, CommandId id, OpenCommand command, string why, string by, string words, CancellationToken ct)
    {
        if (await acts.ReadAsync(brand, id, ct) is not { AwaitsTap: true } act || await accounts.FindAsync(new AccountId(command.AccountId), ct) is not { } account || adapters.Of(account) is not { } adapter)
        {
            return CommandProblems.NotStopped("the channel is doing it already");
        }

        var open = words.Length > 0 ? $"given up by {by}: {words}; the employee may still confirm it in their telephone" : $"given up by {by}; the employee may still confirm it in their telephone";
        return await end.CancelAsync(adapter, ActLedger.ToAct(account, id, command.Body, act), id, act.Owner, why, open, ct) is { } unsaid ? CommandProblems.NotStopped(unsaid) : null;
    }
}
