namespace Steward.Staffing.PastAnswers;

/// <summary>How alike questions are: the share of words that both have, a word that few of the questions have counting for more. Words are Chinese characters and Latin words, alone and in pairs.</summary>
internal static class Likeness
{
    /// <summary>What shares less has another subject.</summary>
    public const double Least = 0.35;

    /// <summary>Longer questions are compared by their beginning.</summary>
    public const int MaxCharacters = 200;

    /// <summary>Those of the questions that are alike, by their place, most alike first; of equals the earlier one.</summary>
    public static IReadOnlyList<(int Index, double Share)> Rank(string text, IReadOnlyList<string> questions)
    {
        var words = questions.Select(Words).ToArray();
        var known = words.SelectMany(one => one).CountBy(word => word).ToDictionary(one => one.Key, one => one.Value);
        double Weight(string word) => Math.Log(1 + ((questions.Count + 1d) / (known.GetValueOrDefault(word) + 1)));

        var asked = Words(text);
        var whole = asked.Sum(Weight);
        if (whole <= 0) { return []; }

        return [.. words.Select((one, index) => (Index: index, Share: 2 * one.Where(asked.Contains).Sum(Weight) / (whole + one.Sum(Weight)))).Where(one => one.Share >= Least).OrderByDescending(one => one.Share)];
    }

    private static HashSet<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var before = "";
        foreach (var word in Split(text.Length > MaxCharacters ? text[..MaxCharacters] : text))
        {
            words.Add(word);
            if (before.Length > 0) { words.Add($"{before} {word}"); }

            before = word;
        }

        return words;
    }

    private static IEnumerable<string> Split(string text)
    {
        var from = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            // Latin words are written with several letters, Chinese ones stand alone.
            var inside = at < text.Length && char.IsLetterOrDigit(text[at]) && text[at] < 0x2E80;
            if (inside && from < 0) { from = at; }

            if (inside) { continue; }

            if (from >= 0) { yield return text[from..at].ToLowerInvariant(); }

            from = -1;
            if (at < text.Length && char.IsLetterOrDigit(text[at])) { yield return text[at].ToString(); }
        }
    }
}
