using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Pictures;
using Steward.Channels.WeCom;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>What a call to the channel showed, not written down yet.</summary>
/// <param name="Change">What has become of the ledger's call; null: nothing new.</param>
/// <param name="Progress">When looking again may help.</param>
internal readonly record struct CallStep(CallChange? Change, Progress Progress);

/// <summary>
/// One call to WeCom for one call of the ledger: makes it, looks up one whose outcome is open, or reads the results of one that was taken. Nothing is ever sent again before
/// WeCom's list has shown, after a time of grace, that it does not have it.
/// </summary>
internal sealed partial class MakeCall(CommandLedger ledger, WeComClient wecom, UploadPictures pictures, Database database, IOptions<CommandOptions> options, TimeProvider clock, ILogger<MakeCall> logger)
{
    public const string LeftOut = "WeCom does not send it to this group (its monthly quota, or the owner changed)";
    public const string NotDelivered = "WeCom did not deliver it (left, or got another broadcast)";

    /// <summary>WeCom does not have a picture (any more).</summary>
    private const int StalePicture = 40007;

    /// <summary>Clocks differ: how much earlier than by ours WeCom may say that a call was made.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("steward.commands.calls", description: "Calls of commands by outcome: dispatched, unknown, recovered, again, later, refused.");

    /// <summary>Makes a call that was started.</summary>
    public async Task<CallStep> SendAsync(Account account, OpenCommand command, CommandCall call, Start.Go start, CancellationToken ct)
    {
        if (Turns.IsOver(start.At, clock.GetUtcNow(), options.Value))
        {
            Count("later");
            return new CallStep(new CallChange(CommandCall.Planned, Turns.Missed) { GivesBack = true }, Progress.Moved);
        }

        var reply = await AddAsync(account, command, call, start, anew: false, ct);
        // Nothing was done: what the corp had of the pictures had ended sooner than it should.
        if (reply.Failure is { Code: StalePicture } && command.Attachments is not null) { reply = await AddAsync(account, command, call, start, anew: true, ct); }

        switch (reply.Failure)
        {
            case null when reply.Value!.Msgid.Length > 0:
                Count("dispatched");
                var left = reply.Value.FailList;
                return new CallStep(new CallChange(CommandCall.Dispatched, left.Count == 0 ? "" : LeftOut) { MsgId = reply.Value.Msgid, Failed = [.. left], Missed = LeftOut }, Progress.Moved);
            case null or { Class: FailureClass.Unknown }:
                var hint = reply.Failure?.ToString() ?? "the answer names no msgid";
                Log.Unknown(logger, command.CommandId, call.CallNo, hint);
                Count("unknown");
                return new CallStep(new CallChange(CommandCall.Unknown, hint), Progress.Waits);
            case { MayPass: true } busy:
                Log.Later(logger, command.CommandId, call.CallNo, busy.ToString());
                Count("later");
                var later = new CallChange(CommandCall.Planned, busy.ToString()) { GivesBack = true, TooMany = busy.Class is FailureClass.Frequency };
                return new CallStep(later, busy.Class is FailureClass.Transient ? Progress.Waits : Progress.Blocked);
            case { } refused:
                Count("refused");
                return new CallStep(new CallChange(CommandCall.Settled, $"WeCom refuses: {refused}") { All = "failed", GivesBack = true }, Progress.Moved);
        }
    }

    private async Task<WeComReply<BroadcastReply>> AddAsync(Account account, OpenCommand command, CommandCall call, Start.Go start, bool anew, CancellationToken ct)
    {
        var (attachments, failure) = await pictures.HandleAsync(account, command.Attachments, anew, ct);
        // Without its pictures the call itself never left.
        return failure is null
            ? await wecom.AddBroadcastAsync(account.App with { LeavesBy = Turns.LeavesBy(start.At, options.Value) }, call.Sender, start.Chats, command.Body, attachments, ct)
            : failure;
    }

    /// <summary>Looks a call without an answer up in WeCom's list, at the time by our clock and at the time that the archive's newest message shows.</summary>
    public async Task<CallStep> LookUpAsync(Account account, OpenCommand command, CommandCall call, CancellationToken ct)
    {
        var attempted = call.AttemptedAt ?? command.CreatedAt;
        var now = clock.GetUtcNow();
        List<(DateTimeOffset From, DateTimeOffset To)> windows = [(attempted - Skew, now + Skew)];
        if (await ChannelTimeAsync(account, ct) is { } channel && (channel - now).Duration() > Skew) { windows.Add((channel - (now - attempted) - Skew, channel + Skew)); }

        foreach (var (from, to) in windows)
        {
            var listed = await wecom.ListBroadcastsAsync(account.App, call.Sender, from, to, ct);
            if (listed.Failure is { } failure) { return new CallStep(null, Later(failure)); }

            ListedBroadcast[] alike = [.. listed.Value!.Where(broadcast => broadcast.Text?.Content == command.Body)];
            if (alike.Length == 0) { continue; }

            var taken = await ledger.TakenAsync(account.Brand, command.AccountId, [.. alike.Select(broadcast => broadcast.Msgid)], ct);
            if (CommandCall.Find(alike, command.Body, taken, from) is not { } msgId) { continue; }

            Log.Recovered(logger, command.CommandId, call.CallNo, msgId);
            Count("recovered");
            return new CallStep(new CallChange(CommandCall.Dispatched, $"WeCom's list has it as {msgId}") { MsgId = msgId, Reconciled = true }, Progress.Moved);
        }

        if (now - attempted <= TimeSpan.FromSeconds(options.Value.LookupGraceSeconds)) { return new CallStep(null, Progress.Waits); }

        Count("again");
        return new CallStep(new CallChange(CommandCall.Planned, "WeCom's list does not have it") { GivesBack = true, Reconciled = true }, Progress.Moved);
    }

    /// <summary>Asks what became of a broadcast that WeCom has.</summary>
    public async Task<CallStep> PollAsync(Account account, CommandCall call, CancellationToken ct)
    {
        var results = await wecom.GetBroadcastResultsAsync(account.App, call.MsgId!, call.Sender, ct);
        return results.Failure is { } failure ? new CallStep(null, Later(failure)) : new CallStep(Read(results.Value!), Progress.Waits);
    }

    /// <summary>What WeCom's results say of the groups; null: nothing.</summary>
    internal static CallChange? Read(IReadOnlyList<BroadcastResult> results)
    {
        string[] got = [.. results.Where(result => result.Status == 1).Select(result => result.ChatId)];
        string[] missed = [.. results.Where(result => result.Status is 2 or 3).Select(result => result.ChatId)];
        return got.Length + missed.Length == 0 ? null : new CallChange(null, "") { Confirmed = got, Failed = missed, Missed = NotDelivered };
    }

    private static Progress Later(WeComFailure failure) => failure.Class is FailureClass.Transient ? Progress.Waits : Progress.Blocked;

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
        public static partial void Unknown(ILogger logger, Guid command, int call, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Command {Command}, call {Call} is made later: {Reason}.")]
        public static partial void Later(ILogger logger, Guid command, int call, string reason);

        [LoggerMessage(3, LogLevel.Information, "Command {Command}, call {Call} had been taken as {MsgId}.")]
        public static partial void Recovered(ILogger logger, Guid command, int call, string msgId);
    }
}
