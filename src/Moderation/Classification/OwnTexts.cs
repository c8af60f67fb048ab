using System.Reflection;
using System.Text;

namespace Steward.Moderation.Classification;

/// <summary>
/// The texts that were written for this project to train on, made of the patterns in <c>shipped/texts-zh.txt</c>: the same texts in the same order every time. A pattern whose text deserves some labels
/// deserves none of the others, so each text is a sample for every label.
/// </summary>
internal static class OwnTexts
{
    /// <summary>Texts of a pattern; of patterns with fewer different ones, those.</summary>
    private const int OfAPattern = 36;

    /// <summary>After so many texts in a row that are there already a pattern is exhausted.</summary>
    private const int MostInVain = 60;

    private const int Seed = 20261122;

    /// <summary>As many texts are made of characters and letters that hardly anybody uses. They deserve nothing, so that a text of which the model knows nothing comes out as nothing.</summary>
    private const int Unheard = 2000;

    private static readonly Lazy<IReadOnlyList<Sample>> Made = new(Samples);

    /// <summary>Those of <see cref="Samples"/>, made once and kept: for who needs them again and again.</summary>
    public static IReadOnlyList<Sample> All => Made.Value;

    public static IReadOnlyList<Sample> Samples() =>
    [
        .. Texts().SelectMany(text => Label.All.Select(label => new Sample(text.Text, label, text.Labels.Contains(label), text.Pattern))),
        .. UnheardOf().SelectMany(text => Label.All.Select(label => new Sample(text, label, false))),
    ];

    /// <summary>The texts with the number of their pattern and the labels they deserve.</summary>
    public static IReadOnlyList<(string Text, int Pattern, IReadOnlyList<string> Labels)> Texts()
    {
        var (lists, labels, texts) = (new Dictionary<string, string>(StringComparer.Ordinal), (IReadOnlyList<string>)[], new List<(string, int, IReadOnlyList<string>)>());
        var (random, known, patterns) = (new Random(Seed), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var line in Lines())
        {
            if (line.Length == 0 || line[0] == '#') { continue; }

            if (line[0] == '[') { labels = line.Trim('[', ']').Split(' ', StringSplitOptions.RemoveEmptyEntries); }
            else if (line.IndexOf(" = ", StringComparison.Ordinal) is > 0 and var at) { lists.Add(line[..at], line[(at + 3)..]); }
            else
            {
                var pattern = patterns++;
                texts.AddRange(TextsOf(line, lists, random, known).Select(text => (text, pattern, labels)));
            }
        }

        return texts;
    }

    private static IEnumerable<string> UnheardOf()
    {
        var random = new Random(Seed);
        char Rare() => (char)random.Next('\u3400', '\u4DB0');
        string Letters() => new([.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => (char)random.Next('a', 'z' + 1))]);
        for (var i = 0; i < Unheard; i++)
        {
            var pieces = random.Next(2, 30);
            yield return i % 2 == 0 ? new string([.. Enumerable.Range(0, pieces).Select(_ => Rare())]) : string.Join(' ', Enumerable.Range(0, pieces).Select(_ => Letters()));
        }
    }

    private static List<string> TextsOf(string pattern, Dictionary<string, string> lists, Random random, HashSet<string> known)
    {
        var texts = new List<string>();
        for (var inVain = 0; texts.Count < OfAPattern && inVain < MostInVain;)
        {
            var text = Fill(pattern, lists, random);
            if (known.Add(text))
            {
                texts.Add(text);
                inVain = 0;
            }
            else
            {
                inVain++;
            }
        }

        return texts;
    }

    /// <summary>Takes one alternative of each choice; alternatives may hold choices.</summary>
    private static string Fill(string pattern, Dictionary<string, string> lists, Random random)
    {
        var text = new StringBuilder(pattern.Length * 2);
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] != '{')
            {
                text.Append(pattern[at]);
                continue;
            }

            var alternatives = Alternatives(pattern, ref at);
            if (alternatives is [var name] && lists.TryGetValue(name, out var list)) { alternatives = [.. list.Split('|')]; }

            text.Append(Fill(alternatives[random.Next(alternatives.Count)], lists, random));
        }

        return text.ToString();
    }

    /// <summary>What stands between a brace and the one that closes it, cut at the bars that are not within further braces.</summary>
    /// <param name="at">Place of the brace; moves to the one that closes it.</param>
    private static List<string> Alternatives(string pattern, ref int at)
    {
        var (alternatives, depth, from) = (new List<string>(), 0, at + 1);
        for (at = from; depth > 0 || pattern[at] != '}'; at++)
        {
            depth += pattern[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth > 0 || pattern[at] != '|') { continue; }

            alternatives.Add(pattern[from..at]);
            from = at + 1;
        }

        alternatives.Add(pattern[from..at]);
        return alternatives;
    }

    private static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("texts-zh.txt")!, Encoding.UTF8);
        while (reader.ReadLine() is { } line) { yield return line; }
    }
}
