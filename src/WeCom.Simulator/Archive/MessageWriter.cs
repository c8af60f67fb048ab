using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Steward.WeCom.Simulator.Archive;

/// <summary>Builds archived messages in the JSON shape of the archive's documentation. Not safe for two threads.</summary>
internal sealed class MessageWriter
{
    private readonly ArrayBufferWriter<byte> _out = new(4096);

    /// <summary>A JSON string literal without its quotes, ready to be copied many times.</summary>
    public static byte[] Encode(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();

    /// <param name="body">The member named after the type, such as <c>"text":{"content":"…"}</c>.</param>
    public ReadOnlySpan<byte> Write(
        ulong idNumber, string action, ReadOnlySpan<byte> from, ReadOnlySpan<byte> toList, ReadOnlySpan<byte> room, DateTimeOffset at,
        string type, ReadOnlySpan<byte> body)
    {
        _out.ResetWrittenCount();
        var ms = at.ToUnixTimeMilliseconds();
        Raw("\"msgid\":\""u8);
        Number(idNumber);
        Raw("_"u8);
        Number((ulong)(ms / 1000));
        Raw("_external\",\"action\":\""u8);
        Ascii(action);
        Raw("\",\"from\":\""u8);
        Raw(from);
        Raw("\",\"tolist\":"u8);
        Raw(toList);
        Raw(",\"roomid\":\""u8);
        Raw(room);
        Raw("\",\"msgtime\":"u8);
        Number((ulong)ms);
        Raw(",\"msgtype\":\""u8);
        Ascii(type);
        Raw("\","u8);
        Raw(body);
        Raw("}"u8);
        return _out.WrittenSpan;
    }

    public ReadOnlySpan<byte> WriteText(
        ulong idNumber, ReadOnlySpan<byte> from, ReadOnlySpan<byte> toList, ReadOnlySpan<byte> room, DateTimeOffset at, ReadOnlySpan<byte> encodedText)
    {
        var length = encodedText.Length + 21;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var body = rented.AsSpan(0, length);
            "\"text\":{\"content\":\""u8.CopyTo(body);
            encodedText.CopyTo(body[19..]);
            "\"}"u8.CopyTo(body[(19 + encodedText.Length)..]);
            return Write(idNumber, "send", from, toList, room, at, "text", body);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>The id a message with this number and time gets.</summary>
    public static string MessageId(ulong idNumber, DateTimeOffset at) => $"{idNumber}_{at.ToUnixTimeSeconds()}_external";

    private void Raw(ReadOnlySpan<byte> bytes) => _out.Write(bytes);

    private void Number(ulong value)
    {
        Utf8Formatter.TryFormat(value, _out.GetSpan(20), out var written);
        _out.Advance(written);
    }

    private void Ascii(string text) => _out.Advance(Encoding.ASCII.GetBytes(text, _out.GetSpan(text.Length)));
}
