using System.Text;

namespace Steward.Content.Knowledge.Files;

/// <summary>Entries as a table with a header line. Paraphrases stand in one cell, divided by |; one in a paraphrase has a backslash before it, and so has a backslash.</summary>
internal static class TableFile
{
    private const char Divider = '|';

    /// <summary>The entries; null: the header names no column of questions, or none of answers.</summary>
    public static IReadOnlyList<FileEntry>? Read(string text, char delimiter)
    {
        using var rows = DelimitedText.Read(text, delimiter).GetEnumerator();
        if (!rows.MoveNext()) { return null; }

        string?[] columns = [.. rows.Current.Cells.Select(FileColumns.Of)];
        if (!columns.Contains(FileColumns.Question) || !columns.Contains(FileColumns.Answer)) { return null; }

        var entries = new List<FileEntry>();
        while (rows.MoveNext()) { entries.Add(EntryOf(rows.Current, columns)); }

        return entries;
    }

    /// <summary>The entries as a file.</summary>
    public static string Write(IEnumerable<KnowledgeEntry> entries, char delimiter)
    {
        var text = new StringBuilder(DelimitedText.Row(FileColumns.All, delimiter));
        foreach (var entry in entries)
        {
            text.Append(DelimitedText.Row(
                [
                    entry.EntryId.ToString(), entry.Question, string.Join(Divider, entry.Paraphrases.Select(Escape)), entry.Answer, entry.State, entry.Owner, entry.Source, FileMoment.Write(entry.ValidFrom), FileMoment.Write(entry.ValidUntil),
                    FileAttachments.Write(entry.Attachments),
                ],
                delimiter));
        }

        return text.ToString();
    }

    private static FileEntry EntryOf(TextLine row, string?[] columns)
    {
        if (row.Open) { return Unreadable(row.Line, "a quote in it does not end"); }

        var cells = new Dictionary<string, string>();
        for (var at = 0; at < Math.Min(columns.Length, row.Cells.Count); at++)
        {
            if (columns[at] is { } column) { cells.TryAdd(column, DelimitedText.Unguard(row.Cells[at])); }
        }

        // A spreadsheet leaves out what is empty at the end of a row; more than the header has is a delimiter that nobody quoted.
        return row.Cells.Count > columns.Length && row.Cells.Skip(columns.Length).Any(cell => cell.Trim().Length > 0)
            ? Unreadable(row.Line, $"it has {row.Cells.Count} cells and the header {columns.Length}")
            : new FileEntry(row.Line, cells, cells.TryGetValue(FileColumns.Paraphrases, out var phrases) ? Divide(phrases) : null);
    }

    private static FileEntry Unreadable(int line, string why) => new(line, new Dictionary<string, string>(), null, why);

    private static string Escape(string phrase) => phrase.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    private static string[] Divide(string cell)
    {
        var (phrases, phrase) = (new List<string>(), new StringBuilder());
        for (var at = 0; at < cell.Length; at++)
        {
            if (cell[at] == '\\' && at + 1 < cell.Length && cell[at + 1] is '\\' or Divider) { phrase.Append(cell[++at]); }
            else if (cell[at] == Divider)
            {
                phrases.Add(phrase.ToString());
                phrase.Clear();
            }
            else { phrase.Append(cell[at]); }
        }

        return [.. phrases.Append(phrase.ToString()).Select(one => one.Trim()).Where(one => one.Length > 0)];
    }
}
