using System.Text.RegularExpressions;
using Steward.Moderation.Matching;

namespace Steward.Moderation.Rules.Kinds;

/// <summary>What members may call themselves in a group: a form that names must have, words that they must not hold. Judged when a roster comes, not with messages, which carry no names.</summary>
internal sealed record NicknameRule : Rule
{
    public const string Kind = "nickname";
    private const int MostWords = 1000;

    public override string KindName => Kind;

    /// <summary>A regular expression that the whole name must match; null: any form. <c>.+-.+</c> asks for 城市-姓名.</summary>
    public string? Form { get; init; }

    public IReadOnlyList<string> Forbidden { get; init; } = [];

    public override void Check(RuleCheck check)
    {
        if (Form is null && Forbidden.Count == 0) { check.Error("form", "or forbidden must not be empty"); }

        if (Form is not null) { check.Pattern("form", Form); }

        if (Forbidden.Count > MostWords) { check.Error("forbidden", $"has {Forbidden.Count}; {MostWords} are the most"); }

        for (var i = 0; i < Forbidden.Count; i++) { check.Word($"forbidden[{i}]", Forbidden[i]); }
    }

    /// <summary>What judges names.</summary>
    public NameMatch CompileName() => new(this);

    /// <summary>The rule made ready. Immutable.</summary>
    internal sealed class NameMatch(NicknameRule rule)
    {
        private readonly Regex? _form = rule.Form is null ? null : Patterns.Compile($"^(?:{rule.Form})$", true);
        private readonly TermMatcher _forbidden = new(rule.Forbidden);

        public NicknameRule Rule => rule;

        /// <summary>Whether a name breaks the rule. An empty one, which the channel withholds, does not.</summary>
        public bool IsBrokenBy(string name) => name.Length > 0 && (_form?.IsMatch(name) == false || _forbidden.TryFind(name, 0, out _));
    }
}
