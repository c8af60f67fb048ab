using System.Text.Json;
using Steward.Channels.WeCom;

namespace Steward.Channels.Archive;

/// <summary>Cuts a page of the archive into its messages.</summary>
internal static class ArchivePages
{
    /// <summary>There was no answer, or none to this question: the archive cannot be used just now.</summary>
    internal const int NoAnswer = -1;

    /// <summary>The network between the native library and WeCom.</summary>
    internal const int Network = 10001;

    /// <summary>Too many calls.</summary>
    internal const int Frequency = 45009;

    /// <summary>The call itself is wrong.</summary>
    internal const int WrongArgument = 10000;

    /// <summary>There is no such file.</summary>
    internal const int WrongFile = 10005;

    /// <summary>Older than the archive keeps.</summary>
    internal const int Expired = 10010;

    /// <summary>Finds where each message begins and ends, without looking into it: one that is malformed must not spoil the page.</summary>
    internal static ArchivePage Split(byte[] page)
    {
        try
        {
            var reader = new Utf8JsonReader(page);
            var items = new List<ArchiveItem>();
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject) { throw new JsonException("a page is an object"); }

            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("errcode"u8)) { CheckCode(ref reader, page); }
                else if (reader.ValueTextEquals("chatdata"u8)) { ReadItems(ref reader, page, items); }
                else { reader.Skip(); }
            }

            return new ArchivePage(items, page.Length);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ArchiveException("the page is not the JSON that is agreed", false, exception);
        }
    }

    private static void CheckCode(ref Utf8JsonReader reader, byte[] page)
    {
        reader.Read();
        var code = reader.GetInt32();
        if (code != 0) { throw new ArchiveException($"{code} {Message(page)}", NeedsPerson(code), null, code); }
    }

    /// <summary>Wrong secret, corp or address (10009 in the native library): trying on has the address blocked.</summary>
    internal static bool NeedsPerson(int code) => code == 10009 || WeComFailure.Of(code, "").Class is FailureClass.Credentials;

    private static string Message(byte[] page)
    {
        using var json = JsonDocument.Parse(page);
        return json.RootElement.TryGetProperty("errmsg", out var message) ? message.ToString() : "";
    }

    private static void ReadItems(ref Utf8JsonReader reader, byte[] page, List<ArchiveItem> items)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartArray) { throw new JsonException("chatdata is an array"); }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            var isSealed = false;
            var seq = reader.TokenType is JsonTokenType.StartObject ? ReadSeq(ref reader, ref isSealed) : SkipValue(ref reader);
            items.Add(new ArchiveItem(seq, page.AsMemory(start, (int)reader.BytesConsumed - start), isSealed));
        }
    }

    private static long? SkipValue(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return null;
    }

    private static long? ReadSeq(ref Utf8JsonReader reader, ref bool isSealed)
    {
        long? seq = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isSeq = reader.ValueTextEquals("seq"u8);
            isSealed |= reader.ValueTextEquals("encrypt_chat_msg"u8);
            reader.Read();
            if (isSeq && reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var number)) { seq = number; }
            else { reader.Skip(); }
        }

        return seq;
    }
}
