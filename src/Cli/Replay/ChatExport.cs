using System.Globalization;
using System.Text.Json;

namespace Steward.Cli.Replay;

/// <summary>A message of an export.</summary>
internal sealed record ExportedMessage(DateTimeOffset Time, string Group, string Sender, string Text);

/// <summary>One line of an export, with its 1-based number and its length in bytes: a message, or why there is none.</summary>
internal readonly record struct ExportLine(long Number, long Bytes, ExportedMessage? Message, string? Error);

/// <summary>Reads chat exports: TSV with a header line, or JSONL. A malformed line is told and passed over; its neighbours are kept.</summary>
internal static class ChatExport
{
    /// <summary>As much as the stand-in takes in one message.</summary>
    private const int LongestText = 20_000;

    /// <summary>The lines of an export, as they are read.</summary>
    /// <exception cref="UserException">The header lacks a column.</exception>
    public static IEnumerable<ExportLine> Read(TextReader reader, bool json, ColumnMap map)
    {
        long number = 0;
        int[]? columns = null;
        while (reader.ReadLine() is { } read)
        {
            number++;
            var line = number == 1 ? read.TrimStart('\uFEFF') : read;
            var bytes = System.Text.Encoding.UTF8.GetByteCount(line) + 1;
            if (!json && columns is null)
            {
                columns = Header(line, map);
                continue;
            }

            if (line.Length == 0) { continue; }

            var (message, error) = json ? FromJson(line, map) : FromTsv(line, columns!, map);
            yield return new ExportLine(number, bytes, message, error);
        }

        if (number == 0) { throw new UserException("The file is empty."); }
    }

    private static int[] Header(string line, ColumnMap map)
    {
        var names = line.Split('\t');
        return [.. new[] { map.Time, map.Group, map.Sender, map.Text }.Select(wanted => Array.IndexOf(names, wanted) is >= 0 and var at
            ? at
            : throw new UserException($"The header has no column '{wanted}' (it has: {string.Join(", ", names)}). Name the columns with --map-columns time=…,group=…,sender=…,text=…."))];
    }

    private static (ExportedMessage? Message, string? Error) FromTsv(string line, int[] columns, ColumnMap map)
    {
        var fields = line.Split('\t');
        return fields.Length <= columns.Max()
            ? (null, $"{fields.Length} columns, needs {columns.Max() + 1}")
            : Checked(fields[columns[0]], fields[columns[1]], fields[columns[2]], fields[columns[3]], map);
    }

    private static (ExportedMessage? Message, string? Error) FromJson(string line, ColumnMap map)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object) { return (null, "not a JSON object"); }

            return Checked(Field(document, map.Time), Field(document, map.Group), Field(document, map.Sender), Field(document, map.Text), map);
        }
        catch (JsonException exception)
        {
            return (null, $"not JSON: byte {exception.BytePositionInLine}");
        }
        catch (InvalidOperationException)
        {
            return (null, "not text: half of a surrogate pair");
        }
    }

    private static string Field(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value)
            ? value.ValueKind switch { JsonValueKind.String => value.GetString()!, JsonValueKind.Number => value.GetRawText(), _ => string.Empty }
            : string.Empty;

    private static (ExportedMessage? Message, string? Error) Checked(string time, string group, string sender, string text, ColumnMap map)
    {
        if (!TryTime(time, out var at)) { return (null, $"{map.Time}: '{time}' is no time (ISO 8601 or Unix seconds or milliseconds)"); }

        if (group.Length is 0 or > 100) { return (null, $"{map.Group}: must have 1 to 100 characters"); }

        if (sender.Length is 0 or > 100) { return (null, $"{map.Sender}: must have 1 to 100 characters"); }

        return text.Length is 0 or > LongestText ? (null, $"{map.Text}: must have 1 to {LongestText} characters") : (new ExportedMessage(at, group, sender, text), null);
    }

    private static bool TryTime(string text, out DateTimeOffset at)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 253_402_300_799_000)
        {
            at = number > 100_000_000_000 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number);
            return true;
        }

        // Year first, or not at all: 3/4 is March in one country and April in the next, and a bare 10:15 would be today.
        at = default;
        return text.Length > 5 && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0 && (text[4] is '-' or '/')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);
    }
}
