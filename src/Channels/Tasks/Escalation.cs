using System.Diagnostics.Metrics;
using Steward.Channels.Commands;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Tasks;

/// <summary>A task that nobody has done when it is due is shown to the leads; at its deadline it expires and its act has failed.</summary>
internal sealed partial class Escalation(Database database, TimeProvider clock, ILogger<Escalation> logger)
{
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Late = Meter.CreateCounter<long>("steward.tasks.late", description: "Human tasks that were not done in time, by outcome: escalated, expired.");

    public async Task<Advance> HandleAsync(BrandId brand, CommandId id, DateTimeOffset dueAt, DateTimeOffset? escalatedAt, DateTimeOffset deadline, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now < dueAt) { return new Advance(Progress.Waits, dueAt); }

        await using var transaction = await database.BeginAsync(brand, ct);
        if (now >= deadline)
        {
            var expired = await OpenTask.CloseAsync(transaction, brand, id, "expired", "", "", "nobody did it before its deadline", now, ct);
            await transaction.CommitAsync(ct);
            if (expired) { Late.Add(1, new KeyValuePair<string, object?>("outcome", "expired")); }

            return Progress.Settled;
        }

        if (escalatedAt is null && await transaction.ExecuteAsync("update human_tasks set escalated_at = @now where brand_id = @brand and task_id = @id and state = 'open' and escalated_at is null", new { brand, id, now }, ct) == 1)
        {
            await History.AddAsync(transaction, brand, id, null, "escalated", "nobody has done it yet", now, ct);
            await transaction.CommitAsync(ct);
            Late.Add(1, new KeyValuePair<string, object?>("outcome", "escalated"));
            Log.Escalated(logger, id);
        }

        return new Advance(Progress.Waits, deadline);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Task {Task} is overdue: nobody has done it yet.")]
        public static partial void Escalated(ILogger logger, CommandId task);
    }
}
