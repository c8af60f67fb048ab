using System.Text;
using System.Text.Json;
using Steward.Channels.Media;
using Steward.Channels.Storage;

namespace Steward.Channels.Archive;

/// <summary>What a message's body says.</summary>
/// <param name="Words">Its words, or the title of what it shows.</param>
/// <param name="File">The file that it names, its kind not told yet; null when none.</param>
/// <param name="Parts">The files of its parts.</param>
internal readonly record struct ArchiveBody(string Words, MediaFile? File, IReadOnlyList<MediaFile> Parts)
{
    /// <summary>Of the name of a kind; the message's own is refused when it is longer.</summary>
    public const int LongestKind = 40;

    private const int Longest = 20_000;
    private const string RecordPrefix = "ChatRecord";

    /// <summary>Reads the body object that the reader stands on, to its end.</summary>
    public static ArchiveBody Read(ref Utf8JsonReader reader)
    {
        string? content = null, title = null, named = null, fileId = null, md5 = null;
        long bytes = 0;
        List<MediaFile>? inner = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8)) { content = Text(ref reader); }
            else if (reader.ValueTextEquals("title"u8)) { title = Text(ref reader); }
            else if (reader.ValueTextEquals("displayname"u8) || reader.ValueTextEquals("votetitle"u8) || reader.ValueTextEquals("topic"u8) || reader.ValueTextEquals("feed_desc"u8))
            {
                named = Text(ref reader);
            }
            else if (reader.ValueTextEquals("item"u8)) { content = Items(ref reader, ref inner) ?? content; }
            else if (reader.ValueTextEquals("sdkfileid"u8)) { fileId = Text(ref reader); }
            else if (reader.ValueTextEquals("md5sum"u8)) { md5 = Text(ref reader); }
            else if (reader.ValueTextEquals("filename"u8)) { named = Text(ref reader); }
            else if (reader.ValueTextEquals("filesize"u8) || reader.ValueTextEquals("voice_size"u8) || reader.ValueTextEquals("imagesize"u8)) { bytes = Number(ref reader); }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        var words = Some(content) ?? Some(title) ?? named ?? "";
        return new ArchiveBody(StorableText.Cut(words, Longest), MediaFile.Of(fileId, md5, bytes, named), inner ?? (IReadOnlyList<MediaFile>)[]);
    }

    /// <summary>The text parts of a mixed message or a news item; in a mixed message each part is JSON in a string.</summary>
    private static string? Items(ref Utf8JsonReader reader, ref List<MediaFile>? files)
    {
        reader.Read();
        using var items = JsonDocument.ParseValue(ref reader);
        if (items.RootElement.ValueKind is not JsonValueKind.Array) { return null; }

        var words = new StringBuilder();
        foreach (var item in items.RootElement.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.Object) { continue; }

            var part = item.TryGetProperty("title", out var title) && title.ValueKind is JsonValueKind.String ? title.GetString() : Part(item, ref files);
            if (part is { Length: > 0 }) { words.Append(words.Length > 0 ? "\n" : "").Append(part); }
        }

        return StorableText.Clean(words.ToString());
    }

    private static string? Part(JsonElement item, ref List<MediaFile>? files)
    {
        if (!item.TryGetProperty("type", out var type) || type.ValueKind is not JsonValueKind.String || !item.TryGetProperty("content", out var content) || content.ValueKind is not JsonValueKind.String) { return null; }

        var kind = type.GetString()!;
        if (kind.StartsWith(RecordPrefix, StringComparison.Ordinal)) { kind = kind[RecordPrefix.Length..].ToLowerInvariant(); }

        var body = Inner(content.GetString()!, kind == "text");
        if (body.File is { } file) { (files ??= []).Add(file with { Kind = StorableText.Cut(kind, LongestKind) }); }

        return kind == "text" ? body.Words : null;
    }

    /// <summary>A part's own body. Words that cannot be read spoil the message; a picture that cannot be found leaves its words.</summary>
    private static ArchiveBody Inner(string json, bool isText)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            return reader.Read() && reader.TokenType is JsonTokenType.StartObject ? Read(ref reader) : default;
        }
        catch (JsonException) when (!isText)
        {
            return default;
        }
    }

    private static long Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var number)) { return Math.Max(0, number); }

        reader.Skip();
        return 0;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.String) { return StorableText.Clean(reader.GetString()!); }

        reader.Skip();
        return null;
    }

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
