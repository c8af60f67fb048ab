using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Duty;

/// <summary>Somebody says that they are away, or back. Saying it twice changes nothing.</summary>
internal sealed class TakeBreak(Database database, TimeProvider clock)
{
    /// <returns>Since when they are away.</returns>
    public async Task<Result<DateTimeOffset>> StartAsync(Guid person, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync([], ct);
        var found = await transaction.QueryAsync<Row>("select plan::text as plan, away_since from operator_duty where operator_id = @person for update", new { person }, ct);
        if (found is not [var row]) { return DutyProblems.NotPlanned; }

        var now = clock.GetUtcNow();
        if (row.AwaySince is { } since && StoredDuty.Read(row.Plan).At(now, since).Away) { return since; }

        await transaction.ExecuteAsync("update operator_duty set away_since = @now where operator_id = @person", new { person, now }, ct);
        await transaction.CommitAsync(ct);
        return now;
    }

    public async Task EndAsync(Guid person, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync([], ct);
        await transaction.ExecuteAsync("update operator_duty set away_since = null where operator_id = @person and away_since is not null", new { person }, ct);
        await transaction.CommitAsync(ct);
    }

    private sealed record Row
    {
        public required string Plan { get; init; }
        public DateTimeOffset? AwaySince { get; init; }
    }
}
