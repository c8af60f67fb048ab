using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Steward.Moderation.Normalisation;

namespace Steward.Moderation.Compliance;

/// <summary>A text without what can be put between its characters to hide them, folded, with the way back to where each character stood.</summary>
internal sealed partial class SqueezedText
{
    private const string SentenceSigns = "，。！？；、：,!?;:%.+";
    private readonly int[] _places;

    private SqueezedText(string text, int[] places) => (Text, _places) = (text, places);

    public string Text { get; }

    public static SqueezedText Of(string original, TextView view)
    {
        var (text, places) = (new StringBuilder(original.Length), new List<int>(original.Length));
        var addresses = Address().EnumerateMatches(original);
        var more = addresses.MoveNext();
        for (var at = 0; at < original.Length; at++)
        {
            // A link is for the link rules; its letters are nobody's words.
            while (more && at >= addresses.Current.Index + addresses.Current.Length) { more = addresses.MoveNext(); }

            if (more && at >= addresses.Current.Index) { continue; }

            var c = FoldTable.Fold(original[at]);
            if (!Stays(c, view)) { continue; }

            text.Append(c);
            places.Add(at);
        }

        return new SqueezedText(text.ToString(), [.. places]);
    }

    /// <summary>Where a part of the squeezed text stands in the original.</summary>
    public (int Start, int Length) Place(int start, int length)
    {
        var from = _places[start];
        return (from, _places[start + length - 1] + 1 - from);
    }

    [GeneratedRegex(@"(?:https?://|www\.)[!-~]+|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?:/[!-~]*)?", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    private static bool Stays(char c, TextView view) => CharUnicodeInfo.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.Surrogate => true,
        UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => true,
        _ => view is TextView.Sentences && SentenceSigns.Contains(c),
    };
}
