using System.Text;

namespace Steward.Content.Knowledge.Files;

/// <summary>A row of a table in text.</summary>
/// <param name="Line">Where it begins, from 1 on.</param>
/// <param name="Cells">What it holds.</param>
/// <param name="Open">Whether a quote in it never ends: then the rest of the file is its last cell.</param>
internal sealed record TextLine(int Line, IReadOnlyList<string> Cells, bool Open);

/// <summary>Tables as text after RFC 4180: cells in quotes hold delimiters, line breaks and doubled quotes. Line breaks become plain ones. No cell that is written can start a formula where a spreadsheet opens it.</summary>
internal static class DelimitedText
{
    /// <summary>The rows that are not empty.</summary>
    public static IEnumerable<TextLine> Read(string text, char delimiter)
    {
        var (cells, cell, line, began) = (new List<string>(), new StringBuilder(), 1, 1);
        var (quoted, wasQuoted) = (false, false);
        for (var at = 0; at <= text.Length; at++)
        {
            var letter = at < text.Length ? text[at] : '\n';
            if (quoted && at < text.Length)
            {
                if (letter == '"' && at + 1 < text.Length && text[at + 1] == '"') { cell.Append(letter); at++; }
                else if (letter == '"') { quoted = false; }
                else if (letter == '\r' && at + 1 < text.Length && text[at + 1] == '\n') { }
                else
                {
                    cell.Append(letter == '\r' ? '\n' : letter);
                    if (letter is '\n' or '\r') { line++; }
                }

                continue;
            }

            if (letter == '"' && cell.Length == 0 && !wasQuoted) { (quoted, wasQuoted) = (true, true); }
            else if (letter == delimiter || letter is '\n' or '\r')
            {
                cells.Add(cell.ToString());
                (cell, wasQuoted) = (cell.Clear(), false);
                if (letter == delimiter) { continue; }

                if (quoted || cells.Count > 1 || cells[0].Trim().Length > 0) { yield return new TextLine(began, cells, quoted); }

                if (letter == '\r' && at + 1 < text.Length && text[at + 1] == '\n') { at++; }

                (cells, line) = ([], line + 1);
                began = line;
            }
            else { cell.Append(letter); }
        }
    }

    /// <summary>What divides the cells: some programs, and Excel in some countries, write another delimiter into a .csv.</summary>
    public static char DelimiterOf(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = end < 0 ? text : text[..end];
        return new[] { ',', ';', '\t' }.MaxBy(one => header.Count(letter => letter == one));
    }

    /// <summary>One row.</summary>
    public static string Row(IEnumerable<string> cells, char delimiter) => string.Join(delimiter, cells.Select(cell => Quote(Guard(cell), delimiter))) + "\r\n";

    /// <summary>A cell as it was before it was kept from being a formula.</summary>
    public static string Unguard(string cell) => cell.StartsWith('\'') && StartsFormula(cell.TrimStart('\'')) ? cell[1..] : cell;

    private static string Guard(string cell) => StartsFormula(cell.TrimStart('\'')) ? "'" + cell : cell;

    // Also behind white space, which spreadsheets skip, and in its full-width form, which they fold.
    private static bool StartsFormula(string text) => text.AsSpan().TrimStart() is { IsEmpty: false } trimmed && trimmed[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠';

    private static string Quote(string cell, char delimiter) =>
        cell.AsSpan().IndexOfAny(['"', delimiter, '\r', '\n']) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
