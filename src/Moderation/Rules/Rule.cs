using System.Text.Json.Serialization;
using Steward.Moderation.Rules.Kinds;

namespace Steward.Moderation.Rules;

/// <summary>Something that members may not do. What exactly is said by its kind: one file each in <c>Kinds</c>, with its settings, their check and their evaluation.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(KeywordRule), KeywordRule.Kind)]
[JsonDerivedType(typeof(RegexRule), RegexRule.Kind)]
[JsonDerivedType(typeof(LinkRule), LinkRule.Kind)]
[JsonDerivedType(typeof(CardRule), CardRule.Kind)]
[JsonDerivedType(typeof(ContactRule), ContactRule.Kind)]
[JsonDerivedType(typeof(RateRule), RateRule.Kind)]
[JsonDerivedType(typeof(CopyRule), CopyRule.Kind)]
[JsonDerivedType(typeof(NewcomerRule), NewcomerRule.Kind)]
[JsonDerivedType(typeof(MentionRule), MentionRule.Kind)]
[JsonDerivedType(typeof(EmojiRule), EmojiRule.Kind)]
[JsonDerivedType(typeof(NicknameRule), NicknameRule.Kind)]
[JsonDerivedType(typeof(CompetitorRule), CompetitorRule.Kind)]
[JsonDerivedType(typeof(ModelRule), ModelRule.Kind)]
internal abstract record Rule
{
    /// <summary>Unique in its set: <c>ad-001</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>One of <see cref="Rules.OffenceClass.All"/>.</summary>
    public string OffenceClass { get; init; } = string.Empty;

    public Severity Severity { get; init; } = Severity.Act;

    /// <summary>The kind's wire spelling.</summary>
    [JsonIgnore]
    public abstract string KindName { get; }

    /// <summary>Whether the rule may leave the class empty, because it takes that of the rule it sharpens.</summary>
    [JsonIgnore]
    public virtual bool ClassMayBeEmpty => false;

    /// <summary>Reports everything that is wrong with the settings, and how to mend it.</summary>
    public abstract void Check(RuleCheck check);

    /// <summary>What judges each message, or null where the whole set judges together (terms, links, the model) or nothing in a message does (names).</summary>
    public virtual IMessageMatch? Compile() => null;
}

/// <summary>A rule whose terms go into the one pass over the text that all term rules of a set share.</summary>
internal interface ITermRule
{
    IReadOnlyList<Term> Terms { get; }
}

/// <summary>A rule made ready to judge messages one by one. Immutable and without memory: what it needs to know beside the message is in the subject.</summary>
internal interface IMessageMatch
{
    /// <summary>The first place where the message breaks the rule; an empty place where it does so as a whole.</summary>
    bool TryMatch(in Subject subject, out Place place);
}

/// <summary>Part of a text, in UTF-16 units.</summary>
internal readonly record struct Place(int Start, int Length);
