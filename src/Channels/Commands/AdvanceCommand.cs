using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.WeCom;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>What came of working on a command.</summary>
internal enum Progress
{
    /// <summary>Nothing new: look again ever later.</summary>
    Waits,

    /// <summary>It is settled.</summary>
    Settled,

    /// <summary>Something was sent or found: look again soon.</summary>
    Moved,

    /// <summary>WeCom does not want to be asked for a while.</summary>
    Blocked,
}

/// <summary>What came of a step, and when the next one can help; null: by the progress.</summary>
internal readonly record struct Advance(Progress Progress, DateTimeOffset? NextAt)
{
    public static implicit operator Advance(Progress progress) => new(progress, null);

    public static Advance Of(Standing standing, Progress otherwise) => standing.Settled ? Progress.Settled : new Advance(otherwise, standing.NextAt);
}

/// <summary>
/// Moves a send one step on: makes the calls that are planned, asks WeCom's list about those whose outcome is open, and reads the results of
/// those that were taken. Nothing is ever sent again before WeCom's list has shown, after a time of grace, that it does not have it.
/// </summary>
internal sealed partial class AdvanceCommand(
    CommandLedger ledger, StartCall start, SendByAdapter direct, AdvanceAct acts, AccountDirectory accounts, ChannelAdapters adapters, WeComClient wecom, Database database, IOptions<CommandOptions> options,
    TimeProvider clock, ILogger<AdvanceCommand> logger)
{
    public const string SendToGroups = "send-to-groups";

    /// <summary>Clocks differ: how much earlier than by ours WeCom may say that a call was made.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(60);
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("steward.commands.calls", description: "Calls of commands by outcome: dispatched, unknown, recovered, again, later, refused.");

    public async Task<Advance> HandleAsync(BrandId brand, CommandId id, CancellationToken ct)
    {
        var started = clock.GetUtcNow();
        var (command, calls) = await ledger.ReadAsync(brand, id, ct);
        if (command is null || command.SettledAt is not null) { return Advance.Of(await ledger.ConcludeAsync(brand, id, "settled before", ct), Progress.Waits); }

        if (command.Kind != SendToGroups) { return await acts.HandleAsync(brand, id, command, ct); }

        if (await accounts.FindAsync(new AccountId(command.AccountId), ct) is not { } account) { return Advance.Of(await ledger.ConcludeAsync(brand, id, "the account is not connected", ct), Progress.Waits); }

        Advance progress = Progress.Waits;
        foreach (var call in calls)
        {
            if (clock.GetUtcNow() - started > LongestStep) { break; }

            var step = await StepAsync(account, id, command, call, ct);
            if (step.Progress is Progress.Settled) { return step; }

            if (step.Progress is Progress.Moved || progress.Progress is Progress.Waits) { progress = step; }
        }

        // What may have been sent does not end before it is known.
        var over = started >= command.Deadline && !calls.Any(call => call.IsOpen);
        return over ? Advance.Of(await ledger.ConcludeAsync(brand, id, $"not confirmed within {(command.Deadline - command.CreatedAt).TotalHours:0.##} hours", ct), progress.Progress) : progress;
    }

    private Task<Advance> StepAsync(Account account, CommandId id, OpenCommand command, CommandCall call, CancellationToken ct)
    {
        if (call.State == CommandCall.Planned && call.DueAt > clock.GetUtcNow()) { return Task.FromResult(new Advance(Progress.Waits, call.DueAt)); }

        if (adapters.Of(account) is { } adapter && adapter.Capability(ChannelCapability.SendToGroup, account).Mode is CapabilityMode.Api) { return direct.HandleAsync(adapter, account, id, command, call, ct); }

        return call switch
        {
            { State: CommandCall.Planned } => SendAsync(account, id, command, call, ct),
            { IsOpen: true } => SettleOpenAsync(account, id, command, call, ct),
            { State: CommandCall.Dispatched } => PollAsync(account, id, call, ct),
            _ => Task.FromResult<Advance>(Progress.Waits),
        };
    }

    private async Task<Advance> SendAsync(Account account, CommandId id, OpenCommand command, CommandCall call, CancellationToken ct)
    {
        var may = await start.HandleAsync(account, id, command, call, ct);
        if (may is Start.No no) { return Advance.Of(no.Standing, Progress.Moved); }

        var reply = await wecom.AddBroadcastAsync(account.App, call.Sender, ((Start.Go)may).Chats, command.Body, ct);
        switch (reply.Failure)
        {
            case null when reply.Value!.Msgid.Length > 0:
                Count("dispatched");
                return Advance.Of(
                    await ledger.RecordAsync(
                        account,
                        id,
                        call,
                        new CallChange(CommandCall.Dispatched, reply.Value.FailList.Count == 0 ? "" : "WeCom does not send it to this group (its monthly quota, or the owner changed)")
                        {
                            MsgId = reply.Value.Msgid, Failed = [.. reply.Value.FailList],
                        },
                        ct),
                    Progress.Moved);
            case null or { Class: FailureClass.Unknown }:
                var hint = reply.Failure?.ToString() ?? "no msgid";
                Log.Unknown(logger, id, call.CallNo, hint);
                Count("unknown");
                return Advance.Of(await ledger.RecordAsync(account, id, call, new CallChange(CommandCall.Unknown, hint), ct), Progress.Waits);
            case { MayPass: true } busy:
                Log.Later(logger, id, call.CallNo, busy.ToString());
                Count("later");
                var later = new CallChange(CommandCall.Planned, busy.ToString()) { GivesBack = true, TooMany = busy.Class is FailureClass.Frequency };
                return Advance.Of(await ledger.RecordAsync(account, id, call, later, ct), busy.Class is FailureClass.Transient ? Progress.Waits : Progress.Blocked);
            case { } refused:
                Count("refused");
                return Advance.Of(await ledger.RecordAsync(account, id, call, new CallChange(CommandCall.Settled, $"WeCom refuses: {refused}") { All = "failed", GivesBack = true }, ct), Progress.Moved);
        }
    }

    /// <summary>Looks a call without an answer up in WeCom's list, at the time by our clock and at the time that the archive's newest message shows.</summary>
    private async Task<Advance> SettleOpenAsync(Account account, CommandId id, OpenCommand command, CommandCall call, CancellationToken ct)
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

            Log.Recovered(logger, id, call.CallNo, msgId);
            Count("recovered");
            return Advance.Of(await ledger.RecordAsync(account, id, call, new CallChange(CommandCall.Dispatched, $"WeCom's list has it as {msgId}") { MsgId = msgId, Reconciled = true }, ct), Progress.Moved);
        }

        if (now - attempted <= TimeSpan.FromSeconds(options.Value.LookupGraceSeconds)) { return Progress.Waits; }

        Count("again");
        return Advance.Of(await ledger.RecordAsync(account, id, call, new CallChange(CommandCall.Planned, "WeCom's list does not have it") { GivesBack = true, Reconciled = true }, ct), Progress.Moved);
    }

    private async Task<Advance> PollAsync(Account account, CommandId id, CommandCall call, CancellationToken ct)
    {
        var results = await wecom.GetBroadcastResultsAsync(account.App, call.MsgId!, call.Sender, ct);
        if (results.Failure is { } failure) { return failure.Class is FailureClass.Transient ? Progress.Waits : Progress.Blocked; }

        return Advance.Of(await ledger.ResultsAsync(account.Brand, id, call.CallNo, results.Value!, ct), Progress.Waits);
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
