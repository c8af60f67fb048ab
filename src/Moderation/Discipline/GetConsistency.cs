using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>How one person decided.</summary>
internal sealed record DeciderCounts
{
    public required string DecidedBy { get; init; }
    public required long Decisions { get; init; }
    public required long Milder { get; init; }
    public required long Harder { get; init; }
    public required long Overturned { get; init; }
}

/// <summary>Whether the same offence had the same consequence, whoever decided.</summary>
/// <param name="Automatic">How many were decided at once by the policy.</param>
/// <param name="Braked">How many would have been, had there not been too many within the hour.</param>
internal sealed record Consistency(IReadOnlyList<DeciderCounts> Deciders, IReadOnlyList<Penalty> Deviations, int Automatic, int Braked);

internal sealed class GetConsistencyHandler(Database database)
{
    private const int MostDeviations = 200;

    public async Task<Consistency> HandleAsync(IReadOnlyList<BrandId> brands, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        var args = new { brands = brands.Select(brand => brand.Value).ToArray(), from, to, order = Sanction.All.ToArray() };
        const string Filter = "brand_id = any (@brands) and decided_at >= @from and decided_at < @to";
        var deciders = await transaction.QueryAsync<DeciderCounts>(
            $"""
            select decided_by, count(*) as decisions, count(*) filter (where array_position(@order, sanction) < array_position(@order, proposed)) as milder,
                   count(*) filter (where array_position(@order, sanction) > array_position(@order, proposed)) as harder, count(overturned_at) as overturned
            from penalties where {Filter} group by decided_by order by decisions desc, decided_by
            """,
            args,
            ct);
        var deviations = await transaction.QueryAsync<Penalty>(
            $"select {StoredPenalties.Columns} from penalties where {Filter} and sanction <> proposed order by decided_at desc, case_id limit {MostDeviations}", args, ct);
        var automatic = await transaction.SingleAsync<long>($"select count(*) from penalties where {Filter} and automatic", args, ct);
        var braked = await transaction.SingleAsync<long>("select count(*) from braked_cases where brand_id = any (@brands) and at >= @from and at < @to", args, ct);
        return new Consistency(deciders, deviations, (int)automatic, (int)braked);
    }
}
