using System.Diagnostics.Metrics;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Inbox;

/// <summary>Ends what waits for members who say nothing more: it was over with the answer.</summary>
internal sealed class EndSilent(Database database, TimeProvider clock, ILogger<EndSilent> logger) : DueWork("silence_due", "work_item_id", database, clock, logger)
{
    private static readonly Meter Meter = new("Steward.Staffing");
    private static readonly Counter<long> Ended = Meter.CreateCounter<long>("steward.inbox.ended_silent", description: "Work items that ended because the member said nothing more.");

    protected override async Task<bool> DoAsync(BrandId brand, Guid id, CancellationToken ct)
    {
        await using var transaction = await Database.BeginAsync(brand, ct);
        var item = await transaction.SingleOrDefaultAsync<WorkItem>($"select {WorkItemTables.Columns} from work_items where brand_id = @brand and work_item_id = @id for update skip locked", new { brand, id }, ct);
        if (item is null) { return false; }

        // They may have written meanwhile; then the timer is old, unless it was set anew for a later answer.
        await transaction.ExecuteAsync("delete from silence_due where brand_id = @brand and work_item_id = @id and due_at <= @now", new { brand, id, now = Now }, ct);
        if (item.Silent() is { } ended && ended.ResolvedAt + WorkItemTables.SilenceEnds <= Now)
        {
            await WorkItemTables.SaveAsync(transaction, ended, Now, ct);
            Ended.Add(1);
        }

        await transaction.CommitAsync(ct);
        return true;
    }
}
