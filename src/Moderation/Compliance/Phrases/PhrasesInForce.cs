using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Compliance.Phrases;

/// <summary>The compiled phrases of each brand. Every check asks whether the head has moved, one look-up; a change holds from the next check on in every replica.</summary>
internal sealed class PhrasesInForce
{
    private readonly ConcurrentDictionary<BrandId, CompiledPhrases> _ready = new();

    public async Task<CompiledPhrases> OfAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct)
    {
        var head = await transaction.SingleAsync<long>("select coalesce((select generation from compliance_heads where brand_id = @brand), 0)", new { brand }, ct);
        if (head == 0) { return CompiledPhrases.None; }

        if (_ready.TryGetValue(brand, out var known) && known.Generation >= head) { return known; }

        // What is read here may be newer than the head that was read before it: then the next check reads once more.
        var phrases = await transaction.QueryAsync<BrandPhrase>($"select {BrandPhrase.Columns} from compliance_phrases where brand_id = @brand and ended_at is null order by phrase_id", new { brand }, ct);
        var compiled = new CompiledPhrases(head, phrases);
        return _ready.AddOrUpdate(brand, compiled, (_, other) => other.Generation > compiled.Generation ? other : compiled);
    }

    /// <summary>Tells all replicas that the brand's phrases change with this transaction. Who changes them stands in a row from here on.</summary>
    public static Task MoveHeadAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        "insert into compliance_heads as head (brand_id, generation) values (@brand, 1) on conflict (brand_id) do update set generation = head.generation + 1", new { brand }, ct);
}
