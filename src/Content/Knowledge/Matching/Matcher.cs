namespace Steward.Content.Knowledge.Matching;

/// <summary>A question that people have judged.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Entry">The entry that answers it; null when none does.</param>
/// <param name="Answers">Whether the entry answers it; else the entry is the one that was said not to.</param>
internal readonly record struct JudgedQuestion(string Text, Guid? Entry, bool Answers = true);

/// <summary>
/// A compiled knowledge base: phrases and confirmed questions of all entries, found by an inverted index, told apart by a classifier where the base is small enough, ranked by what was learnt about
/// pairs of questions and phrases. Questions that no entry answers stand beside the entries as one that is never the answer. Immutable, so any number of threads ask it.
/// </summary>
internal sealed class Matcher
{
    private const int FoundEntries = 10;
    private const int ClassifiedEntries = 5;
    private const float LeastRejected = 0.6f;
    private const double MostWhenRejected = 0.1;

    private readonly KnowledgeEntry[] _entries;
    private readonly MatchModel? _learnt;
    private readonly string[] _texts;
    private readonly Wording[] _phrases;
    private readonly int[] _firstOf;
    private readonly int[] _entryOf;
    private readonly PhraseIndex _index;
    private readonly WordRarity _rarity;
    private readonly ulong[][] _vocabularies;
    private readonly PairFeatures _pairs;
    private readonly HashSet<(Guid Entry, string Bare)> _refused;
    private readonly PhraseClassifier? _classifier;
    private readonly Homophones _homophones;

    private Matcher(KnowledgeEntry[] entries, IReadOnlyCollection<JudgedQuestion> judged, MatchModel? model)
    {
        _entries = entries;
        var confirmed = judged.Where(question => question is { Entry: not null, Answers: true }).ToLookup(question => question.Entry!.Value, question => question.Text);
        string[][] texts = [.. entries.Select(entry => (string[])[entry.Question, .. entry.Paraphrases, .. confirmed[entry.EntryId]]), [.. judged.Where(question => question.Entry is null).Select(question => question.Text)]];
        _texts = [.. texts.SelectMany(phrases => phrases)];
        _phrases = Array.ConvertAll(_texts, Wording.Of);
        _firstOf = new int[texts.Length + 1];
        _entryOf = new int[_texts.Length];
        for (var entry = 0; entry < texts.Length; entry++)
        {
            _firstOf[entry + 1] = _firstOf[entry] + texts[entry].Length;
            _entryOf.AsSpan(_firstOf[entry].._firstOf[entry + 1]).Fill(entry);
        }

        // Where nothing was rejected there is no place beside the entries.
        var firstOf = texts[^1].Length > 0 ? _firstOf : _firstOf[..^1];
        _index = new PhraseIndex(_phrases, firstOf);
        _rarity = new WordRarity(_phrases, firstOf);
        _pairs = new PairFeatures(_rarity);
        _vocabularies = [.. Enumerable.Range(0, entries.Length).Select(entry => _phrases[_firstOf[entry].._firstOf[entry + 1]].SelectMany(phrase => phrase.Hashes).Distinct().Order().ToArray())];
        _refused = judged.Where(question => question is { Entry: not null, Answers: false }).Select(question => (question.Entry!.Value, TextFold.Fold(question.Text))).ToHashSet();
        _classifier = PhraseClassifier.Train(_index, _phrases, _firstOf[..^1], _phrases[_firstOf[^2]..]);
        // Words of questions that no entry answers are nobody's to be put right to.
        _homophones = new Homophones(_phrases.AsSpan(0, _firstOf[entries.Length]), _phrases, _rarity.Knows);
        _learnt = model?.Classified == IsClassified ? model : null;
    }

    /// <summary>Whether the base is small enough, and has phrases enough, for a classifier.</summary>
    public bool IsClassified => _classifier is not null;

    /// <summary>How many entries it holds.</summary>
    public int Count => _entries.Length;

    /// <summary>Compiles a knowledge base.</summary>
    /// <param name="entries">Its entries.</param>
    /// <param name="judged">Questions that people have judged; those of entries that are gone do not count.</param>
    /// <param name="model">What the brand has learnt about ranking; null, or of another kind of base: what comes with the program.</param>
    public static Matcher Compile(IEnumerable<KnowledgeEntry> entries, IReadOnlyCollection<JudgedQuestion> judged, MatchModel? model) => new([.. entries], judged, model);

    /// <summary>The entries that fit best, best first, the first with the probability that it is right, the others in proportion.</summary>
    /// <param name="text">The question.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="asked">When it was asked: only entries that hold then count; null: all do.</param>
    public IReadOnlyList<Match> Rank(string text, int limit, DateTimeOffset? asked = null)
    {
        var candidates = Candidates(text);
        if (asked is { } at) { candidates.RemoveAll(candidate => !_entries[candidate.Entry].IsValidAt(at)); }

        if (candidates.Count == 0) { return []; }

        var (order, shares, probability) = Judge(candidates, _learnt ?? ShippedModels.For(IsClassified));
        var best = candidates[order[0]];
        // The shipped model has seen no base with rejected questions: what is nearer to one of them than to any phrase is left to people.
        if (_learnt is null && best.NearestRejected >= LeastRejected && best.NearestRejected >= best.Cosine) { probability = Math.Min(probability, MostWhenRejected); }

        return [.. order.Take(limit).Select(place => new Match(_entries[candidates[place].Entry], _texts[candidates[place].Phrase], probability * shares[place] / shares[order[0]]))];
    }

