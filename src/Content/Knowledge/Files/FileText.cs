using System.Text;

namespace Steward.Content.Knowledge.Files;

/// <summary>The text of a file that somebody saved in whatever encoding their program has: UTF-8 or UTF-16 with or without a mark, or GB18030, in which a Chinese Excel saves CSV.</summary>
internal static class FileText
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The text without its mark, and the encoding's name; null: in none of them.</summary>
    public static (string Text, string Encoding)? Read(ReadOnlySpan<byte> bytes)
    {
        // Marks first: behind one there is no doubt.
        foreach (var (encoding, mark) in new (Encoding, byte[])[] { (Utf8, [0xEF, 0xBB, 0xBF]), (new UnicodeEncoding(false, true, true), [0xFF, 0xFE]), (new UnicodeEncoding(true, true, true), [0xFE, 0xFF]) })
        {
            if (bytes.StartsWith(mark)) { return Decode(encoding, bytes[mark.Length..]); }
        }

        // Text in GB18030 is hardly ever well-formed UTF-8; the other way round it often decodes to rubbish.
        return Decode(Utf8, bytes) ?? Decode(Gb18030, bytes);
    }

    private static (string, string)? Decode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return (encoding.GetString(bytes), encoding.WebName);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
