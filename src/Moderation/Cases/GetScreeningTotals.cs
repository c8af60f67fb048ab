using Steward.Contracts.Events.Moderation;
using Steward.Kernel;
using Steward.Moderation.Screening;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases;

/// <summary>How much was screened, from the rollup that commits with the offences.</summary>
internal sealed record GetScreeningTotals(IReadOnlyList<BrandId> Brands);

/// <summary>Messages by label, offences by class, how many cases there are in any state, and how many messages say what beside their label.</summary>
internal sealed record ScreeningTotals(long Chatter, long Questions, IReadOnlyDictionary<string, long> OffencesByClass, long Cases, IReadOnlyDictionary<string, long> Signals)
{
    public long Offences => OffencesByClass.Values.Sum();

    public long Screened => Chatter + Questions + Offences;
}

internal sealed class GetScreeningTotalsHandler(Database database)
{
    public async Task<ScreeningTotals> HandleAsync(GetScreeningTotals query, CancellationToken ct)
    {
        var args = new { brands = query.Brands.Select(brand => brand.Value).ToArray() };
        await using var transaction = await database.BeginAsync(query.Brands, ct);
        var sums = await transaction.QueryAsync<Row>(
            "select label, offence_class, sum(messages)::bigint as messages from screening_totals where brand_id = any (@brands) group by label, offence_class",
            args,
            ct);
        var cases = await transaction.SingleAsync<long>("select count(*) from cases where brand_id = any (@brands)", args, ct);
        return new ScreeningTotals(
            sums.Where(row => row.Label == ScreeningLabel.Chatter).Sum(row => row.Messages),
            sums.Where(row => row.Label == ScreeningLabel.Question).Sum(row => row.Messages),
            sums.Where(row => row.Label == ScreeningLabel.Offence).ToDictionary(row => row.OffenceClass, row => row.Messages),
            cases,
            sums.Where(row => row.Label == ScreenReceivedMessages.Signal).ToDictionary(row => row.OffenceClass, row => row.Messages));
    }

    private sealed record Row
    {
        public string Label { get; init; } = string.Empty;
        public string OffenceClass { get; init; } = string.Empty;
        public long Messages { get; init; }
    }
}
