namespace Steward.Moderation.Normalisation;

/// <summary>Reads terms as <see cref="VariantView"/>s show them. A rule set has a hundred thousand: the memory for one serves all. Not for several threads at once.</summary>
internal sealed class VariantTermReader
{
    private readonly FoldedText _folded = new();
    private readonly VariantView _view = new();

    /// <summary>The ways a term can be read: as it stands, with what its letters stand for, and with the other sounds of its characters (行 is xing and hang).</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<VariantTerm> Read(string term, int most = 6)
    {
        var found = new List<VariantTerm>(1);
        _folded.Read(term);
        Add(found, standIns: false, most);

        // Only letters and signs stand for words; what is all characters reads the same.
        if (!IsAllCharacters(_folded.Chars)) { Add(found, standIns: true, most); }

        return found;
    }

    private void Add(List<VariantTerm> found, bool standIns, int most)
    {
        var folded = _folded.Chars;
        _view.ReadTerm(folded, standIns);
        var symbols = _view.Symbols[..^1];
        if (_view.Place(symbols.Length, 1).Start < folded.Length) { return; }

        // Letters and figures with signs between them are what tables, versions and prices look like.
        if (!symbols.ContainsAnyInRange('\uE000', '\uF8FF') || (!folded.ContainsAnyInRange('\u3400', '\u9FFF') && symbols.Length < 4)) { return; }

        var characters = string.Create(symbols.Length, _view, static (to, view) =>
        {
            for (var i = 0; i < to.Length; i++) { to[i] = view.Sources[i].Character; }
        });
        Add(found, new VariantTerm(symbols.ToString(), characters));
        for (var i = 0; i < characters.Length && found.Count < most; i++)
        {
            foreach (var sound in Sounds.OthersOf(characters[i]))
            {
                foreach (var known in found.Where(one => one.Characters == characters).ToArray())
                {
                    if (found.Count < most) { Add(found, new VariantTerm($"{known.Symbols[..i]}{sound}{known.Symbols[(i + 1)..]}", characters)); }
                }
            }
        }
    }

    private static void Add(List<VariantTerm> found, VariantTerm term)
    {
        if (!found.Exists(one => one.Symbols == term.Symbols && one.Characters == term.Characters)) { found.Add(term); }
    }

    private static bool IsAllCharacters(ReadOnlySpan<char> folded)
    {
        foreach (var c in folded)
        {
            if (Kinds.Table[c] is not Kind.Ideograph) { return false; }
        }

        return true;
    }
}
