using System.Diagnostics.Metrics;
using Dapper;
using Microsoft.Extensions.Options;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Calendar;

/// <summary>
/// Each second, hands the entries that are due to the command ledger. State and command commit together and the command's id follows from the entry,
/// so neither a crash nor a second replica sends anything twice.
/// </summary>
internal sealed partial class SendDueEntries(Database database, IOptions<CalendarOptions> options, TimeProvider clock, ILogger<SendDueEntries> logger) : BackgroundService
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly Meter Meter = new("Steward.Content");
    private static readonly Counter<long> Sent = Meter.CreateCounter<long>("steward.calendar.sent", description: "Calendar entries handed to the command ledger.");
    private static readonly Counter<long> Missed = Meter.CreateCounter<long>("steward.calendar.missed", description: "Calendar entries whose time had passed by too much.");

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

            var sent = 0;
            foreach (var entry in due) { sent += await SendAsync(entry, ct) ? 1 : 0; }

            done += sent;
            // Nothing moved: what is left is in another replica's hands.
            if (due.Count < BatchSize || sent == 0) { return done; }
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

    private async Task<bool> SendAsync(DueEntry due, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(due.BrandId, ct);
        var entry = await transaction.SingleOrDefaultAsync<CalendarEntry>(
            $"select {CalendarTables.Columns} from calendar_entries where brand_id = @BrandId and entry_id = @EntryId for update skip locked", new { due.BrandId, due.EntryId }, ct);
        var moved = entry?.WhenDue(clock.GetUtcNow(), options.Value.MaxLateness);
        if (moved is null) { return false; }

        await CalendarTables.SaveStateAsync(transaction, moved, ct);
        await CalendarTables.StopTimerAsync(transaction, moved, ct);
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
        if (moved.State == EntryState.Sending)
        {
            Sent.Add(1);
        }
        else
        {
            Missed.Add(1);
            Log.Missed(logger, moved.EntryId, moved.SendAt);
        }

        return true;
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

        [LoggerMessage(2, LogLevel.Warning, "Due entries wait {Pause}: they could not be sent.")]
        public static partial void Waiting(ILogger logger, TimeSpan pause, Exception exception);
    }
}
