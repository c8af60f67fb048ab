using Steward.Channels.Storage;

namespace Steward.Channels.Media;

/// <summary>A file that a message names.</summary>
/// <param name="Kind">image, voice, video, emotion, file and so on, as the channel calls it.</param>
/// <param name="FileId">By which the archive gives its bytes, for as long as it keeps the message.</param>
/// <param name="Md5">Of its bytes, 32 lower-case hex digits; empty when the channel does not say.</param>
/// <param name="Bytes">How large it says it is; 0 when it does not.</param>
/// <param name="Name">For people; empty when it has none.</param>
internal sealed record MediaFile(string Kind, string FileId, string Md5, long Bytes, string Name)
{
    private const int LongestId = 4096;
    private const int LongestName = 200;
    private const int Md5Digits = 32;

    /// <summary>The file of these members of a message; null when they name none that could be asked for.</summary>
    public static MediaFile? Of(string? fileId, string? md5, long bytes, string? name)
    {
        if (fileId is not { Length: > 0 and <= LongestId }) { return null; }

        var sum = md5 is { Length: Md5Digits } && md5.All(char.IsAsciiHexDigit) ? md5.ToLowerInvariant() : "";
        return new MediaFile("", fileId, sum, bytes, StorableText.Cut(name ?? "", LongestName));
    }
}
