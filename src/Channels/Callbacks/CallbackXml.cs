using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Steward.Channels.Callbacks;

/// <summary>Reads what WeCom posts. Document types are refused: they could name other files or grow without end.</summary>
internal static class CallbackXml
{
    /// <summary>The cipher text in an envelope, XML or JSON; null when the body is neither.</summary>
    public static string? EncryptedOf(byte[] body)
    {
        var first = body.AsSpan().IndexOfAnyExcept(" \t\r\n\uFEFF"u8);
        return first >= 0 && body[first] == (byte)'{' ? FromJson(body) : Parse(body)?.Element("Encrypt")?.Value is { Length: > 0 } encrypted ? encrypted : null;
    }

    /// <summary>An event, XML or flat JSON, as elements; null when it is malformed.</summary>
    public static XElement? Parse(string text) => text.AsSpan().TrimStart() is ['{', ..] ? FromFlatJson(text) : Parse(Encoding.UTF8.GetBytes(text));

    private static XElement? Parse(byte[] xml)
    {
        try
        {
            using var stream = new MemoryStream(xml, writable: false);
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 0 });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static XElement? FromFlatJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return new XElement("xml", json.RootElement.EnumerateObject().Select(member => new XElement(XmlConvert.EncodeLocalName(member.Name), member.Value.ToString())));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static string? FromJson(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            foreach (var member in json.RootElement.EnumerateObject())
            {
                if (member.Name is "Encrypt" or "encrypt" && member.Value.ValueKind is JsonValueKind.String) { return member.Value.GetString(); }
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