    /// <summary>What speaks for and against a phrase that was found for a text.</summary>
    public MatchReasons Explain(string text, Match match) => _pairs.Explain(_homophones.Respell(Wording.Of(text)), Wording.Of(match.Phrase));

    /// <summary>Orders candidates by a ranking, and says how probably the first is right.</summary>
    public static (int[] Order, double[] Shares, double Probability) Judge(IReadOnlyList<Candidate> candidates, MatchModel model)
    {
        var (order, shares, features) = Order(candidates, model.Ranking);
        return (order, shares, model.Certainty.Of(features));
    }

    /// <summary>Orders candidates by a ranking; with the features from which the certainty is told.</summary>
    public static (int[] Order, double[] Shares, float[] Features) Order(IReadOnlyList<Candidate> candidates, Ranking ranking)
    {
        var scores = new double[candidates.Count];
        for (var at = 0; at < scores.Length; at++) { scores[at] = ranking.Score(candidates[at]); }

        var order = Enumerable.Range(0, scores.Length).ToArray();
        Array.Sort(order, (one, other) => scores[one] != scores[other] ? scores[other].CompareTo(scores[one]) : one.CompareTo(other));
        var shares = Ranking.Shares(scores);
        return (order, shares, Certainty.Features(candidates[order[0]], shares[order[0]], scores[order[0]], order.Length > 1 ? scores[order[1]] : null));
    }

    /// <summary>What may answer a text, with what speaks for and against it.</summary>
    public List<Candidate> Candidates(string text)
    {
        var written = Wording.Of(text);
        if (_phrases.Length == 0 || written.Grams.Length == 0) { return []; }

        var question = _homophones.Respell(written);

        var hits = _index.Find(question, FoundEntries);
        var probabilities = _classifier?.Probabilities(question);
        AddClassified(question, probabilities, hits);
        var foreign = hits.Where(hit => _entryOf[hit.Phrase] == _entries.Length).Select(hit => hit.Cosine).DefaultIfEmpty(0).Max();
        var best = new Dictionary<int, (float Fit, Candidate Candidate)>();
        var most = hits.Where(hit => _entryOf[hit.Phrase] < _entries.Length).Select(hit => hit.Bm25).DefaultIfEmpty(0).Max();
        var second = hits.GroupBy(hit => _entryOf[hit.Phrase]).ToDictionary(group => group.Key, group => group.Count() > 1 ? group.Min(hit => hit.Cosine) : 0);
        foreach (var hit in hits)
        {
            var entry = _entryOf[hit.Phrase];
            // An entry that people said does not answer these words is not offered for them again.
            if (entry == _entries.Length || _refused.Contains((_entries[entry].EntryId, written.Bare))) { continue; }

            var features = new float[Candidate.FeatureCount];
            _pairs.Of(question, _phrases[hit.Phrase], features);
            AddRankers(features.AsSpan(PairFeatures.Count), hit, probabilities?[entry], hit.Bm25 == most, foreign);
            features.AsSpan(^7..^2).Clear();
            Strange(question, entry, features.AsSpan(^7..^2));
            features[^2] = probabilities is null ? 0 : Math.Max(0, 1 - probabilities.Sum());
            features[^1] = second.GetValueOrDefault(entry);
            var fit = PairFeatures.Fit(features);
            if (!best.TryGetValue(entry, out var known) || fit > known.Fit) { best[entry] = (fit, new Candidate(entry, hit.Phrase, features)); }
        }

        // The order of equals must not depend on how they were found.
        return [.. best.Values.Select(found => found.Candidate).OrderBy(candidate => candidate.Entry)];
    }

    private void AddClassified(Wording question, float[]? probabilities, List<Hit> hits)
    {
        if (probabilities is null) { return; }

        var found = hits.Select(hit => _entryOf[hit.Phrase]).ToHashSet();
        foreach (var entry in Enumerable.Range(0, probabilities.Length).OrderByDescending(entry => probabilities[entry]).Take(ClassifiedEntries).Where(entry => !found.Contains(entry)))
        {
            hits.Add(Enumerable.Range(_firstOf[entry], _firstOf[entry + 1] - _firstOf[entry]).Select(phrase => _index.Compare(question, phrase)).MaxBy(hit => hit.Bm25));
        }
    }

    private void Strange(Wording question, int entry, Span<float> features)
    {
        foreach (var word in question.Words)
        {
            if (word.Kind is WordKind.Frame or WordKind.Asking) { continue; }

            if (!_rarity.Knows(word.Hash))
            {
                features[0] += word.Weight;
                features[1] = Math.Max(features[1], word.Weight);
            }

            if (Overlap.Has(_vocabularies[entry], word.Hash)) { continue; }

            features[2] += word.Weight;
            features[3] = Math.Max(features[3], word.Weight);
        }

        features[4] = question.Characters.Count(letter => !_rarity.Knows(letter)) / (float)Math.Max(1, question.Characters.Length);
    }

    private void AddRankers(Span<float> features, Hit hit, float? probability, bool first, float foreign)
    {
        features[0] = hit.Cosine;
        features[1] = hit.Bm25 / 20;
        features[2] = hit.Bm25 / Math.Max(1e-6f, _index.Self[hit.Phrase]);
        features[3] = probability is { } p ? MathF.Log(p + 1e-6f) : 0;
        features[4] = probability ?? 0;
        features[5] = probability is { } q ? MathF.Log((q + 1e-5f) / (1.0001f - q)) : 0;
        features[6] = first ? 1 : 0;
        features[7] = foreign;
    }
}
