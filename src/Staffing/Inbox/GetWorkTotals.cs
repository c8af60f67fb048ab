using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Inbox;

/// <summary>Numbers over all items of some brands. What is resolved follows from the others, so that no history is counted.</summary>
internal sealed class GetWorkTotals(Database database)
{
    public async Task<Totals> HandleAsync(IReadOnlyList<BrandId> brands, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        return await transaction.SingleAsync<Totals>(
            """
            select received.questions, received.items, waiting.open, waiting.claimed, waiting.answering, waiting.waiting,
                   received.items - waiting.open - waiting.claimed - waiting.answering - waiting.waiting as resolved, waiting.complaints, waiting.intents, traffic.messages_seen
            from (select coalesce(sum(questions), 0)::bigint as questions, coalesce(sum(items), 0)::bigint as items from work_totals where brand_id = any (@ids)) received,
                 (select count(*) filter (where state = 'open') as open, count(*) filter (where state = 'claimed') as claimed, count(*) filter (where state = 'answering') as answering, count(*) filter (where state = 'waiting') as waiting,
                         count(*) filter (where kind = 'complaint') as complaints, count(*) filter (where kind = 'intent') as intents
                  from work_items where brand_id = any (@ids) and state <> 'resolved') waiting,
                 (select coalesce(sum(messages_seen), 0)::bigint as messages_seen from traffic_totals where brand_id = any (@ids)) traffic
            """,
            new { ids = brands.Select(brand => brand.Value).ToArray() },
            ct);
    }

    /// <summary>Items = open + claimed + answering + waiting + resolved; questions are those that the knowledge base ever handed on; complaints and intents are among those not resolved.</summary>
    internal sealed record Totals
    {
        public long Questions { get; init; }
        public long Items { get; init; }
        public long Open { get; init; }
        public long Claimed { get; init; }
        public long Answering { get; init; }
        public long Resolved { get; init; }
        public long Waiting { get; init; }
        public long Complaints { get; init; }
        public long Intents { get; init; }
        public long MessagesSeen { get; init; }
    }
}
