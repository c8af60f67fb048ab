using System.Buffers;
using System.Text;

namespace Steward.Moderation.Rules.Kinds;

/// <summary>Too many emoji in one message. One seen picture counts once, whatever it is composed of; WeChat's own ([微笑], [Smile]) count too.</summary>
internal sealed record EmojiRule : Rule
{
    public const string Kind = "emoji";
    private const int Joiner = 0x200D;
    private const int LongestCode = 10;

    public override string KindName => Kind;

    /// <summary>As many are allowed in one message.</summary>
    public required int Most { get; init; }

    public override void Check(RuleCheck check) => check.Range("most", Most, 0, 1000);

    public override IMessageMatch Compile() => new Match(Most);

    /// <summary>How many emoji a text shows.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var (count, joined, flagHalf) = (0, false, false);
        while (text.Length > 0)
        {
            if (CodeLength(text) is > 0 and var length)
            {
                count++;
                text = text[length..];
                continue;
            }

            // A lone surrogate is no emoji; it is passed over.
            var whole = Rune.DecodeFromUtf16(text, out var rune, out var taken) == OperationStatus.Done;
            text = text[taken..];
            var isFlag = whole && rune.Value is >= 0x1F1E6 and <= 0x1F1FF;
            if (whole && rune.Value == Joiner)
            {
                joined = true;
                continue;
            }

            if (whole && IsPicture(rune.Value) && !joined && !(isFlag && flagHalf)) { count++; }

            (joined, flagHalf) = (false, isFlag && !flagHalf);
        }

        return count;
    }

    /// <summary>Pictures that stand for themselves: neither skin tones nor the marks that choose a form.</summary>
    private static bool IsPicture(int value) => value is (>= 0x1F300 and <= 0x1FAFF and not (>= 0x1F3FB and <= 0x1F3FF)) or (>= 0x1F1E6 and <= 0x1F1FF) or (>= 0x2600 and <= 0x27BF) or 0x2B50 or 0x2B55 or (>= 0x1F004 and <= 0x1F251);

    private static int CodeLength(ReadOnlySpan<char> text)
    {
        if (text[0] != '[') { return 0; }

        var end = text[..Math.Min(text.Length, LongestCode + 2)].IndexOf(']');
        if (end < 2) { return 0; }

        foreach (var c in text[1..end])
        {
            if (!char.IsLetter(c)) { return 0; }
        }

        return end + 1;
    }

    private sealed class Match(int most) : IMessageMatch
    {
        public bool TryMatch(in Subject subject, out Place place)
        {
            place = new Place(0, subject.Message.Text.Length);
            return Count(subject.Message.Text) > most;
        }
    }
}
