using System.Globalization;
using System.Security.Cryptography;

namespace Steward.WeCom.Simulator.Archive;

/// <summary>
/// The bytes of archived pictures, which any browser shows. They follow from the number in the file's id, so nothing is kept; the message's <c>md5sum</c> is true.
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

    /// <returns>What an id names, or null when it names nothing.</returns>
    public static (ulong Number, int Size, DateTimeOffset At)? Read(string id)
    {
        var parts = id.Split('-');
        return parts is ["sim", var number, var size, var at]
            && ulong.TryParse(number, CultureInfo.InvariantCulture, out var n)
            && int.TryParse(size, CultureInfo.InvariantCulture, out var s) && s > 0
            && long.TryParse(at, CultureInfo.InvariantCulture, out var time) && time is > 0 and < 253402300800
                ? (n, s, DateTimeOffset.FromUnixTimeSeconds(time))
                : null;
    }

    private static string Md5(ulong number, int size)
    {
#pragma warning disable CA5351 // the archive's messages carry an MD5
        return Convert.ToHexStringLower(MD5.HashData(Picture.Part(number, size, 0, size)));
#pragma warning restore CA5351
    }
}
