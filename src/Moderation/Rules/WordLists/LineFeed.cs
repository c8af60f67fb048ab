namespace Steward.Moderation.Rules.WordLists;

/// <summary>Cuts pieces of a file into lines, however the pieces fall. Bounded: a line that is too long is told and passed over.</summary>
internal sealed class LineFeed(WordList list)
{
    public const int LongestLine = 64 * 1024;
    private readonly byte[] _open = new byte[LongestLine];
    private int _length;
    private bool _tooLong;

    public void Add(ReadOnlySpan<byte> piece)
    {
        while (piece.Length > 0)
        {
            var end = piece.IndexOf((byte)'\n');
            Hold(end < 0 ? piece : piece[..end]);
            if (end < 0) { return; }

            Close();
            piece = piece[(end + 1)..];
        }
    }

    /// <summary>The last line has no end.</summary>
    public void End()
    {
        if (_length > 0 || _tooLong) { Close(); }
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        _tooLong |= _length + bytes.Length > _open.Length;
        if (_tooLong) { return; }

        bytes.CopyTo(_open.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Close()
    {
        if (_tooLong) { list.AddTooLong(); }
        else { list.Add(_open.AsSpan(0, _length)); }

        (_length, _tooLong) = (0, false);
    }
}
