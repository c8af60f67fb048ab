using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Duty;

/// <summary>Somebody with their plan, as a list shows them.</summary>
/// <param name="OperatorId">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="Role">What they are.</param>
/// <param name="Brands">Their brands that who asks may see.</param>
/// <param name="Version">0: nobody has planned their duty.</param>
/// <param name="Plan">Null: nobody has.</param>
/// <param name="Now">Where they are.</param>
/// <param name="AwaySince">Since when they have a break; null: they have none.</param>
/// <param name="Holding">Open and claimed matters of the brands asked for that are theirs.</param>
/// <param name="SetAt">When the plan was put in force.</param>
/// <param name="SetBy">By whom.</param>
internal sealed record PersonOnDuty(
    Guid OperatorId, string Name, string Role, Guid[] Brands, int Version, DutyPlan? Plan, DutyNow Now, DateTimeOffset? AwaySince, int Holding, DateTimeOffset? SetAt, string SetBy);

/// <summary>Who works for some brands, and where they are now.</summary>
internal sealed class ListDuty(Database database, TimeProvider clock)
{
    /// <param name="brands">Whose people, and whose matters are counted.</param>
    /// <param name="only">Only this person; null: all.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IReadOnlyList<PersonOnDuty>> HandleAsync(IReadOnlyList<BrandId> brands, Guid? only, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        var rows = await transaction.QueryAsync<Row>(
            """
            select person.operator_id, person.name, person.role, link.brands, coalesce(duty.version, 0) as version, duty.plan::text as plan, duty.away_since, duty.set_at, coalesce(duty.set_by, '') as set_by,
                   (select count(*)::int from work_items where brand_id = any (@ids) and operator_id = person.operator_id::text and state in ('open', 'claimed')) as holding
            from operators person
            join lateral (select array_agg(brand_id order by brand_id) as brands from operator_brands where operator_id = person.operator_id and brand_id = any (@ids)) link on link.brands is not null
            left join operator_duty duty using (operator_id)
            where @only::uuid is null or person.operator_id = @only
            order by person.name, person.operator_id
            """,
            new { ids = brands.Select(brand => brand.Value).ToArray(), only },
            ct);
        var now = clock.GetUtcNow();
        return [.. rows.Select(row => Of(row, now))];
    }

    private static PersonOnDuty Of(Row row, DateTimeOffset now)
    {
        var plan = row.Plan is { } text ? StoredDuty.Read(text) : null;
        var where = plan?.At(now, row.AwaySince) ?? default;
        return new PersonOnDuty(row.OperatorId, row.Name, row.Role, row.Brands, row.Version, plan, where, where.Away ? row.AwaySince : null, row.Holding, row.SetAt, row.SetBy);
    }

    private sealed record Row
    {
        public required Guid OperatorId { get; init; }
        public required string Name { get; init; }
        public required string Role { get; init; }
        public required Guid[] Brands { get; init; }
        public required int Version { get; init; }
        public string? Plan { get; init; }
        public DateTimeOffset? AwaySince { get; init; }
        public DateTimeOffset? SetAt { get; init; }
        public required string SetBy { get; init; }
        public required int Holding { get; init; }
    }
}
