namespace Steward.Content.Knowledge.Matching;

/// <summary>Why an entry fits.</summary>
/// <param name="Shared">Words of the question that the phrase has too, or others for them.</param>
/// <param name="Missing">Words of the question that it does not have.</param>
/// <param name="Lacking">Words of it that the question does not have.</param>
internal sealed record MatchReasons(IReadOnlyList<string> Shared, IReadOnlyList<string> Missing, IReadOnlyList<string> Lacking);

/// <summary>
/// What speaks for and against that a question and a phrase ask the same: which words of either the other does not have and how much they say, what both have in common, how they are put.
/// Nothing in it depends on what the words mean, so what is learnt about it in one base holds in another.
/// </summary>
internal sealed class PairFeatures(WordRarity rarity)
{
    /// <summary>How many there are.</summary>
    public const int Count = 48;

    private const int RarityOfQuestion = 13;
    private const int RarityOfPhrase = 15;
    private const int SharedPairs = 23;
    private const int Kinds = 6;
    private const float Leftover = 0.6f;

    /// <summary>Fills in the features of a pair; <paramref name="features"/> has <see cref="Count"/> of them.</summary>
    public void Of(Wording question, Wording phrase, Span<float> features)
    {
        Span<float> left = stackalloc float[Kinds], lacking = stackalloc float[Kinds];
        var ours = Side(question, phrase, left);
        var theirs = Side(phrase, question, lacking);
        var at = 0;
        foreach (var kind in left) { features[at++] = kind; }

        foreach (var kind in lacking) { features[at++] = kind; }

        features[at++] = ours.Weight.Share;
        features[at++] = ours.Rarity.Share;
        features[at++] = theirs.Weight.Share;
        features[at++] = theirs.Rarity.Share;
        features[at++] = Math.Min(ours.Rarity.Share, theirs.Rarity.Share);
        features[at++] = ours.Most;
        features[at++] = theirs.Most;
        features[at++] = ours.Most * theirs.Most;
        features[at++] = Math.Min(3, ours.Words);
        features[at++] = Math.Min(3, theirs.Words);
        features[at++] = Math.Min(ours.Rarity.Covered, theirs.Rarity.Covered) / 10;
        features[at++] = 2f * Overlap.Of<uint>(question.Pairs, phrase.Pairs) / Math.Max(1, question.Pairs.Length + phrase.Pairs.Length);
        features[at++] = 2f * Overlap.Of<char>(question.Characters, phrase.Characters) / Math.Max(1, question.Characters.Length + phrase.Characters.Length);
        var (shorter, inOrder) = (Math.Max(1, Math.Min(question.Bare.Length, phrase.Bare.Length)), Overlap.InOrder(question.Bare, phrase.Bare));
        features[at++] = (float)inOrder.Subsequence / Math.Max(1, question.Bare.Length);
        features[at++] = (float)inOrder.Subsequence / Math.Max(1, phrase.Bare.Length);
        features[at++] = (float)inOrder.Run / shorter;
        features[at++] = question.Asks == phrase.Asks && question.Asks != 0 ? 1 : 0;
        features[at++] = question.Asks != phrase.Asks && question.Asks != 0 && phrase.Asks != 0 ? 1 : 0;
        features[at++] = question.Denies != phrase.Denies ? 1 : 0;
        features[at++] = question.Digits == phrase.Digits ? 0 : 1;
        features[at++] = question.Bare == phrase.Bare ? 1 : 0;
        features[at++] = (float)Math.Max(0, Overlap.AnyOrder(question.Bare, phrase.Bare) - inOrder.Subsequence) / shorter;
        features[at++] = Math.Abs(question.Bare.Length - phrase.Bare.Length) / 10f;
        features[at++] = question.Bare.Length <= 4 ? 1 : 0;
        features[at++] = ours.Run / 4f;
        features[at++] = theirs.Run / 4f;
        features[at++] = Math.Min(3, ours.Characters / 4);
        features[at++] = Math.Min(3, theirs.Characters / 4);
        features[at++] = Math.Min(ours.Characters, theirs.Characters) / 4;
        features[at++] = Math.Max(ours.Characters, theirs.Characters) / 4;
        features[at++] = Math.Min(Named(left), Named(lacking));
        features[at++] = Math.Min(Named(left) + left[(int)WordKind.Character], Named(lacking) + lacking[(int)WordKind.Character]);
        // One side says more than the other, or the two say different things: that the second is worse is for the learner to find.
        features[at++] = Math.Abs(ours.Characters - theirs.Characters) / 4;
        features[at++] = ours.Most + theirs.Most;
        features[at++] = ours.Rarity.Share * theirs.Rarity.Share;
        features[at] = Math.Min(20, question.Bare.Length) / 10f;
    }

