using System.Diagnostics.Metrics;
using Dapper;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Steward.Staffing.Inbox;

namespace Steward.Staffing.Leads;

/// <summary>
/// Every few seconds gives back whom no seller spoke to in time: the lead ends, and the matter is open again with who had it, in one transaction. A turn that dies has done nothing, and what another replica holds is left to it.
/// </summary>
internal sealed partial class ReturnUnfollowed(Database database, TimeProvider clock, ILogger<ReturnUnfollowed> logger) : BackgroundService
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private static readonly Meter Meter = new("Steward.Staffing");
    private static readonly Counter<long> Returned = Meter.CreateCounter<long>("steward.leads.returned", description: "Members that came back from sales because nobody spoke to them in time.");

    /// <summary>Gives back what is due now.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var done = 0;
        while (true)
        {
            List<Due> due;
            await using (var connection = await database.OpenAsync(ct))
            {
                due = (await connection.QueryAsync<Due>(new CommandDefinition(
                    "select brand_id, lead_id from lead_due where due_at <= @now order by due_at limit @BatchSize", new { now = clock.GetUtcNow(), BatchSize }, cancellationToken: ct))).AsList();
            }

            var returned = 0;
            foreach (var one in due) { returned += await ReturnAsync(one.BrandId, one.LeadId, ct) ? 1 : 0; }

            done += returned;
            // Nothing was touched: what is left is in another replica's hands.
            if (due.Count < BatchSize || returned == 0) { return done; }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        var pause = Period;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
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
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task<bool> ReturnAsync(BrandId brand, Guid leadId, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var item = await transaction.SingleOrDefaultAsync<WorkItem>(
            $"select {WorkItemTables.Columns} from work_items where brand_id = @brand and work_item_id = (select work_item_id from leads where brand_id = @brand and lead_id = @leadId) for update skip locked", new { brand, leadId }, ct);
        if (item is null) { return false; }

        var now = clock.GetUtcNow();
        var lead = (await LeadTables.LockAsync(transaction, brand, leadId, ct))?.WhenDue(now);
        if (lead is null) { return false; }

        await LeadTables.SaveAsync(transaction, lead, ct);
        await WorkItemTables.SaveAsync(transaction, item.BackFromSales(now), now, ct);
        await transaction.CommitAsync(ct);
        Returned.Add(1);
        return true;
    }

    private sealed record Due
    {
        public BrandId BrandId { get; init; }
        public Guid LeadId { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Nothing could be given back from sales; next try in {Pause}.")]
        public static partial void Waiting(ILogger logger, TimeSpan pause, Exception exception);
    }
}
