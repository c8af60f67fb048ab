namespace Steward.Console.Cases;

/// <summary>Marks in a text what a rule matched.</summary>
internal static class Highlight
{
    /// <summary>Whether there is something to mark.</summary>
    public static bool Found(string text, string matched) => matched.Length == 0 || text.Contains(matched, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text in pieces, each a hit or not. Rules fold case and width, so hits are looked for without regard to case; what folding hides is left unmarked.</summary>
    public static IEnumerable<(string Text, bool Hit)> Split(string text, string matched)
    {
        var from = 0;
        while (matched.Length > 0 && text.IndexOf(matched, from, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
        {
            if (at > from) { yield return (text[from..at], false); }

            from = at + matched.Length;
            yield return (text[at..from], true);
        }

        if (from < text.Length) { yield return (text[from..], false); }
    }
}
