using System.Security.Cryptography;
using Steward.Channels.Media;

namespace Steward.Channels.Pictures;

/// <summary>A picture that may go out. Its id is made of its bytes.</summary>
internal sealed record Picture
{
    /// <summary>How large one may be. WeCom takes 10 MB; a phone on a poor line has to load it.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    public required Guid PictureId { get; init; }
    public required byte[] Content { get; init; }

    /// <summary><c>image/jpeg</c> or <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>The name under which it is uploaded: channels look at its ending.</summary>
    public string FileName => $"{PictureId:N}.{(ContentType == "image/png" ? "png" : "jpg")}";

    /// <summary>The picture that these bytes are; null: none that channels send.</summary>
    public static Picture? Of(byte[] content) =>
        content.Length is >= ContentTypes.Needed and <= MostBytes && ContentTypes.Of(content) is "image/jpeg" or "image/png"
            ? new Picture { PictureId = new Guid(SHA256.HashData(content).AsSpan(0, 16)), Content = content, ContentType = ContentTypes.Of(content) }
            : null;
}
