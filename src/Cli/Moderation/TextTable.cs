using System.Text.Json;
using CsvHelper;

namespace Steward.Cli.Moderation;

/// <summary>One row of a file: its 1-based line, its fields in the order of <see cref="TextTable.Columns"/>, or why it has none.</summary>
internal readonly record struct TextRow(long Line, IReadOnlyList<string> Fields, string? Error);

/// <summary>
/// A file of texts, read as a stream: TSV (quotes are text) or CSV with a header line, JSONL (.jsonl, .ndjson), or anything else as one text a line.
/// A malformed row is told and passed over.
/// </summary>
internal sealed class TextTable : IDisposable
{
    private const string OnlyColumn = "text";
    private readonly StreamReader _reader;
    private readonly Kind _kind;
    private readonly CsvReader? _csv;
    private long _line;

    private TextTable(FileInfo file, Kind kind)
    {
        (File, _kind, _reader) = (file, kind, file.OpenText());
        switch (kind)
        {
            case Kind.Tsv:
                _line = 1;
                Columns = (_reader.ReadLine() ?? throw new UserException($"{file.Name} is empty.")).TrimStart('\uFEFF').Split('\t');
                break;
            case Kind.Csv:
                _csv = CsvReader.Create(_reader, new CsvReaderOptions { TrackLineNumbers = true }, leaveOpen: true);
                _csv.ReadHeader();
                Columns = _csv.Headers.Count > 0 ? [.. _csv.Headers] : throw new UserException($"{file.Name} is empty.");
                break;
            default:
                Columns = [OnlyColumn];
                break;
        }
    }

    private enum Kind
    {
        Tsv,
        Csv,
        Json,
        Lines,
    }

    public FileInfo File { get; }

    /// <summary>Names of the columns; of JSONL only the ones that are asked for.</summary>
    public IReadOnlyList<string> Columns { get; private set; }

    /// <summary>How many bytes have been read, for a progress bar.</summary>
    public long Position => _reader.BaseStream.Position;

    /// <param name="file">To be read.</param>
    /// <param name="wanted">Columns that it must have; of a file without columns, its lines are the first.</param>
    /// <exception cref="UserException">It lacks one of the columns.</exception>
    public static TextTable Open(FileInfo file, params string[] wanted)
    {
        var kind = file.Extension switch { ".tsv" => Kind.Tsv, ".csv" => Kind.Csv, ".jsonl" or ".ndjson" => Kind.Json, _ => Kind.Lines };
        var table = new TextTable(file, kind);
        if (kind is Kind.Json) { table.Columns = wanted; }

        if (kind is Kind.Lines) { table.Columns = [.. wanted.Take(1)]; }

        if (wanted.FirstOrDefault(name => !table.Columns.Contains(name)) is not { } missing) { return table; }

        table.Dispose();
        throw new UserException($"{file.Name} has no column '{missing}' (it has: {string.Join(", ", table.Columns)}). Name the columns with --text-col and --label-col.");
    }

    public int IndexOf(string column) => Columns.ToList().IndexOf(column);

    public IEnumerable<TextRow> Rows()
    {
        while (Next() is { } row) { yield return row; }
    }

    public void Dispose()
    {
        _csv?.Dispose();
        _reader.Dispose();
    }

    private TextRow? Next()
    {
        if (_csv is not null) { return FromCsv(_csv); }

        if (_reader.ReadLine() is not { } line) { return null; }

        _line++;
        return _kind switch
        {
            Kind.Tsv => Fields(line.Split('\t')),
            Kind.Json => FromJson(line),
            _ => new TextRow(_line, [_line == 1 ? line.TrimStart('\uFEFF') : line], null),
        };
    }

    private TextRow? FromCsv(CsvReader csv)
    {
        if (!csv.Read()) { return null; }

        return csv.FieldCount < Columns.Count
            ? new TextRow(csv.LineNumber, [], $"{csv.FieldCount} columns, needs {Columns.Count}")
            : new TextRow(csv.LineNumber, [.. Columns.Select((_, at) => csv.GetString(at))], null);
    }

    private TextRow Fields(string[] fields) =>
        fields.Length < Columns.Count ? new TextRow(_line, [], $"{fields.Length} columns, needs {Columns.Count}") : new TextRow(_line, fields, null);

    private TextRow FromJson(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object) { return new TextRow(_line, [], "not a JSON object"); }

            return new TextRow(_line, [.. Columns.Select(name => document.RootElement.TryGetProperty(name, out var value) ? value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText() : "")], null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new TextRow(_line, [], "not JSON");
        }
    }
}
