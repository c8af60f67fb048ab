namespace Steward.Moderation.Normalisation;

/// <summary>
/// A text as <see cref="VariantMatcher"/>s look at it: folded, and as it sounds. Several rule sets look at one message after the other, so it is read when the first of them asks and not again.
/// Kept and read into again it allocates nothing. Not for several threads at once.
/// </summary>
internal sealed class HeardText
{
    /// <summary>Longer messages are rare: their memory is given back.</summary>
    private const int Kept = 1 << 14;

    private string? _text;

    public FoldedText Folded { get; private set; } = new();

    public VariantView View { get; private set; } = new();

    public void Read(string text)
    {
        if (ReferenceEquals(text, _text)) { return; }

        if (_text?.Length > Kept && text.Length <= Kept) { (Folded, View) = (new FoldedText(), new VariantView()); }

        _text = text;
        Folded.Read(text);
        View.Read(Folded.Chars);
    }
}
