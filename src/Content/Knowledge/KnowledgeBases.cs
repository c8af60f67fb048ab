using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>A brand's compiled knowledge base and how sure it must be.</summary>
internal sealed record KnowledgeBase(MatchIndex Index, Confidence Confidence);

/// <summary>The compiled knowledge bases of all brands, kept until their version moves. One small query a use tells whether it has.</summary>
internal sealed class KnowledgeBases(IOptions<KnowledgeOptions> options)
{
    private static readonly MatchIndex Empty = MatchIndex.Compile([]);
    private readonly ConcurrentDictionary<BrandId, (long Version, MatchIndex Index)> _compiled = new();

    /// <summary>The brand's base as the transaction sees it; an empty one for a brand that has none.</summary>
    public async Task<KnowledgeBase> OfAsync(BrandTransaction transaction, BrandId brand, CancellationToken ct)
    {
        var state = await transaction.SingleOrDefaultAsync<BaseRow>("select version, threshold from knowledge_bases where brand_id = @brand", new { brand }, ct);
        var confidence = new Confidence(state?.Threshold ?? options.Value.Threshold, options.Value.Margin);
        if (state is null) { return new KnowledgeBase(Empty, confidence); }

        if (_compiled.TryGetValue(brand, out var compiled) && compiled.Version >= state.Version) { return new KnowledgeBase(compiled.Index, confidence); }

        // What is read now may be newer than the version read above; then the next use compiles once more, and nothing is ever older than its version.
        var entries = await transaction.QueryAsync<KnowledgeEntry>("select entry_id, question, paraphrases, answer from knowledge_entries where brand_id = @brand order by entry_id", new { brand }, ct);
        var index = MatchIndex.Compile(entries);
        _compiled.AddOrUpdate(brand, (state.Version, index), (_, kept) => kept.Version > state.Version ? kept : (state.Version, index));
        return new KnowledgeBase(index, confidence);
    }

    private sealed record BaseRow
    {
        public long Version { get; init; }
        public double? Threshold { get; init; }
    }
}
