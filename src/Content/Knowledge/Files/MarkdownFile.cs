using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Steward.Content.Knowledge.Files;

/// <summary>
/// Entries as Markdown: a heading a question, directly below it other ways to ask as a list and what else is known as a comment, then an empty line and the answer. Nothing but headings and answers is needed. A backslash stands before
/// what would be read otherwise; a line break in a question is written \n.
/// </summary>
internal static partial class MarkdownFile
{
    private static readonly string[] Noted = [FileColumns.Id, FileColumns.State, FileColumns.Owner, FileColumns.Source, FileColumns.ValidFrom, FileColumns.ValidUntil, FileColumns.Attachments];

    /// <summary>The entries; null: there is no heading.</summary>
    public static IReadOnlyList<FileEntry>? Read(string text)
    {
        var entries = new List<FileEntry>();
        var lines = EntryCheck.Plain(text).Split('\n');
        var fenced = false;
        var at = Array.FindIndex(lines, line => Heading().IsMatch(line));
        while (at >= 0 && at < lines.Length)
        {
            var began = at;
            // What looks like a heading in a block of code is none.
            for (at++; at < lines.Length && (fenced || !Heading().IsMatch(lines[at])); at++) { fenced ^= lines[at].StartsWith("```", StringComparison.Ordinal); }

            fenced = false;
            entries.Add(EntryOf(began + 1, lines.AsSpan(began, at - began)));
        }

        return entries.Count > 0 ? entries : null;
    }

    /// <summary>The entries as a file.</summary>
    public static string Write(IEnumerable<KnowledgeEntry> entries)
    {
        var text = new StringBuilder();
        foreach (var entry in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"## {Escape(entry.Question)}\n");
            foreach (var (column, cell) in Noted.Zip([entry.EntryId.ToString(), entry.State, entry.Owner, entry.Source, FileMoment.Write(entry.ValidFrom), FileMoment.Write(entry.ValidUntil), FileAttachments.Write(entry.Attachments)]))
            {
                if (cell.Length > 0) { text.Append(CultureInfo.InvariantCulture, $"<!-- {column}: {Escape(cell).Replace("-->", "--\\>", StringComparison.Ordinal)} -->\n"); }
            }

            foreach (var phrase in entry.Paraphrases) { text.Append(CultureInfo.InvariantCulture, $"- {Escape(phrase)}\n"); }

            text.Append('\n').AppendJoin('\n', entry.Answer.Split('\n').Select(line => Special().IsMatch(line) ? "\\" + line : line)).Append("\n\n");
        }

        return text.ToString();
    }

    private static FileEntry EntryOf(int line, ReadOnlySpan<string> lines)
    {
        var cells = new Dictionary<string, string> { [FileColumns.Question] = Unescape(Heading().Match(lines[0]).Groups["text"].Value) };
        var phrases = new List<string>();
        var at = 1;
        for (; at < lines.Length && lines[at].Trim().Length > 0; at++)
        {
            if (Comment().Match(lines[at]) is { Success: true } comment && FileColumns.Of(comment.Groups["name"].Value) is { } column) { cells[column] = Unescape(comment.Groups["text"].Value.Replace("--\\>", "-->", StringComparison.Ordinal)); }
            else if (Bullet().Match(lines[at]) is { Success: true } bullet) { phrases.Add(Unescape(bullet.Groups["text"].Value)); }
            else { break; }
        }

        var answer = new StringBuilder();
        for (; at < lines.Length; at++) { answer.Append(lines[at].StartsWith('\\') && Special().IsMatch(lines[at][1..]) ? lines[at][1..] : lines[at]).Append('\n'); }

        cells[FileColumns.Answer] = answer.ToString().Trim();
        return new FileEntry(line, cells, phrases);
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Unescape(string text) => Escaped().Replace(text.Trim(), found => found.Value[1] == 'n' ? "\n" : found.Value[1..]);

    [GeneratedRegex(@"^#{1,6}\s+(?<text>\S.*?)\s*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^<!--\s*(?<name>\S+?)\s*[:：]\s*(?<text>.*?)\s*-->\s*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^[-*+]\s+(?<text>\S.*?)\s*$")]
    private static partial Regex Bullet();

    /// <summary>Lines of an answer that would be read as something else, or that begin as one that was kept from it.</summary>
    [GeneratedRegex(@"^(\\*#{1,6}\s+\S|\\*```)")]
    private static partial Regex Special();

    [GeneratedRegex(@"\\[\\n]")]
    private static partial Regex Escaped();
}
