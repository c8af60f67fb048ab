using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.ServiceLevels;

/// <summary>Reads what waits and how fast it is being answered, and looks ahead.</summary>
internal sealed class GetForecast(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public async Task<IReadOnlyList<QueueForecast>> HandleAsync(IReadOnlyList<BrandId> brands, TimeSpan ahead, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var ids = brands.Select(brand => brand.Value).ToArray();
        await using var transaction = await database.BeginAsync(brands, ct);
        var waiting = await transaction.QueryAsync<WaitingItem>(
            """
            select operator_id as queue, response_due_at as due_at from work_items where brand_id = any (@ids) and state <> 'resolved' and response_due_at is not null and response = ''
            union all select operator_id, next_due_at from work_items where brand_id = any (@ids) and next_due_at is not null
            """, new { ids }, ct);
        var pace = await transaction.QueryAsync<Pace>(
            "select operator_id, count(*)::int as answers from work_items where brand_id = any (@ids) and responded_at > @since group by operator_id", new { ids, since = now - Hour }, ct);
        return Forecast.Of(waiting, pace.ToDictionary(one => one.OperatorId, one => one.Answers), now, ahead);
    }

    private sealed record Pace
    {
        public required string OperatorId { get; init; }
        public required int Answers { get; init; }
    }
}
