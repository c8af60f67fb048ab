using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Steward.Moderation.Normalisation;

namespace Steward.Moderation.Matching;

/// <summary>
/// What counts as the same symbol, as nothing at all, as part of a word and as an insertion. One table serves every matcher of the process: it is what a scan
/// reads most often, and each copy would push another out of the cache. Immutable.
/// </summary>
internal sealed class SymbolTable
{
    /// <summary>What a buffer has more than the text: rubbish is written there.</summary>
    public const int RoomBehind = SymbolVectors.Lanes;

    private const int Size = char.MaxValue + 1;
    private readonly char[] _fold;
    private readonly char[] _squeeze;
    private readonly bool[] _words;

    /// <summary>How all rules fold.</summary>
    public static SymbolTable OfRules { get; } = new(FoldTable.Table);

    /// <summary>Makes a table.</summary>
    /// <param name="fold">The symbol of each of the 65,536 UTF-16 units; 0 for those that are nothing.</param>
    /// <param name="skippable">Which symbols may be put between the symbols of a term to hide it; null for all that are neither letters nor digits.</param>
    public SymbolTable(ReadOnlySpan<char> fold, Func<char, bool>? skippable = null)
    {
        if (fold.Length != Size) { throw new ArgumentException($"A symbol for each of {Size} units is wanted, not {fold.Length}.", nameof(fold)); }

        skippable ??= static symbol => !char.IsLetterOrDigit(symbol);
        _fold = fold.ToArray();
        _squeeze = [.. _fold.Select(symbol => symbol != 0 && skippable(symbol) ? '\0' : symbol)];
        _words = [.. Enumerable.Range(0, Size).Select(symbol => IsOfAlphabet((char)symbol))];
    }

    /// <summary>The symbols of a text, without those that are nothing. The buffer is longer than the text by <see cref="RoomBehind"/> at least.</summary>
    /// <returns>How many there are.</returns>
    public int Fold(ReadOnlySpan<char> text, Span<char> symbols) => Map(_fold, text, symbols);

    /// <summary>The symbols of a text without insertions.</summary>
    public int Squeeze(ReadOnlySpan<char> text, Span<char> symbols) => Map(_squeeze, text, symbols);

    public string Fold(string text)
    {
        var symbols = new char[text.Length + RoomBehind];
        return new string(symbols, 0, Fold(text, symbols));
    }

    public string Squeeze(string text)
    {
        var symbols = new char[text.Length + RoomBehind];
        return new string(symbols, 0, Squeeze(text, symbols));
    }

    /// <summary>Where in a text each of its symbols stands.</summary>
    public void PlacesInText(ReadOnlySpan<char> text, Span<int> places)
    {
        var count = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (_fold[text[at]] != 0) { places[count++] = at; }
        }
    }

    /// <summary>Which of a text's symbols each symbol of its squeezed form is.</summary>
    public void PlacesOfSqueezed(ReadOnlySpan<char> text, Span<int> places)
    {
        var (count, symbol) = (0, 0);
        foreach (var c in text)
        {
            if (_squeeze[c] != 0) { places[count++] = symbol; }

            if (_fold[c] != 0) { symbol++; }
        }
    }

    /// <summary>Whether a symbol is a letter or digit of a script that puts something between its words.</summary>
    public bool IsWord(char symbol) => _words[symbol];

    private static int Map(char[] table, ReadOnlySpan<char> text, Span<char> symbols)
    {
        if (symbols.Length < text.Length + RoomBehind) { throw new ArgumentException("The buffer has no room behind the text.", nameof(symbols)); }

        return SymbolVectors.AreFast && text.Length >= SymbolVectors.Lanes ? SymbolVectors.Map(table, text, symbols) : OneByOne(table, text, symbols);
    }

    /// <summary>The same without vectors.</summary>
    internal static int OneByOne(char[] table, ReadOnlySpan<char> text, Span<char> symbols)
    {
        // Every place of the table exists for every char, and there are never more symbols than units: nothing is left to be checked in the loop.
        ref var map = ref MemoryMarshal.GetArrayDataReference(table);
        ref var to = ref MemoryMarshal.GetReference(symbols);
        var count = 0;
        foreach (var c in text)
        {
            var symbol = Unsafe.Add(ref map, (nuint)c);
            Unsafe.Add(ref to, (nuint)count) = symbol;
            count += symbol == 0 ? 0 : 1;
        }

        return count;
    }

    private static bool IsOfAlphabet(char symbol) =>
        char.IsLetterOrDigit(symbol) && CharUnicodeInfo.GetUnicodeCategory(symbol) is not UnicodeCategory.OtherLetter and not UnicodeCategory.ModifierLetter;
}
