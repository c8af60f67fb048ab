namespace Steward.Moderation.Rules.Kinds;

/// <summary>Nearly the same text again: by one member, by several, in several groups. Texts are compared by 64-bit fingerprints (<see cref="Screening.Traffic.SimHash"/>) that differ in few bits.</summary>
internal sealed record CopyRule : Rule
{
    public const string Kind = "near_duplicate";
    public const int MostDistance = 3;
    public const int MostMinutes = 1440;
    private const int Most = 50;

    public override string KindName => Kind;

    /// <summary>How often the text must have been written, this time included.</summary>
    public int Posts { get; init; } = 2;

    /// <summary>By how many different members.</summary>
    public int Members { get; init; } = 1;

    /// <summary>In how many different groups.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Within how long before the message.</summary>
    public required int Minutes { get; init; }

    /// <summary>Texts with fewer letters and digits are never compared: 收到 is no copy of 收到.</summary>
    public int Letters { get; init; } = 12;

    /// <summary>In how many of the 64 bits two fingerprints may differ.</summary>
    public int Distance { get; init; } = MostDistance;

    public override void Check(RuleCheck check)
    {
        check.Range("posts", Posts, 2, Most);
        check.Range("members", Members, 1, Most);
        check.Range("groups", Groups, 1, Most);
        check.Range("minutes", Minutes, 1, MostMinutes);
        check.Range("letters", Letters, Screening.Traffic.SimHash.FewestLetters, 1000);
        check.Range("distance", Distance, 0, MostDistance);
    }

    public override IMessageMatch Compile() => new Match(this);

    private sealed class Match(CopyRule rule) : IMessageMatch
    {
        private readonly TimeSpan _window = TimeSpan.FromMinutes(rule.Minutes);

        public bool TryMatch(in Subject subject, out Place place)
        {
            place = new Place(0, subject.Message.Text.Length);
            if (subject.Copies.Count + 1 < Math.Max(rule.Posts, Math.Max(rule.Members, rule.Groups)) || subject.Message.Text.AsSpan().Trim().Length < rule.Letters) { return false; }

            if (Screening.Traffic.SimHash.LettersOf(subject.Message.Text) < rule.Letters) { return false; }

            var (posts, members, groups) = (1, new HashSet<Guid> { subject.Message.SenderId }, new HashSet<Guid> { subject.Message.GroupId });
            foreach (var copy in subject.Copies)
            {
                var age = subject.Message.SentAt - copy.SentAt;
                if (copy.Distance > rule.Distance || age >= _window || age <= -_window) { continue; }

                posts++;
                members.Add(copy.Member);
                groups.Add(copy.Group);
            }

            return posts >= rule.Posts && members.Count >= rule.Members && groups.Count >= rule.Groups;
        }
    }
}
