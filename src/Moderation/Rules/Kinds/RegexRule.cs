using System.Text.RegularExpressions;

namespace Steward.Moderation.Rules.Kinds;

/// <summary>A pattern that no text may match. Matched without backtracking: the time grows with the text and never with what the text is made of.</summary>
internal sealed record RegexRule : Rule
{
    public const string Kind = "regex";

    public override string KindName => Kind;

    public required string Pattern { get; init; }

    public bool IgnoreCase { get; init; } = true;

    public override void Check(RuleCheck check) => check.Pattern("pattern", Pattern);

    public override IMessageMatch Compile() => new Match(Patterns.Compile(Pattern, IgnoreCase));

    private sealed class Match(Regex regex) : IMessageMatch
    {
        public bool TryMatch(in Subject subject, out Place place)
        {
            foreach (var match in regex.EnumerateMatches(subject.Message.Text))
            {
                place = new Place(match.Index, match.Length);
                return true;
            }

            place = default;
            return false;
        }
    }
}
