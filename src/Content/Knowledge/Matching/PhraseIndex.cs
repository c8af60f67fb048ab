using System.Buffers;
using System.Collections.Frozen;

namespace Steward.Content.Knowledge.Matching;

/// <summary>A phrase that shares something with a question.</summary>
/// <param name="Phrase">Its number.</param>
/// <param name="Bm25">How much is shared, weighted by rarity; no upper bound.</param>
/// <param name="Cosine">How alike they are, 0 to 1.</param>
internal readonly record struct Hit(int Phrase, float Bm25, float Cosine);

/// <summary>
/// Finds the phrases that share the rarest grams with a question: an inverted index without weights, because a phrase's share in BM25 and in the cosine is a factor of its own. Rare grams are
/// read first and common ones only as long as few enough phrases have to be looked at; what is left out is made up for the phrases that are found. Immutable.
/// </summary>
internal sealed class PhraseIndex
{
    /// <summary>Postings that one question may read: what keeps it quick when everything in a large base has the same words.</summary>
    public const int MostPostings = 60_000;

    private const double Unknown = 0.6;
    private const double Saturation = 1.2;
    private const double LengthShare = 0.75;
    private const int PhrasesPerEntry = 2;

    private readonly Wording[] _phrases;
    private readonly int[] _firstOf;
    private readonly FrozenDictionary<ulong, int> _grams;
    private readonly float[] _weights;
    private readonly int[] _starts;
    private readonly int[] _posted;
    private readonly float[] _saturation;
    private readonly float[] _norms;
    private readonly float _unknown;

    /// <param name="phrases">Those of an entry lie side by side.</param>
    /// <param name="firstOf">The first phrase of each entry, and behind the last entry how many phrases there are.</param>
    public PhraseIndex(Wording[] phrases, int[] firstOf)
    {
        (_phrases, _firstOf) = (phrases, firstOf);
        var entries = firstOf.Length - 1;
        var (ids, frequency) = Count();
        _grams = ids.ToFrozenDictionary();
        // Rarity is counted in entries: paraphrases repeat their entry's own words, which are none the commoner for it.
        _weights = [.. ids.OrderBy(gram => gram.Value).Select(gram => (float)(Grams.Weight(gram.Key) * Math.Log(1 + ((double)entries / frequency[gram.Value]))))];
        _unknown = (float)(Unknown * Math.Log(1 + (2.0 * Math.Max(1, entries))));
        (_starts, _posted) = Post();
        var lengths = phrases.Select(phrase => phrase.Grams.Sum(gram => (double)Grams.Weight(gram))).ToArray();
        var average = lengths.Length == 0 ? 1 : Math.Max(1e-6, lengths.Average());
        _saturation = [.. lengths.Select(length => (float)((Saturation + 1) / (1 + (Saturation * (1 - LengthShare + (LengthShare * length / average))))))];
        _norms = [.. phrases.Select(phrase => (float)Math.Sqrt(phrase.Grams.Sum(gram => Square(_weights[_grams[gram]]))))];
        Self = [.. phrases.Select((phrase, at) => _saturation[at] * (float)phrase.Grams.Sum(gram => (double)_weights[_grams[gram]]))];
    }

    /// <summary>How well each phrase fits itself, as BM25.</summary>
    public float[] Self { get; }

    /// <summary>How many different grams there are.</summary>
    public int GramCount => _weights.Length;

    /// <summary>The number and weight of a gram, (-1, weight of an unknown one) when no phrase has it.</summary>
    public (int Id, float Weight) Weigh(ulong gram) => _grams.TryGetValue(gram, out var id) ? (id, _weights[id]) : (-1, Grams.Weight(gram) * _unknown);

