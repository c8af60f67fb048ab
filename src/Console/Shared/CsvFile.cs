using System.Globalization;
using System.Text;

namespace Steward.Console.Shared;

/// <summary>A table as RFC 4180 text with a byte-order mark, so that spreadsheets read Chinese; no cell can start a formula.</summary>
internal static class CsvFile
{
    /// <summary>Most rows of one export.</summary>
    public const int MaxRows = 20_000;

    /// <summary>The file.</summary>
    public static byte[] Of(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var text = new StringBuilder();
        AppendLine(text, header);
        foreach (var row in rows) { AppendLine(text, row); }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>One cell. Numbers stay numbers; a text that a spreadsheet would run as a formula gets an apostrophe in front.</summary>
    public static string Cell(object? value) => value switch
    {
        null => string.Empty,
        string text => Quote(StartsFormula(text) ? "'" + text : text),
        IFormattable number => Quote(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => Quote(value.ToString() ?? string.Empty),
    };

    // Also behind white space, which spreadsheets skip, and in its full-width form, which they fold.
    private static bool StartsFormula(string text) => text.AsSpan().TrimStart() is var trimmed
        && ((text.Length > 0 && text[0] is '\t' or '\r' or '\n') || (!trimmed.IsEmpty && trimmed[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠'));

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static void AppendLine(StringBuilder text, IEnumerable<object?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
}
