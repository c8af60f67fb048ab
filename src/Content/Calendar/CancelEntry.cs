using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Calendar;

/// <summary>Takes back a post that was not sent yet.</summary>
internal sealed class CancelEntry(Database database)
{
    public async Task<Result<CalendarEntry>> HandleAsync(BrandId brand, Guid entryId, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var entry = await CalendarTables.LockAsync(transaction, brand, entryId, ct);
        if (entry is null) { return CalendarProblems.NotFound(entryId); }

        var cancelled = entry.Cancel();
        if (cancelled.Failed || ReferenceEquals(cancelled.Value, entry)) { return cancelled; }

        await CalendarTables.SaveStateAsync(transaction, cancelled.Value, ct);
        await CalendarTables.StopTimerAsync(transaction, cancelled.Value, ct);
        await transaction.CommitAsync(ct);
        return cancelled;
    }
}
