using System.Globalization;
using System.Security.Cryptography;

namespace Steward.WeCom.Simulator.Archive;

/// <summary>
/// The bytes of archived pictures, which any browser shows: of members' made-up ones they follow from the number in the file's id, so nothing is kept; what an app sent is what it had uploaded. The message's <c>md5sum</c> is true.
/// </summary>
internal static class ArchiveMedia
{
    /// <summary>Largest piece of one answer.</summary>
    public const int PartBytes = 512 * 1024;

    /// <summary>The <c>image</c> member of a message.</summary>
    /// <param name="at">World's time of its arrival: it can be fetched for as long as the message.</param>
    public static string Image(ulong number, int size, DateTimeOffset at)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"sim-{number}-{size}-{at.ToUnixTimeSeconds()}");
        return $$"""
            "image":{"md5sum":"{{Md5(number, size)}}","filesize":{{size}},"sdkfileid":"{{id}}"}
            """;
    }

    /// <summary>The <c>image</c> member of a message with a picture that an app had uploaded.</summary>
    public static string Image(string mediaId, byte[] content, DateTimeOffset at) => $$"""
        "image":{"md5sum":"{{Md5(content)}}","filesize":{{content.Length}},"sdkfileid":"up-{{mediaId}}-{{at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}}"}
        """;

    /// <param name="id">A file's id.</param>
    /// <param name="uploaded">What was uploaded under a media_id; null: nothing.</param>
    /// <returns>What it names, or null when it names nothing.</returns>
    public static ArchivedFile? Read(string id, Func<string, byte[]?> uploaded) => id.Split('-') switch
    {
        ["sim", var number, var size, var at] when ulong.TryParse(number, CultureInfo.InvariantCulture, out var n) && int.TryParse(size, CultureInfo.InvariantCulture, out var s) && s > 0 && Moment(at) is { } arrived =>
            new ArchivedFile(s, arrived, (from, length) => Picture.Part(n, s, from, length)),
        ["up", var media, var at] when Moment(at) is { } arrived && uploaded(media) is { } content => new ArchivedFile(content.Length, arrived, (from, length) => content[from..(from + length)]),
        _ => null,
    };

    private static DateTimeOffset? Moment(string at) => long.TryParse(at, CultureInfo.InvariantCulture, out var time) && time is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(time) : null;

    private static string Md5(ulong number, int size) => Md5(Picture.Part(number, size, 0, size));

    private static string Md5(byte[] content)
    {
#pragma warning disable CA5351 // the archive's messages carry an MD5
        return Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
    }
}

/// <summary>A file that a message names.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="At">World's time of its arrival: it can be fetched for as long as the message.</param>
/// <param name="Part">So many bytes from there.</param>
internal sealed record ArchivedFile(int Size, DateTimeOffset At, Func<int, int, byte[]> Part);
