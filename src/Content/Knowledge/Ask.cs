using Steward.Content.Knowledge.Matching;
using Steward.Content.Knowledge.Meaning;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>What the knowledge base would say to a text that is asked now.</summary>
internal sealed class Ask(Database database, KnowledgeBases bases, IMeaning meaning, TimeProvider clock)
{
    public const int MaxTextCharacters = 4000;
    public const int MaxLimit = 10;
    public const int DefaultLimit = 3;

    public async Task<Result<Asked>> HandleAsync(BrandId brand, string text, int limit, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxTextCharacters) { return KnowledgeProblems.WrongText(MaxTextCharacters); }

        if (limit is < 0 or > MaxLimit) { return KnowledgeProblems.WrongLimit(MaxLimit); }

        var knowledge = await BaseAsync(brand, ct);
        var wanted = limit == 0 ? DefaultLimit : limit;
        // The second one decides too, even when only one is shown; and whoever knows more of meanings may bring a later one forward.
        var matches = knowledge.Matcher.Rank(text, MaxLimit, clock.GetUtcNow());
        var suggested = matches.Count > 1 && knowledge.Confidence.Suggests(matches[0].Score) ? await OrderedAsync(text, matches, ct) : matches;
        return new Asked([.. suggested.Take(wanted).Select(match => (match, knowledge.Matcher.Explain(text, match)))], knowledge.Confidence.Allows(matches), knowledge.Confidence);
    }

    private async Task<KnowledgeBase> BaseAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await bases.OfAsync(transaction, brand, ct);
    }

    /// <summary>By meaning, where somebody knows it: then the probabilities are those of the places.</summary>
    private async Task<IReadOnlyList<Match>> OrderedAsync(string text, IReadOnlyList<Match> matches, CancellationToken ct)
    {
        if (await meaning.NearnessAsync(text, [.. matches.Select(match => match.Phrase)], ct) is not { } nearness) { return matches; }

        return [.. matches.Zip(nearness).OrderByDescending(one => one.Second).Select((one, place) => one.First with { Score = matches[place].Score })];
    }

    /// <summary>The best entries with what speaks for and against them, whether the first would be sent by itself, and what decides that.</summary>
    internal sealed record Asked(IReadOnlyList<(Match Match, MatchReasons Reasons)> Matches, bool WouldAnswer, Confidence Confidence);
}
