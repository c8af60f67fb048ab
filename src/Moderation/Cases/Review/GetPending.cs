using Steward.Kernel;
using Steward.Moderation.Policies;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases.Review;

/// <summary>Open cases of one brand and class.</summary>
internal sealed record PendingCases
{
    public required Guid BrandId { get; init; }
    public required string OffenceClass { get; init; }

    /// <summary>Whether the brand's policy says that they wait for nobody.</summary>
    public required bool IsAside { get; init; }
    public required int DueMinutes { get; init; }
    public required int Cases { get; init; }
    public required int Held { get; init; }
    public required int Overdue { get; init; }

    /// <summary>By age: up to an hour, up to four, up to a day; the others are older.</summary>
    public required int Hour { get; init; }
    public required int FourHours { get; init; }
    public required int Day { get; init; }
    public required DateTimeOffset OldestAt { get; init; }
}

/// <summary>What waits, by brand and class, as the brands' policies see it.</summary>
internal sealed class GetPendingHandler(Database database, TimeProvider clock)
{
    public async Task<IReadOnlyList<PendingCases>> HandleAsync(IReadOnlyList<BrandId> brands, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        var policies = await StoredPolicies<ReviewPolicy>.OfAsync(brands, transaction, ct);
        var lines = policies.SelectMany(one => Rules.OffenceClass.All.Select(name => (Brand: one.Key, Name: name, one.Value.Policy))).ToArray();
        return await transaction.QueryAsync<PendingCases>(
            """
            select c.brand_id, c.offence_class, p.is_aside, p.due_minutes, count(*)::int as cases, (count(*) filter (where c.claimed_until > @now))::int as held,
                   (count(*) filter (where not p.is_aside and c.opened_at + p.due_minutes * interval '1 minute' <= @now))::int as overdue,
                   (count(*) filter (where c.opened_at > @now - interval '1 hour'))::int as hour,
                   (count(*) filter (where c.opened_at <= @now - interval '1 hour' and c.opened_at > @now - interval '4 hours'))::int as four_hours,
                   (count(*) filter (where c.opened_at <= @now - interval '4 hours' and c.opened_at > @now - interval '1 day'))::int as day,
                   min(c.opened_at) as oldest_at
            from cases c join unnest(@brands, @classes, @minutes, @aside) as p (brand_id, offence_class, due_minutes, is_aside) on p.brand_id = c.brand_id and p.offence_class = c.offence_class
            where c.brand_id = any (@brands) and c.state = 'open' group by c.brand_id, c.offence_class, p.is_aside, p.due_minutes order by min(c.opened_at), c.brand_id, c.offence_class
            """,
            new
            {
                now = clock.GetUtcNow(), brands = lines.Select(line => line.Brand).ToArray(), classes = lines.Select(line => line.Name).ToArray(),
                minutes = lines.Select(line => line.Policy.DueMinutesOf(line.Name)).ToArray(), aside = lines.Select(line => line.Policy.Aside.Contains(line.Name)).ToArray(),
            },
            ct);
    }
}