    /// <summary>How well a pair fits, roughly: which phrase of an entry to look at.</summary>
    public static float Fit(ReadOnlySpan<float> features) => features[RarityOfQuestion] + features[RarityOfPhrase] + features[SharedPairs];

    /// <summary>How well a text covers a word of another, 0 to 1: the same word, a part of another, a synonym, or some of its characters.</summary>
    public float Covers(Wording text, Wording of, Word word)
    {
        if (Overlap.Has(text.Hashes, word.Hash)) { return 1; }

        var written = of.Written(word);
        if (written.Length > 1 && text.Letters.AsSpan().Contains(written, StringComparison.Ordinal)) { return 0.95f; }

        float best = 0;
        foreach (var meaning in word.Meanings)
        {
            if (Overlap.Has(text.Meanings, meaning)) { best = 0.85f; }
        }

        float shared = 0, all = 0;
        foreach (var letter in written)
        {
            var rare = rarity.Of(letter);
            all += rare;
            if (Overlap.Has(text.Characters, letter)) { shared += rare; }
        }

        return Math.Max(best, (written.Length == 1 ? 0.9f : 0.75f) * shared / Math.Max(1e-6f, all));
    }

    /// <summary>The same in words.</summary>
    public MatchReasons Explain(Wording question, Wording phrase)
    {
        var words = question.Words.Where(Tells).ToLookup(word => Covers(phrase, question, word) >= Leftover, word => question.Written(word).ToString());
        return new MatchReasons([.. words[true].Distinct()], [.. words[false].Distinct()], [.. phrase.Words.Where(word => Tells(word) && Covers(question, phrase, word) < Leftover).Select(word => phrase.Written(word).ToString()).Distinct()]);

        static bool Tells(Word word) => word.Kind is not (WordKind.Frame or WordKind.Asking);
    }

    private static float Named(ReadOnlySpan<float> kinds) => kinds[(int)WordKind.Content] + kinds[(int)WordKind.Foreign];

    private Coverage Side(Wording of, Wording by, Span<float> left)
    {
        var side = new Coverage();
        var run = 0;
        foreach (var word in of.Words)
        {
            var missing = 1 - Covers(by, of, word);
            var rare = rarity.Of(word.Hash);
            left[(int)word.Kind] += missing * word.Weight;
            side.Weight = side.Weight.And(word.Weight, missing);
            side.Rarity = side.Rarity.And(rare, missing);
            if (word.Kind is WordKind.Frame or WordKind.Asking) { continue; }

            side.Most = Math.Max(side.Most, missing * word.Weight);
            if (missing > 1 - Leftover + 0.1f && word.Kind != WordKind.Foreign) { side.Words++; }

            run = missing > 1 - Leftover ? run + word.Length : 0;
            side.Run = Math.Max(side.Run, run);
            if (run > 0) { side.Characters += missing * word.Length; }
        }

        return side;
    }

    /// <summary>How much of something is covered.</summary>
    private readonly record struct Part(float Covered, float All)
    {
        public float Share => Covered / Math.Max(0.01f, All);

        public Part And(float more, float missing) => new(Covered + ((1 - missing) * more), All + more);
    }

    /// <summary>What one side has that the other has too, and what is left over.</summary>
    private record struct Coverage
    {
        public Part Weight { get; set; }

        public Part Rarity { get; set; }

        /// <summary>What the weightiest word left over weighs.</summary>
        public float Most { get; set; }

        /// <summary>How many words are left over.</summary>
        public int Words { get; set; }

        /// <summary>The longest piece left over, in characters.</summary>
        public int Run { get; set; }

        /// <summary>All that is left over, in characters.</summary>
        public float Characters { get; set; }
    }
}
