namespace Steward.Moderation.Rules.Kinds;

/// <summary>Flood: more messages of one member in one group than are bearable. The message that goes over the limit breaks the rule, and each after it while the window is full.</summary>
internal sealed record RateRule : Rule
{
    public const string Kind = "rate";
    public const int MostMessages = 60;
    public const int MostSeconds = 3600;

    public override string KindName => Kind;

    /// <summary>As many are allowed within <see cref="Seconds"/>; one more is a flood.</summary>
    public required int Messages { get; init; }

    public required int Seconds { get; init; }

    public override void Check(RuleCheck check)
    {
        check.Range("messages", Messages, 1, MostMessages);
        check.Range("seconds", Seconds, 1, MostSeconds);
    }

    public override IMessageMatch Compile() => new Match(Messages, TimeSpan.FromSeconds(Seconds));

    private sealed class Match(int messages, TimeSpan window) : IMessageMatch
    {
        public bool TryMatch(in Subject subject, out Place place)
        {
            place = default;
            return subject.Posts.Within(window) > messages;
        }
    }
}
