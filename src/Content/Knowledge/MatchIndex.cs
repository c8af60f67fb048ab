using System.Buffers;
using System.Collections.Frozen;

namespace Steward.Content.Knowledge;

/// <summary>One entry of a knowledge base: a standard question, other ways to ask it, and the answer.</summary>
internal sealed record KnowledgeEntry
{
    public required Guid EntryId { get; init; }
    public required string Question { get; init; }
    public required string[] Paraphrases { get; init; }
    public required string Answer { get; init; }

    /// <summary>How often it was sent; not part of matching.</summary>
    public long Answered { get; init; }
}

/// <summary>How well an entry fits a text.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Phrase">Its question or paraphrase that fits best: the explanation.</param>
/// <param name="Score">0 nothing in common, 1 the same words.</param>
internal sealed record Match(KnowledgeEntry Entry, string Phrase, double Score);

/// <summary>
/// A compiled knowledge base: TF-IDF over the grams of all phrases in an inverted index, cosine as the score. Immutable, so any number of
/// threads ask it. Words that the base has never seen count against every entry, which keeps foreign questions below the threshold.
/// </summary>
internal sealed class MatchIndex
{
    /// <summary>An unknown word may be decoration ("老板" in front of a routine question): it counts less than a rare known one.</summary>
    private const double UnknownShare = 0.6;

    private readonly KnowledgeEntry[] _entries;
    private readonly string[] _phrases;
    private readonly int[] _entryOf;
    private readonly FrozenDictionary<ulong, int> _grams;
    private readonly float[] _idf;
    private readonly float _unknownIdf;
    private readonly int[] _starts;
    private readonly int[] _postedPhrase;
    private readonly float[] _postedWeight;

    private MatchIndex(KnowledgeEntry[] entries)
    {
        _entries = entries;
        _phrases = [.. entries.SelectMany(entry => entry.Paraphrases.Prepend(entry.Question))];
        _entryOf = [.. entries.SelectMany((entry, index) => Enumerable.Repeat(index, entry.Paraphrases.Length + 1))];
        var grams = _phrases.Select(GramsOf).ToArray();

        // Rarity is counted in entries: paraphrases repeat their entry's own words, which are none the commoner for it.
        var (ids, frequency) = CountEntries(grams);
        _grams = ids.ToFrozenDictionary();
        _idf = [.. frequency.Select(count => (float)Math.Log(1 + (double)entries.Length / count))];
        _unknownIdf = (float)(UnknownShare * Math.Log(1 + 2.0 * Math.Max(1, entries.Length)));
        (_starts, _postedPhrase, _postedWeight) = Post(grams);
    }

    /// <summary>How many entries it holds.</summary>
    public int Count => _entries.Length;

    /// <summary>Compiles a knowledge base.</summary>
    public static MatchIndex Compile(IEnumerable<KnowledgeEntry> entries) => new([.. entries]);

    /// <summary>The entries that fit best, best first; those with nothing in common are left out.</summary>
    public IReadOnlyList<Match> Rank(string text, int limit)
    {
        Span<ulong> grams = stackalloc ulong[Grams.Capacity];
        grams = grams[..Grams.Of(TextFold.Fold(text), grams)];
        if (grams.Length == 0 || _phrases.Length == 0) { return []; }

        var scores = ArrayPool<float>.Shared.Rent(_phrases.Length);
        try
        {
            scores.AsSpan(0, _phrases.Length).Clear();
            var norm = Accumulate(grams, scores);
            return Best(scores, (float)(1 / Math.Sqrt(norm)), limit);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    private static ulong[] GramsOf(string phrase)
    {
        Span<ulong> grams = stackalloc ulong[Grams.Capacity];
        return [.. grams[..Grams.Of(TextFold.Fold(phrase), grams)]];
    }

    private (Dictionary<ulong, int> Ids, List<int> Frequency) CountEntries(ulong[][] grams)
    {
        var ids = new Dictionary<ulong, int>();
        var frequency = new List<int>();
        var lastEntry = new List<int>();
        for (var phrase = 0; phrase < grams.Length; phrase++)
        {
            foreach (var gram in grams[phrase])
            {
                if (ids.TryAdd(gram, frequency.Count))
                {
                    frequency.Add(0);
                    lastEntry.Add(-1);
                }

                var id = ids[gram];
                if (lastEntry[id] == _entryOf[phrase]) { continue; }

                lastEntry[id] = _entryOf[phrase];
                frequency[id]++;
            }
        }

        return (ids, frequency);
    }

    private (int[] Starts, int[] Phrases, float[] Weights) Post(ulong[][] grams)
    {
        var starts = new int[_idf.Length + 1];
        foreach (var gram in grams.SelectMany(phrase => phrase)) { starts[_grams[gram] + 1]++; }

        for (var id = 0; id < _idf.Length; id++) { starts[id + 1] += starts[id]; }

        var next = starts.ToArray();
        var phrases = new int[starts[^1]];
        var weights = new float[starts[^1]];
        for (var phrase = 0; phrase < grams.Length; phrase++)
        {
            var norm = Math.Sqrt(grams[phrase].Sum(gram => Square(Grams.Weight(gram) * _idf[_grams[gram]])));
            foreach (var gram in grams[phrase])
            {
                var at = next[_grams[gram]]++;
                phrases[at] = phrase;
                weights[at] = (float)(Grams.Weight(gram) * _idf[_grams[gram]] / norm);
            }
        }

        return (starts, phrases, weights);
    }

    private double Accumulate(ReadOnlySpan<ulong> grams, float[] scores)
    {
        var norm = 0.0;
        foreach (var gram in grams)
        {
            var known = _grams.TryGetValue(gram, out var id);
            var weight = Grams.Weight(gram) * (known ? _idf[id] : _unknownIdf);
            norm += Square(weight);
            if (!known) { continue; }

            var phrases = _postedPhrase.AsSpan(_starts[id].._starts[id + 1]);
            var weights = _postedWeight.AsSpan(_starts[id].._starts[id + 1]);
            for (var at = 0; at < phrases.Length; at++) { scores[phrases[at]] += weight * weights[at]; }
        }

        return norm;
    }

    private List<Match> Best(float[] scores, float scale, int limit)
    {
        var best = new List<(float Score, int Phrase)>(limit + 1);
        for (var phrase = 0; phrase < _phrases.Length;)
        {
            // The phrases of an entry lie side by side; the entry is as good as its best one.
            var entry = _entryOf[phrase];
            var top = phrase;
            for (phrase++; phrase < _phrases.Length && _entryOf[phrase] == entry; phrase++)
            {
                if (scores[phrase] > scores[top]) { top = phrase; }
            }

            if (scores[top] <= 0 || (best.Count == limit && scores[top] <= best[^1].Score)) { continue; }

            var place = best.Count;
            while (place > 0 && best[place - 1].Score < scores[top]) { place--; }

            best.Insert(place, (scores[top], top));
            if (best.Count > limit) { best.RemoveAt(limit); }
        }

        return best.ConvertAll(found => new Match(_entries[_entryOf[found.Phrase]], _phrases[found.Phrase], Math.Clamp(found.Score * scale, 0, 1)));
    }

    private static double Square(double value) => value * value;
}
