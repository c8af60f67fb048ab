using System.Diagnostics.Metrics;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Calendar;

/// <summary>Notes what became of a calendar entry's send.</summary>
internal sealed partial class RecordEntryOutcome(ILogger<RecordEntryOutcome> logger) : IHandle<SendSettledV1>
{
    /// <summary>How the ledger names the calendar's sends.</summary>
    public const string Origin = "calendar";

    private static readonly Meter Meter = new("Steward.Content");
    private static readonly Counter<long> Unexpected = Meter.CreateCounter<long>("steward.calendar.outcomes_unexpected", description: "Outcomes of entries that are unknown or wait for none.");

    public async Task HandleAsync(SendSettledV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        if (message.Origin != Origin) { return; }

        var entry = await transaction.SingleOrDefaultAsync<CalendarEntry>(
            $"select {CalendarTables.Columns} from calendar_entries where brand_id = @brand and command_id = @command for update",
            new { brand = new BrandId(message.BrandId), command = new CommandId(message.CommandId) },
            ct);
        var settled = entry?.Settle(message.Outcome, message.ConfirmedGroups.Count, message.Reason);
        if (settled is null)
        {
            Unexpected.Add(1);
            Log.Unexpected(logger, message.CommandId, message.Outcome, entry?.State ?? "unknown");
            return;
        }

        await CalendarTables.SaveStateAsync(transaction, settled, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Send {Command} ended {Outcome}, but its calendar entry is {State}.")]
        public static partial void Unexpected(ILogger logger, Guid command, string outcome, string state);
    }
}
