using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Rules;

/// <summary>A row of a file that could not be taken, and why: <c>time</c>, <c>order</c>, <c>long</c> or <c>columns</c>.</summary>
internal sealed record PassedOverRow(int Line, string Why, string What);

/// <summary>
/// Messages in a file: one text a line, or TSV or CSV with a head that has a column <c>text</c>; columns <c>sent_at</c>, <c>group</c>, <c>member</c> and <c>kind</c> are used where they are.
/// Without times the messages come a minute apart, so that nothing is a flood that is none.
/// </summary>
internal sealed class UploadedMessages(string name)
{
    private const int LongestText = 100_000;
    private const int MostNotes = 100;
    private static readonly DateTimeOffset Begin = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly char? _separator = Path.GetExtension(name).ToLowerInvariant() switch { ".csv" => ',', ".tsv" => '\t', _ => null };
    private readonly List<PassedOverRow> _notes = [];
    private DateTimeOffset _latest = Begin;
    private string[]? _head;

    /// <summary>The first rows that were passed over.</summary>
    public IReadOnlyList<PassedOverRow> Notes => _notes;

    /// <summary>How many rows were passed over.</summary>
    public int PassedOver { get; private set; }

    /// <summary>The messages in the file's order.</summary>
    public async IAsyncEnumerable<BacktestMessages> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var (part, line, row) = (new BacktestMessages(), 0, new StringBuilder());
        var (begun, open) = (0, false);
        while (await reader.ReadLineAsync(ct) is { } read)
        {
            line++;
            if (row.Length == 0) { begun = line; }

            row.Append(row.Length > 0 ? "\n" : "").Append(read);
            // A quoted cell of a CSV may go over several lines.
            open ^= _separator == ',' && read.AsSpan().Count('"') % 2 == 1;
            if (open && row.Length <= LongestText) { continue; }

            if (MessageOf(row.ToString(), begun) is { } message) { part.Messages.Add(message); }

            row.Clear();
            open = false;
            if (part.Messages.Count < MessageHistory.AtOnce) { continue; }

            yield return part;
            part = new BacktestMessages();
        }

        if (row.Length > 0 && MessageOf(row.ToString(), begun) is { } last) { part.Messages.Add(last); }

        if (part.Messages.Count > 0) { yield return part; }
    }

    private BacktestMessage? MessageOf(string row, int line)
    {
        if (row.Trim().Length == 0) { return null; }

        if (_separator is null) { return Checked(new BacktestMessage { Text = row, SentAt = Timestamp.FromDateTimeOffset(Begin.AddMinutes(line)) }, line); }

        var cells = CellsOf(row);
        if (_head is null)
        {
            _head = [.. cells.Select(cell => cell.Trim().TrimStart('\uFEFF').ToLowerInvariant())];
            return null;
        }

        if (!_head.Contains("text")) { return PassOver(line, "columns", string.Join(", ", _head)); }

        string Cell(string column) => Array.IndexOf(_head, column) is >= 0 and var at && at < cells.Count ? cells[at] : "";

        var sentAt = Begin.AddMinutes(line);
        if (Cell("sent_at") is { Length: > 0 } at && !DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out sentAt)) { return PassOver(line, "time", at); }

        if (sentAt < _latest) { return PassOver(line, "order", Cell("sent_at")); }

        _latest = sentAt;
        return Checked(new BacktestMessage { Text = Cell("text"), SentAt = Timestamp.FromDateTimeOffset(sentAt), GroupId = IdOf(Cell("group")), SenderId = IdOf(Cell("member")), Kind = Cell("kind") }, line);
    }

    private BacktestMessage? Checked(BacktestMessage message, int line) => message.Text.Length > LongestText ? PassOver(line, "long", "") : message;

    private BacktestMessage? PassOver(int line, string why, string what)
    {
        PassedOver++;
        if (_notes.Count < MostNotes) { _notes.Add(new PassedOverRow(line, why, what)); }

        return null;
    }

    private List<string> CellsOf(string row)
    {
        if (_separator == '\t') { return [.. row.Split('\t')]; }

        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < row.Length; at++)
        {
            switch (row[at])
            {
                case '"' when quoted && at + 1 < row.Length && row[at + 1] == '"':
                    cell.Append('"');
                    at++;
                    break;
                case '"' when quoted || cell.Length == 0: quoted = !quoted; break;
                case ',' when !quoted:
                    cells.Add(cell.ToString());
                    cell.Clear();
                    break;
                default: cell.Append(row[at]); break;
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }

    /// <summary>Ids of other systems become ids of ours; the same one always the same.</summary>
    private static string IdOf(string name) => name.Length == 0 ? "" : (Guid.TryParse(name, out var id) && id != Guid.Empty ? id : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16))).ToString();
}
