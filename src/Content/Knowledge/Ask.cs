using Steward.Content.Knowledge.Matching;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>What the knowledge base would say to a text that is asked now.</summary>
internal sealed class Ask(Database database, KnowledgeBases bases, TimeProvider clock)
{
    public const int MaxTextCharacters = 4000;
    public const int MaxLimit = 10;
    public const int DefaultLimit = 3;

    public async Task<Result<Asked>> HandleAsync(BrandId brand, string text, int limit, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxTextCharacters) { return KnowledgeProblems.WrongText(MaxTextCharacters); }

        if (limit is < 0 or > MaxLimit) { return KnowledgeProblems.WrongLimit(MaxLimit); }

        await using var transaction = await database.BeginAsync(brand, ct);
        var knowledge = await bases.OfAsync(transaction, brand, ct);
        var wanted = limit == 0 ? DefaultLimit : limit;
        // The second one decides too, even when only one is shown.
        var matches = knowledge.Matcher.Rank(text, Math.Max(2, wanted), clock.GetUtcNow());
        return new Asked([.. matches.Take(wanted).Select(match => (match, knowledge.Matcher.Explain(text, match)))], knowledge.Confidence.Allows(matches), knowledge.Confidence);
    }

    /// <summary>The best entries with what speaks for and against them, whether the first would be sent by itself, and what decides that.</summary>
    internal sealed record Asked(IReadOnlyList<(Match Match, MatchReasons Reasons)> Matches, bool WouldAnswer, Confidence Confidence);
}
