using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Disputes;

/// <summary>What is open in a brand.</summary>
internal sealed record OpenComplaints
{
    public required Guid BrandId { get; init; }
    public required int Open { get; init; }
    public required int Overdue { get; init; }
    public required int Free { get; init; }
    public required DateTimeOffset OldestAt { get; init; }
    public IReadOnlyList<OpenSteps> Steps { get; init; } = [];
}

/// <summary>How many wait for one step in a brand.</summary>
internal sealed record OpenSteps
{
    public required Guid BrandId { get; init; }
    public required string Step { get; init; }
    public required int Open { get; init; }
    public required int Overdue { get; init; }
}

internal sealed class GetOpenComplaintsHandler(Database database, TimeProvider clock)
{
    public async Task<IReadOnlyList<OpenComplaints>> HandleAsync(IReadOnlyList<BrandId> brands, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        var args = new { brands = brands.Select(brand => brand.Value).ToArray(), now = clock.GetUtcNow(), all = DisputeStep.All.ToArray() };
        var counts = await transaction.QueryAsync<OpenComplaints>(
            """
            select brand_id, count(*)::int as open, (count(*) filter (where next_due_at <= @now))::int as overdue, (count(*) filter (where holder = ''))::int as free, min(complained_at) as oldest_at
            from complaints where brand_id = any (@brands) and state = 'open' group by brand_id order by brand_id
            """,
            args,
            ct);
        var steps = await transaction.QueryAsync<OpenSteps>(
            """
            select s.brand_id, s.step, count(*)::int as open, (count(*) filter (where s.due_at <= @now))::int as overdue
            from complaint_steps s join complaints c on c.brand_id = s.brand_id and c.complaint_id = s.complaint_id and c.round = s.round
            where s.brand_id = any (@brands) and s.state in ('open', 'sent') and c.state = 'open' group by s.brand_id, s.step order by s.brand_id, array_position(@all, s.step)
            """,
            args,
            ct);
        return [.. counts.Select(one => one with { Steps = [.. steps.Where(step => step.BrandId == one.BrandId)] })];
    }
}
