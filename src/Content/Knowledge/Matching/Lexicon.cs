using System.IO.Compression;
using System.Reflection;
using System.Text;

namespace Steward.Content.Knowledge.Matching;

/// <summary>Words of Chinese and how common they are (words/README.md): where one word ends and the next begins, and how much a word says before any knowledge base is known.</summary>
internal static class Lexicon
{
    /// <summary>Longer words are taken in parts.</summary>
    public const int LongestWord = 6;

    // A word that is known only as a synonym is about as common as this.
    private const int SynonymCount = 50;
    private const double CommonCount = 2e6;

    private static readonly double LogTotal;
    private static readonly ulong[] Keys;
    private static readonly float[] LogCounts;

    static Lexicon()
    {
        using var packed = Assembly.GetExecutingAssembly().GetManifestResourceStream("words.z")!;
        using var lines = new StreamReader(new ZLibStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        LogTotal = Math.Log(double.Parse(lines.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture));
        var counts = new Dictionary<ulong, int>();
        while (lines.ReadLine() is { } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            counts[TextHash.Of(line.AsSpan(0, space))] = int.Parse(line.AsSpan(space + 1), System.Globalization.CultureInfo.InvariantCulture);
        }

        foreach (var (word, length) in Synonyms.Words) { counts[word] = Math.Max(counts.GetValueOrDefault(word, length > 1 ? SynonymCount * 6 : 10), length > 1 ? SynonymCount : 0); }

        (Keys, LogCounts) = (new ulong[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)counts.Count * 2)], []);
        LogCounts = new float[Keys.Length];
        foreach (var (word, count) in counts)
        {
            var slot = Slot(word);
            (Keys[slot], LogCounts[slot]) = (word, (float)Math.Log(count));
        }
    }

    /// <summary>How much a word says, 0.02 (的) to 1 (not in the dictionary).</summary>
    public static float Weight(ulong word) => (float)Math.Clamp(1 - (LogCount(word) / Math.Log(CommonCount)), 0.02, 1);

    /// <summary>How likely a word is in the language, as a logarithm; one that is not in the dictionary as likely as one that was met once.</summary>
    public static double Likelihood(ulong word) => LogCount(word) - LogTotal;

    /// <summary>Takes a folded text apart into the words that are likeliest together; a Latin word or number is one, an unknown character too.</summary>
    /// <param name="text">As <see cref="TextFold.Letters"/> gives it.</param>
    /// <param name="lengths">Gets, where a word begins, its length; as long as the text at least. At a space it is 0.</param>
    public static void Segment(ReadOnlySpan<char> text, Span<byte> lengths)
    {
        Span<double> best = stackalloc double[text.Length + 1];
        best[text.Length] = 0;
        for (var at = text.Length - 1; at >= 0; at--)
        {
            if (TextFold.InWord(text[at]))
            {
                var end = at;
                while (end < text.Length && TextFold.InWord(text[end]) && text[end] != ' ') { end++; }

                (lengths[at], best[at]) = ((byte)(end - at), best[Math.Max(end, at + 1)] - LogTotal);
                continue;
            }

            best[at] = double.NegativeInfinity;
            ulong hash = 0;
            for (var length = 1; length <= LongestWord && at + length <= text.Length && !TextFold.InWord(text[at + length - 1]); length++)
            {
                hash = TextHash.Next(hash, text[at + length - 1]);
                var slot = Slot(hash);
                if (Keys[slot] != hash && length > 1) { continue; }

                var likely = (Keys[slot] == hash ? LogCounts[slot] : 0) - LogTotal + best[at + length];
                if (likely > best[at]) { (best[at], lengths[at]) = (likely, (byte)length); }
            }
        }
    }

    private static double LogCount(ulong word) => Slot(word) is var slot && Keys[slot] == word ? LogCounts[slot] : 0;

    private static int Slot(ulong word)
    {
        var slot = (int)(word & (uint)(Keys.Length - 1));
        while (Keys[slot] != 0 && Keys[slot] != word) { slot = (slot + 1) & (Keys.Length - 1); }

        return slot;
    }
}
