using System.Runtime.InteropServices;

namespace Steward.Moderation.Matching;

/// <summary>By which window a pattern is found, and where the window stands in it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Anchor
{
    private readonly ulong _window;
    private readonly byte _unread;

    private Anchor(ulong window, int windowLength, int pattern, int offset, int length) =>
        (_window, _unread, Pattern, Offset, Length) = (window, (byte)(64 - (16 * windowLength)), pattern, (byte)offset, (byte)length);

    /// <summary>Of one pattern.</summary>
    public static Anchor Of(int pattern, string text, int offset, int windowLength) => new(Window(text, offset, windowLength), windowLength, pattern, offset, text.Length);

    /// <summary>Of all the patterns that begin with a window and found no window of their own.</summary>
    public static Anchor OfCrowd(int crowd, string text, int windowLength) => new(Window(text, 0, windowLength), windowLength, crowd, 0, 0);

    /// <summary>Number of the pattern, or of the crowd.</summary>
    public int Pattern { get; }

    public byte Offset { get; }

    public byte Length { get; }

    public bool IsCrowd => Length == 0;

    /// <summary>Whether four symbols begin with the window.</summary>
    public bool StandsIn(ulong symbols) => (symbols ^ _window) << _unread == 0;

    /// <summary>Up to four symbols of a text as one number, the first in the lowest bits.</summary>
    public static ulong Window(string text, int offset, int length)
    {
        ulong window = 0;
        for (var at = 0; at < length; at++) { window |= (ulong)text[offset + at] << (16 * at); }

        return window;
    }
}
