using System.Diagnostics.Metrics;
using Dapper;
using Microsoft.Extensions.Options;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Calendar;

/// <summary>
/// Each second, hands the entries that are due to the command ledger. State and command commit together and the command's id follows from the entry,
/// so neither a crash nor a second replica sends anything twice. The compliance gate is asked once a turn for each brand, before anything is locked.
/// </summary>
internal sealed partial class SendDueEntries(Database database, OutboundCheck outbound, IOptions<CalendarOptions> options, TimeProvider clock, ILogger<SendDueEntries> logger) : BackgroundService
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>How long an entry waits when the gate gave no answer: others are not kept waiting by it.</summary>
    private static readonly TimeSpan GatePause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly Meter Meter = new("Steward.Content");
    private static readonly Counter<long> Sent = Meter.CreateCounter<long>("steward.calendar.sent", description: "Calendar entries handed to the command ledger.");
    private static readonly Counter<long> Missed = Meter.CreateCounter<long>("steward.calendar.missed", description: "Calendar entries whose time had passed by too much.");
    private static readonly Counter<long> Held = Meter.CreateCounter<long>("steward.calendar.held", description: "Calendar entries that the compliance check held back when they were due.");
    private static readonly Counter<long> Unchecked = Meter.CreateCounter<long>("steward.calendar.unchecked", description: "Tries to send a due calendar entry while the compliance check gave no answer.");

    /// <summary>Sends what is due now.</summary>
    /// <returns>How many entries left the state scheduled.</returns>
    internal async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var done = 0;
        while (true)
        {
            IReadOnlyList<DueEntry> due;
            await using (var connection = await database.OpenAsync(ct))
            {
                due = (await connection.QueryAsync<DueEntry>(new CommandDefinition(
                    "select brand_id, entry_id from calendar_due where send_at <= @now order by send_at limit @BatchSize",
                    new { now = clock.GetUtcNow(), BatchSize },
                    cancellationToken: ct))).AsList();
            }

            var touched = 0;
            foreach (var brand in due.GroupBy(entry => entry.BrandId))
            {
                var texts = await TextsAsync(brand.Key, [.. brand.Select(entry => entry.EntryId)], ct);
                var asked = texts.Count > 0 ? await outbound.AskAsync(brand.Key, texts.Values, ct) : default;
                foreach (var entry in brand)
                {
                    var check = texts.TryGetValue(entry.EntryId, out var text) ? new DueCheck(text, asked.Failed ? null : asked.Value[text]) : default;
                    if (await SendAsync(entry, check, ct) is not { } state) { continue; }

                    touched++;
                    done += state == EntryState.Scheduled ? 0 : 1;
                }
            }

            // Nothing was touched: what is left is in another replica's hands.
            if (due.Count < BatchSize || touched == 0) { return done; }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        var pause = Period;
        try
        {
            do
            {
                try
                {
                    await RunOnceAsync(stoppingToken);
                    pause = Period;
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    // The database is away, as a rule: what is due stays due.
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                    Log.Waiting(logger, pause, exception);
                    await Task.Delay(pause, clock, stoppingToken);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    /// <summary>What the gate is asked about: the texts as they stand now, of entries that are not too late anyway.</summary>
    private async Task<Dictionary<Guid, string>> TextsAsync(BrandId brand, Guid[] entries, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var rows = await transaction.QueryAsync<DueText>(
            "select entry_id, text from calendar_entries where brand_id = @brand and entry_id = any (@entries) and state = 'scheduled' and send_at >= @oldest",
            new { brand, entries, oldest = clock.GetUtcNow() - options.Value.MaxLateness },
            ct);
        return rows.ToDictionary(row => row.EntryId, row => row.Text);
    }

    /// <summary>Does what is to be done with one entry.</summary>
    /// <returns>The state in which it is now; null: it was left alone.</returns>
    private async Task<string?> SendAsync(DueEntry due, DueCheck check, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(due.BrandId, ct);
        var entry = await transaction.SingleOrDefaultAsync<CalendarEntry>(
            $"select {CalendarTables.Columns} from calendar_entries where brand_id = @BrandId and entry_id = @EntryId for update skip locked", new { due.BrandId, due.EntryId }, ct);
        var now = clock.GetUtcNow();
        var moved = entry?.WhenDue(now, options.Value.MaxLateness, check);
        if (moved is null) { return null; }

        await CalendarTables.SaveStateAsync(transaction, moved, ct);
        await (moved.State == EntryState.Scheduled ? CalendarTables.SetTimerAsync(transaction, moved, now + GatePause, ct) : CalendarTables.StopTimerAsync(transaction, moved, ct));
        if (moved.State == EntryState.Sending)
        {
            transaction.Publish(new SendToGroupsV1
            {
                CommandId = moved.CommandId.Value,
                BrandId = moved.BrandId.Value,
                AccountId = moved.AccountId.Value,
                Origin = RecordEntryOutcome.Origin,
                GroupIds = moved.GroupIds,
                Text = moved.Text,
                RequestedBy = "",
            });
        }

        await transaction.CommitAsync(ct);
        Tell(moved);
        return moved.State;
    }

    private void Tell(CalendarEntry entry)
    {
        switch (entry.State)
        {
            case EntryState.Sending:
                Sent.Add(1);
                break;
            case EntryState.Scheduled:
                Unchecked.Add(1);
                break;
            case EntryState.Held:
                Held.Add(1);
                Log.HeldBack(logger, entry.EntryId, entry.SendAt, entry.Reason);
                break;
            default:
                Missed.Add(1);
                Log.Missed(logger, entry.EntryId, entry.SendAt);
                break;
        }
    }

    private sealed record DueText
    {
        public Guid EntryId { get; init; }
        public string Text { get; init; } = "";
    }

    private sealed record DueEntry
    {
        public BrandId BrandId { get; init; }
        public Guid EntryId { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Entry {Entry} was due at {SendAt} and is not sent any more: that is too long ago.")]
        public static partial void Missed(ILogger logger, Guid entry, DateTimeOffset sendAt);

        [LoggerMessage(3, LogLevel.Warning, "Entry {Entry} was due at {SendAt} and is held back: {Reason}")]
        public static partial void HeldBack(ILogger logger, Guid entry, DateTimeOffset sendAt, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Due entries wait {Pause}: they could not be sent.")]
        public static partial void Waiting(ILogger logger, TimeSpan pause, Exception exception);
    }
}