    /// <summary>The best phrases of the entries that share most, two an entry at most; in no order.</summary>
    public List<Hit> Find(Wording question, int entries)
    {
        var known = new List<(int Id, float Weight)>(question.Grams.Length);
        var norm = 0.0;
        foreach (var gram in question.Grams)
        {
            var (id, weight) = Weigh(gram);
            norm += weight * weight;
            if (id >= 0) { known.Add((id, weight)); }
        }

        if (known.Count == 0) { return []; }

        known.Sort((one, other) => Length(one.Id).CompareTo(Length(other.Id)));
        var scores = ArrayPool<float>.Shared.Rent(_phrases.Length);
        try
        {
            scores.AsSpan(0, _phrases.Length).Clear();
            var read = 0;
            foreach (var (id, weight) in known)
            {
                var posted = _posted.AsSpan(_starts[id], Length(id));
                if (read > 0 && read + posted.Length > MostPostings) { break; }

                read += posted.Length;
                foreach (var phrase in posted) { scores[phrase] += weight; }
            }

            return Best(scores, entries).ConvertAll(phrase => Compare(question, Math.Sqrt(norm), phrase));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    /// <summary>How well one phrase fits, all grams counted.</summary>
    public Hit Compare(Wording question, int phrase) => Compare(question, Math.Sqrt(question.Grams.Sum(gram => Square(Weigh(gram).Weight))), phrase);

    private Hit Compare(Wording question, double norm, int phrase)
    {
        double sum = 0, squares = 0;
        var (theirs, at) = (_phrases[phrase].Grams, 0);
        foreach (var gram in question.Grams)
        {
            while (at < theirs.Length && theirs[at] < gram) { at++; }

            if (at == theirs.Length) { break; }

            if (theirs[at] != gram) { continue; }

            var weight = _weights[_grams[gram]];
            (sum, squares) = (sum + weight, squares + (weight * weight));
        }

        return new Hit(phrase, (float)(sum * _saturation[phrase]), norm * _norms[phrase] > 0 ? (float)(squares / (norm * _norms[phrase])) : 0);
    }

    private List<int> Best(float[] scores, int entries)
    {
        var best = new PriorityQueue<int, float>(entries + 1);
        for (var entry = 0; entry + 1 < _firstOf.Length; entry++)
        {
            var top = 0f;
            for (var phrase = _firstOf[entry]; phrase < _firstOf[entry + 1]; phrase++)
            {
                if (scores[phrase] > 0) { top = Math.Max(top, scores[phrase] * _saturation[phrase]); }
            }

            if (top <= 0) { continue; }

            if (best.Count < entries) { best.Enqueue(entry, top); }
            else if (best.TryPeek(out _, out var least) && top > least) { best.EnqueueDequeue(entry, top); }
        }

        var phrases = new List<int>(entries * PhrasesPerEntry);
        while (best.TryDequeue(out var entry, out _)) { AddBest(entry, scores, phrases); }

        return phrases;
    }

    private void AddBest(int entry, float[] scores, List<int> phrases)
    {
        var (first, second) = (-1, -1);
        for (var phrase = _firstOf[entry]; phrase < _firstOf[entry + 1]; phrase++)
        {
            if (scores[phrase] <= 0) { continue; }

            if (first < 0 || Score(phrase) > Score(first)) { (first, second) = (phrase, first); }
            else if (second < 0 || Score(phrase) > Score(second)) { second = phrase; }
        }

        if (first >= 0) { phrases.Add(first); }

        if (second >= 0) { phrases.Add(second); }

        float Score(int phrase) => scores[phrase] * _saturation[phrase];
    }

    private (Dictionary<ulong, int> Ids, List<int> Frequency) Count()
    {
        var (ids, frequency, lastEntry) = (new Dictionary<ulong, int>(), new List<int>(), new List<int>());
        for (var entry = 0; entry + 1 < _firstOf.Length; entry++)
        {
            foreach (var gram in _phrases.AsSpan(_firstOf[entry].._firstOf[entry + 1]).ToArray().SelectMany(phrase => phrase.Grams))
            {
                if (ids.TryAdd(gram, frequency.Count))
                {
                    frequency.Add(0);
                    lastEntry.Add(-1);
                }

                var id = ids[gram];
                if (lastEntry[id] == entry) { continue; }

                (lastEntry[id], frequency[id]) = (entry, frequency[id] + 1);
            }
        }

        return (ids, frequency);
    }

    private (int[] Starts, int[] Posted) Post()
    {
        var starts = new int[_weights.Length + 1];
        foreach (var gram in _phrases.SelectMany(phrase => phrase.Grams)) { starts[_grams[gram] + 1]++; }

        for (var id = 0; id < _weights.Length; id++) { starts[id + 1] += starts[id]; }

        var (next, posted) = (starts.ToArray(), new int[starts[^1]]);
        for (var phrase = 0; phrase < _phrases.Length; phrase++)
        {
            foreach (var gram in _phrases[phrase].Grams) { posted[next[_grams[gram]]++] = phrase; }
        }

        return (starts, posted);
    }

    private int Length(int id) => _starts[id + 1] - _starts[id];

    private static double Square(double value) => value * value;
}
