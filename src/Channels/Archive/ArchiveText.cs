using System.Text;
using System.Text.Json;

namespace Steward.Channels.Archive;

/// <summary>The words in a message's body: its text, or the title of what it shows.</summary>
internal static class ArchiveText
{
    private const int Longest = 20_000;

    /// <summary>Reads the body object that the reader stands on, to its end.</summary>
    public static string Read(ref Utf8JsonReader reader)
    {
        string? content = null, title = null, named = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8)) { content = Text(ref reader); }
            else if (reader.ValueTextEquals("title"u8)) { title = Text(ref reader); }
            else if (reader.ValueTextEquals("displayname"u8) || reader.ValueTextEquals("votetitle"u8) || reader.ValueTextEquals("topic"u8) || reader.ValueTextEquals("feed_desc"u8))
            {
                named = Text(ref reader);
            }
            else if (reader.ValueTextEquals("item"u8)) { content = Items(ref reader) ?? content; }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        var words = Some(content) ?? Some(title) ?? named ?? "";
        return words.Length > Longest ? words[..Longest] : words;
    }

    /// <summary>The text parts of a mixed message or a news item; in a mixed message each part is JSON in a string.</summary>
    private static string? Items(ref Utf8JsonReader reader)
    {
        reader.Read();
        using var items = JsonDocument.ParseValue(ref reader);
        if (items.RootElement.ValueKind is not JsonValueKind.Array) { return null; }

        var words = new StringBuilder();
        foreach (var item in items.RootElement.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.Object) { continue; }

            var part = item.TryGetProperty("title", out var title) && title.ValueKind is JsonValueKind.String ? title.GetString() : Part(item);
            if (part is { Length: > 0 }) { words.Append(words.Length > 0 ? "\n" : "").Append(part); }
        }

        return ArchiveMessage.Clean(words.ToString());
    }

    private static string? Part(JsonElement item)
    {
        if (!item.TryGetProperty("type", out var type) || type.ToString() is not ("text" or "ChatRecordText") || !item.TryGetProperty("content", out var content) || content.ValueKind is not JsonValueKind.String) { return null; }

        var inner = new Utf8JsonReader(Encoding.UTF8.GetBytes(content.GetString()!));
        return inner.Read() && inner.TokenType is JsonTokenType.StartObject ? Read(ref inner) : null;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.String) { return ArchiveMessage.Clean(reader.GetString()!); }

        reader.Skip();
        return null;
    }

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
