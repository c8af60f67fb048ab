namespace Steward.Moderation.Rules.Kinds;

/// <summary>Words that no member may write. All words of a set are found in one pass (<see cref="TermLayer"/>); each says for itself where it is meant.</summary>
internal sealed record KeywordRule : Rule, ITermRule
{
    public const string Kind = "keyword";

    public override string KindName => Kind;

    public required IReadOnlyList<Term> Terms { get; init; }

    public override void Check(RuleCheck check)
    {
        if (Terms.Count == 0) { check.Error("terms", "must not be empty"); }

        for (var i = 0; i < Terms.Count; i++) { Terms[i].Check(check, $"terms[{i}]"); }
    }
}
