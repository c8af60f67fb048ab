using Steward.Moderation.Normalisation;

namespace Steward.Moderation.Rules.Kinds;

/// <summary>Calling too many people at once. A mention is an @ at the beginning of a word that is no e-mail address.</summary>
internal sealed record MentionRule : Rule
{
    public const string Kind = "mentions";
    private static readonly string[] EverybodyNames = ["所有人", "全体成员", "all", "everyone"];

    public override string KindName => Kind;

    /// <summary>As many are allowed in one message.</summary>
    public required int Most { get; init; }

    /// <summary>Whether calling everybody (@所有人, @all) breaks the rule whatever the number.</summary>
    public bool Everybody { get; init; }

    public override void Check(RuleCheck check) => check.Range("most", Most, 0, 1000);

    public override IMessageMatch Compile() => new Match(Most, Everybody);

    private sealed class Match(int most, bool everybody) : IMessageMatch
    {
        public bool TryMatch(in Subject subject, out Place place)
        {
            ReadOnlySpan<char> text = subject.Message.Text;
            var mentions = 0;
            for (var at = 0; at < text.Length; at++)
            {
                if (!BeginsAt(text, at)) { continue; }

                place = new Place(at, 1);
                if (++mentions > most) { return true; }

                if (everybody && CallsEverybody(text[(at + 1)..]) is > 0 and var length)
                {
                    place = new Place(at, length + 1);
                    return true;
                }
            }

            place = default;
            return false;
        }

        private static bool BeginsAt(ReadOnlySpan<char> text, int at) =>
            FoldTable.Fold(text[at]) == '@' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && (at == 0 || !char.IsAsciiLetterOrDigit(FoldTable.Fold(text[at - 1])));

        private static bool IsName(ReadOnlySpan<char> typed, string name)
        {
            for (var i = 0; i < name.Length; i++)
            {
                if (FoldTable.Fold(typed[i]) != FoldTable.Fold(name[i])) { return false; }
            }

            return true;
        }

        private static int CallsEverybody(ReadOnlySpan<char> after)
        {
            foreach (var name in EverybodyNames)
            {
                if (after.Length < name.Length || !IsName(after[..name.Length], name)) { continue; }

                var latinGoesOn = after.Length > name.Length && char.IsAsciiLetterOrDigit(name[^1]) && char.IsAsciiLetterOrDigit(FoldTable.Fold(after[name.Length]));
                if (!latinGoesOn) { return name.Length; }
            }

            return 0;
        }
    }
}
