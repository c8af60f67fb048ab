using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>How many questions came and what became of them.</summary>
internal sealed class GetKnowledgeTotals(Database database)
{
    public async Task<Totals> HandleAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await transaction.SingleAsync<Totals>(
            """
            select coalesce(sum(questions), 0)::bigint as questions, coalesce(sum(answered), 0)::bigint as answered, coalesce(sum(handed_on), 0)::bigint as handed_on, min(since) as since
            from knowledge_totals where brand_id = @brand
            """,
            new { brand },
            ct);
    }

    /// <summary>Questions = answered + handed on; since when is null before the first.</summary>
    internal sealed record Totals
    {
        public long Questions { get; init; }
        public long Answered { get; init; }
        public long HandedOn { get; init; }
        public DateTimeOffset? Since { get; init; }
    }
}
