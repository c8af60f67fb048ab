namespace Steward.Moderation.Normalisation;

/// <summary>By which means a term was hidden.</summary>
[Flags]
internal enum Evasions
{
    /// <summary>It stands in the text as it is.</summary>
    None = 0,

    /// <summary>Signs, spaces or pictures between its characters.</summary>
    Inserted = 1,

    /// <summary>Other characters of the same sound.</summary>
    SameSound = 2,

    /// <summary>Parts of characters side by side.</summary>
    Split = 4,

    /// <summary>Pinyin or a usual abbreviation.</summary>
    Latin = 8,

    /// <summary>Signs or pictures that stand for characters.</summary>
    Sign = 16,

    /// <summary>Figures for numerals and for letters that look like them.</summary>
    Figure = 32,

    /// <summary>Any of them.</summary>
    Any = 63,
}

/// <summary>A term as a <see cref="VariantView"/> shows it, for one way of reading it aloud.</summary>
internal sealed class VariantTerm
{
    private const int Common = 220;
    private const int Rare = 2500;

    /// <param name="symbols">What to look for in <see cref="VariantView.Symbols"/>.</param>
    /// <param name="characters">Which character each symbol is meant to be; 0: any of that sound.</param>
    public VariantTerm(string symbols, string characters) => (Symbols, Characters) = (symbols, characters);

    public string Symbols { get; }

    public string Characters { get; }

    /// <summary>How the term was hidden where its symbols were found; null where the text is ordinary and only sounds alike.</summary>
    /// <param name="start">Place of the first symbol in the view.</param>
    public Evasions? Explain(VariantView view, int start)
    {
        var found = Evasions.None;
        var (length, odd, rare, alike, letters, words) = (Characters.Length, 0, 0, 0, 0, 0);
        for (var i = 0; i < length; i++)
        {
            var source = view.Sources[start + i];
            if (i > 0 && view.SkippedBefore[start + i] > 0) { found |= Evasions.Inserted; }

            switch (source.Writing)
            {
                case Writing.Plain when source.Character == Characters[i]:
                    break;
                case Writing.Plain when IsFigure(source.Character, Characters[i]):
                    found |= Evasions.Figure;
                    break;
                case Writing.Plain when source.Character >= '\u3400' && (Characters[i] >= '\u3400' || Characters[i] == '\0'):
                    found |= Evasions.SameSound;
                    alike++;
                    odd += IsOdd(view, start + i) ? 1 : 0;
                    rare += Ordinary.Rank(source.Character) > Rare ? 1 : 0;
                    break;
                case Writing.Split or Writing.SplitIntoWord when source.Character == Characters[i]:
                    found |= Evasions.Split;
                    words += source.Writing is Writing.SplitIntoWord ? 1 : 0;
                    break;
                case Writing.Sign when source.Character == Characters[i]:
                    found |= Evasions.Sign;
                    break;
                case Writing.Abbreviation when source.Character == Characters[i]:
                    found |= Evasions.Latin;
                    break;
                case Writing.Latin when Characters[i] is '\0' or >= '\u3400':
                    found |= Evasions.Latin;
                    letters += source.Length;
                    break;
                default:
                    return null;
            }
        }

        return IsDeliberate(found, length, alike, odd, rare, letters, words) ? found : null;
    }

    private static bool IsDeliberate(Evasions found, int length, int alike, int odd, int rare, int letters, int words)
    {
        if (length == 1) { return (found & ~Evasions.Split) == 0 && words == 0; }

        if (length == 2)
        {
            // Two syllables are soon found in other words, and "第1" is how many people write.
            return (found & Evasions.Figure) == 0
                && (words == 0 || (found & Evasions.Inserted) == 0)
                && (alike == 0 || ((found & Evasions.Inserted) == 0 && odd == alike && (alike == 1 || rare > 0)))
                && (letters == 0 || letters >= 3 && (found & Evasions.Inserted) == 0);
        }

        return alike == 0 || length > 3 || (alike < length ? odd > 0 : odd > 1 || rare > 0);
    }

    private static bool IsFigure(char written, char meant) =>
        Sounds.Digit(written) is >= 0 and var digit && digit == Sounds.Digit(meant)
        || (written, meant) is ('o', '0') or ('0', 'o') or ('o', '零') or ('l', '1') or ('1', 'l') or ('i', '1') or ('1', 'i') or ('l', '一') or ('i', 'l') or ('l', 'i');

    /// <summary>Whether a character stands where ordinary text would not have it: with no neighbour that it makes a word with, and no word by itself.</summary>
    private static bool IsOdd(VariantView view, int at)
    {
        var character = view.Sources[at].Character;
        if (Ordinary.RankAlone(character) <= Common) { return false; }

        return !(at > 0 && view.SkippedBefore[at] == 0 && Ordinary.Pair(view.Sources[at - 1].Character, character))
            && !(at + 1 < view.Symbols.Length && view.SkippedBefore[at + 1] == 0 && Ordinary.Pair(character, view.Sources[at + 1].Character));
    }
}
