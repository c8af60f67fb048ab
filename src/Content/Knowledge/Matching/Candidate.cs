namespace Steward.Content.Knowledge.Matching;

/// <summary>An entry that may answer a question, by its phrase that fits best.</summary>
/// <param name="Entry">Its number in the base.</param>
/// <param name="Phrase">The number of the phrase.</param>
/// <param name="Features">What speaks for and against it; <see cref="FeatureCount"/> of them.</param>
internal sealed record Candidate(int Entry, int Phrase, float[] Features)
{
    /// <summary>Those of the pair, those of the rankers, and what is strange about the question.</summary>
    public const int FeatureCount = PairFeatures.Count + 15;

    /// <summary>How alike the question and the phrase are, 0 to 1.</summary>
    public float Cosine => Features[PairFeatures.Count];

    /// <summary>The same of the nearest question that no entry answers.</summary>
    public float NearestRejected => Features[PairFeatures.Count + 7];
}

/// <summary>A question whose answer is known, as training sees it.</summary>
/// <param name="Candidates">What was found for it.</param>
/// <param name="Right">Which candidate answers it; -1 when none does, or when the one that does was not found.</param>
internal sealed record Example(IReadOnlyList<Candidate> Candidates, int Right);
