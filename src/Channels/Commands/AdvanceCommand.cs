using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.WeCom;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>What came of working on a command.</summary>
internal enum Progress
{
    /// <summary>It is settled.</summary>
    Settled,

    /// <summary>Something was sent or found: look again soon.</summary>
    Moved,

    /// <summary>Nothing new: look again ever later.</summary>
    Waits,

    /// <summary>WeCom does not want to be asked for a while.</summary>
    Blocked,
}

/// <summary>
/// Moves a command one step on: makes the calls that are planned, asks WeCom's list about those whose outcome is open, and reads the results of
/// those that were taken. Nothing is ever sent again before WeCom's list has shown, after a time of grace, that it does not have it.
/// </summary>
internal sealed partial class AdvanceCommand(CommandLedger ledger, AccountDirectory accounts, WeComClient wecom, Database database, IOptions<CommandOptions> options, TimeProvider clock, ILogger<AdvanceCommand> logger)
{
    /// <summary>Clocks differ: how much earlier than by ours WeCom may say that a call was made.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(60);
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("steward.commands.calls", description: "Calls of commands by outcome: dispatched, unknown, recovered, again, later, refused.");

    public async Task<Progress> HandleAsync(BrandId brand, CommandId id, CancellationToken ct)
    {
        var started = clock.GetUtcNow();
        var (command, calls) = await ledger.ReadAsync(brand, id, ct);
        if (command is null || command.SettledAt is not null) { return await ledger.ConcludeAsync(brand, id, "settled before", ct) ? Progress.Settled : Progress.Waits; }

        if (await accounts.FindAsync(new AccountId(command.AccountId), ct) is not { } account) { return await ledger.ConcludeAsync(brand, id, "the account is not connected", ct) ? Progress.Settled : Progress.Waits; }

        var progress = Progress.Waits;
        foreach (var call in calls)
        {
            if (clock.GetUtcNow() - started > LongestStep) { break; }

            var step = call switch
            {
                { State: CommandCall.Planned } => await SendAsync(account, id, command, call, ct),
                { IsOpen: true } => await SettleOpenAsync(account, id, command, call, ct),
                { State: CommandCall.Dispatched } => await PollAsync(account, id, call, ct),
                _ => Progress.Waits,
            };
            if (step is Progress.Moved || progress is Progress.Waits) { progress = step; }
        }

        var overdue = started - command.CreatedAt > TimeSpan.FromHours(options.Value.DeadlineHours) ? $"not confirmed within {options.Value.DeadlineHours} hours" : null;
        return await ledger.ConcludeAsync(brand, id, overdue, ct) ? Progress.Settled : progress;
    }

    private async Task<Progress> SendAsync(Account account, CommandId id, OpenCommand command, CommandCall call, CancellationToken ct)
    {
        if (await ledger.StartAsync(account.Brand, id, call.CallNo, ct) is not { } chats) { return Progress.Waits; }

        if (chats.Count == 0)
        {
            await ledger.MarkAsync(account.Brand, id, call.CallNo, CommandCall.Settled, null, [], ct);
            return Progress.Moved;
        }

        var reply = await wecom.AddBroadcastAsync(account.App, call.Sender, chats, command.Body, ct);
        switch (reply.Failure)
        {
            case null when reply.Value!.Msgid.Length > 0:
                await ledger.MarkAsync(account.Brand, id, call.CallNo, CommandCall.Dispatched, reply.Value.Msgid, reply.Value.FailList, ct);
                Count("dispatched");
                return Progress.Moved;
            case null or { Class: FailureClass.Unknown }:
                await ledger.MarkAsync(account.Brand, id, call.CallNo, CommandCall.Unknown, null, [], ct);
                Log.Unknown(logger, id, call.CallNo, reply.Failure?.ToString() ?? "no msgid");
                Count("unknown");
                return Progress.Waits;
            case { MayPass: true } busy:
                await ledger.MarkAsync(account.Brand, id, call.CallNo, CommandCall.Planned, null, [], ct);
                Log.Later(logger, id, call.CallNo, busy.ToString());
                Count("later");
                return busy.Class is FailureClass.Transient ? Progress.Waits : Progress.Blocked;
            case { } refused:
                await ledger.RefuseAsync(account.Brand, id, call.CallNo, $"WeCom refuses: {refused}", ct);
                Count("refused");
                return Progress.Moved;
        }
    }

    /// <summary>Looks a call without an answer up in WeCom's list, at the time by our clock and at the time that the archive's newest message shows.</summary>
    private async Task<Progress> SettleOpenAsync(Account account, CommandId id, OpenCommand command, CommandCall call, CancellationToken ct)
    {
        var attempted = call.AttemptedAt ?? command.CreatedAt;
        var now = clock.GetUtcNow();
        List<(DateTimeOffset From, DateTimeOffset To)> windows = [(attempted - Skew, now + Skew)];
        if (await ChannelTimeAsync(account, ct) is { } channel && (channel - now).Duration() > Skew) { windows.Add((channel - (now - attempted) - Skew, channel + Skew)); }

        foreach (var (from, to) in windows)
        {
            var listed = await wecom.ListBroadcastsAsync(account.App, call.Sender, from, to, ct);
            if (listed.Failure is { } failure) { return failure.Class is FailureClass.Transient ? Progress.Waits : Progress.Blocked; }

            var taken = await ledger.TakenAsync(account.Brand, command.AccountId, [.. listed.Value!.Select(broadcast => broadcast.Msgid)], ct);
            if (CommandCall.Find(listed.Value!, command.Body, taken, from) is not { } msgId) { continue; }

            await ledger.MarkAsync(account.Brand, id, call.CallNo, CommandCall.Dispatched, msgId, [], ct);
            Log.Recovered(logger, id, call.CallNo, msgId);
            Count("recovered");
            return Progress.Moved;
        }

        if (now - attempted <= TimeSpan.FromSeconds(options.Value.LookupGraceSeconds)) { return Progress.Waits; }

        await ledger.MarkAsync(account.Brand, id, call.CallNo, CommandCall.Planned, null, [], ct);
        Count("again");
        return Progress.Moved;
    }

    private async Task<Progress> PollAsync(Account account, CommandId id, CommandCall call, CancellationToken ct)
    {
        var results = await wecom.GetBroadcastResultsAsync(account.App, call.MsgId!, call.Sender, ct);
        if (results.Failure is { } failure) { return failure.Class is FailureClass.Transient ? Progress.Waits : Progress.Blocked; }

        await ledger.ResultsAsync(account.Brand, id, call.CallNo, results.Value!, ct);
        return Progress.Waits;
    }

    /// <summary>The channel's own time, as far as it is known; a stand-in may live on another day.</summary>
    private async Task<DateTimeOffset?> ChannelTimeAsync(Account account, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var query = new NpgsqlCommand("select last_message_at from archive_cursors where account_id = $1", connection);
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id.Value });
        return await query.ExecuteScalarAsync(ct) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    private static void Count(string outcome) => Calls.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Command {Command}, call {Call}: WeCom did not say whether it took it ({Reason}); its list is asked before anything is sent again.")]
        public static partial void Unknown(ILogger logger, CommandId command, int call, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Command {Command}, call {Call} is made later: {Reason}.")]
        public static partial void Later(ILogger logger, CommandId command, int call, string reason);

        [LoggerMessage(3, LogLevel.Information, "Command {Command}, call {Call} had been taken as {MsgId}.")]
        public static partial void Recovered(ILogger logger, CommandId command, int call, string msgId);
    }
}
