namespace Steward.Moderation.Rules;

/// <summary>What a rule found in a message.</summary>
/// <param name="Level">The level that wrote the rule, and with <paramref name="Version"/> the very wording.</param>
/// <param name="Stage">Terms 0, links 1, all else 2: of equally grave findings those of an earlier stage are named.</param>
/// <param name="Order">Place of the rule in the effective set.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="SharpenedBy">The newcomer rule that made it weigh more; null: none.</param>
internal readonly record struct Finding(string RuleId, string OffenceClass, Severity Severity, RuleLevel Level, int Version, int Stage, int Order, int Start, int Length, string? SharpenedBy = null)
{
    public static Finding Of(EffectiveRule rule, int order, int stage, Place place) =>
        new(rule.Rule.RuleId, rule.Rule.OffenceClass, rule.Rule.Severity, rule.Level, rule.Version, stage, order, place.Start, place.Length);

    /// <summary>Whether this one is named before another: the graver, then the earlier stage, the leftmost, the longest, the first rule's.</summary>
    public bool Precedes(in Finding other) =>
        (-(int)Severity, Stage, Start, -Length, Order).CompareTo((-(int)other.Severity, other.Stage, other.Start, -other.Length, other.Order)) < 0;
}

/// <summary>What a thread needs while it screens, used again for every message so that none allocates.</summary>
internal sealed class Scratch
{
    /// <summary>More findings of one message are not kept: what is wrong with it is known by then.</summary>
    public const int MostFindings = 32;

    public List<TermHit> Hits { get; } = [];

    public List<Finding> Findings { get; } = [];

    /// <summary>The letters and digits of the text and where each one stands.</summary>
    public LettersOnly Letters { get; } = new();

    public void Add(in Finding finding)
    {
        if (Findings.Count < MostFindings) { Findings.Add(finding); }
    }
}

/// <summary>A text without what can be put between its characters: letters and digits, with their places in the text.</summary>
internal sealed class LettersOnly
{
    private char[] _letters = new char[256];
    private int[] _places = new int[256];
    private int _length;

    public ReadOnlySpan<char> Text => _letters.AsSpan(0, _length);

    public void Read(ReadOnlySpan<char> text)
    {
        if (_letters.Length < text.Length) { (_letters, _places) = (new char[text.Length], new int[text.Length]); }

        _length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsLetterOrDigit(text[at])) { continue; }

            (_letters[_length], _places[_length]) = (text[at], at);
            _length++;
        }
    }

    /// <summary>Where a part of the letters stands in the text, and the most signs that lie between two of them.</summary>
    public (Place Place, int WidestGap) InText(int start, int length)
    {
        var gap = 0;
        for (var at = start + 1; at < start + length; at++) { gap = Math.Max(gap, _places[at] - _places[at - 1] - 1); }

        return (new Place(_places[start], _places[start + length - 1] + 1 - _places[start]), gap);
    }
}
