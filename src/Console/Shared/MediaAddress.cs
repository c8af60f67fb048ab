using System.Globalization;

namespace Steward.Console.Shared;

/// <summary>Where the browser finds the files of messages; <see cref="ShowMedia"/> answers there.</summary>
internal static class MediaAddress
{
    private static readonly string[] Shown = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "video/mp4", "audio/mpeg"];

    public static string Of(string brandId, string messageId, int part) => string.Create(CultureInfo.InvariantCulture, $"/media/{brandId}/{messageId}/{part}");

    /// <summary>Whether the browser may show it; everything else is only saved.</summary>
    public static bool IsShown(string contentType) => Shown.Contains(contentType);
}
