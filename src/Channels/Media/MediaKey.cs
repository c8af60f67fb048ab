using System.Globalization;

namespace Steward.Channels.Media;

/// <summary>Which file: a message's, by its place there.</summary>
internal readonly record struct MediaKey(Guid MessageId, int Part)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static MediaKey Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new MediaKey(Guid.Parse(text.AsSpan(0, colon), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{MessageId}:{Part}");
}
