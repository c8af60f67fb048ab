using System.Diagnostics.Metrics;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Steward.Staffing.Inbox;

namespace Steward.Staffing.Leads;

/// <summary>Gives back whom no seller spoke to in time: the lead ends, and the matter is open again with who had it, in one transaction.</summary>
internal sealed class ReturnUnfollowed(Database database, TimeProvider clock, ILogger<ReturnUnfollowed> logger) : DueWork("lead_due", "lead_id", database, clock, logger)
{
    private static readonly Meter Meter = new("Steward.Staffing");
    private static readonly Counter<long> Returned = Meter.CreateCounter<long>("steward.leads.returned", description: "Members that came back from sales because nobody spoke to them in time.");

    protected override async Task<bool> DoAsync(BrandId brand, Guid id, CancellationToken ct)
    {
        await using var transaction = await Database.BeginAsync(brand, ct);
        var item = await transaction.SingleOrDefaultAsync<WorkItem>(
            $"select {WorkItemTables.Columns} from work_items where brand_id = @brand and work_item_id = (select work_item_id from leads where brand_id = @brand and lead_id = @id) for update skip locked", new { brand, id }, ct);
        if (item is null) { return false; }

        var now = Now;
        var lead = (await LeadTables.LockAsync(transaction, brand, id, ct))?.WhenDue(now);
        if (lead is null) { return false; }

        await LeadTables.SaveAsync(transaction, lead, ct);
        await WorkItemTables.SaveAsync(transaction, item.BackFromSales(now), now, ct);
        await transaction.CommitAsync(ct);
        Returned.Add(1);
        return true;
    }
}
