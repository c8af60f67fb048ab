using Steward.Contracts.Events.Channels;
using Steward.Moderation.Rules;
using Steward.Moderation.Screening.Traffic;

namespace Steward.Moderation.Incidents;

/// <summary>A message that says what was said in other groups before.</summary>
/// <param name="Fingerprint">Of its text.</param>
/// <param name="Copies">What was said before, nearly the same.</param>
internal sealed record Story(ReceivedMessage Message, ulong Fingerprint, IReadOnlyList<Copy> Copies)
{
    /// <summary>Shorter texts are not remembered unless a rule asks for copies: 收到 is no rumour.</summary>
    public const int FewestLetters = 12;

    /// <summary>Whether a text is worth remembering even where no rule asks for copies.</summary>
    public static bool MayBegin(ReceivedMessage message) => message.Text.Length >= FewestLetters;

    /// <summary>The story that a message tells, when it was told in another group before. What the policy says is asked later, and only for these few.</summary>
    public static Story? Of(in Subject subject)
    {
        foreach (var copy in subject.Copies)
        {
            if (copy.Group != subject.Message.GroupId && SimHash.Of(subject.Message.Text) is { } fingerprint) { return new Story(subject.Message, fingerprint, subject.Copies); }
        }

        return null;
    }

    /// <summary>The copies within the policy's time.</summary>
    public IEnumerable<Copy> Lately(IncidentPolicy policy)
    {
        var window = TimeSpan.FromMinutes(policy.Minutes);
        return Copies.Where(copy => (Message.SentAt - copy.SentAt).Duration() < window);
    }

    /// <summary>Whether it is told widely enough to be an incident. Decides only.</summary>
    public bool IsIncident(IncidentPolicy policy)
    {
        if (!IsLongEnough(policy)) { return false; }

        var (groups, members) = (new HashSet<Guid> { Message.GroupId }, new HashSet<Guid> { Message.SenderId });
        foreach (var copy in Lately(policy))
        {
            groups.Add(copy.Group);
            members.Add(copy.Member);
        }

        return groups.Count >= policy.Groups && members.Count >= policy.Members;
    }

    /// <summary>Whether its text can be a story at all.</summary>
    public bool IsLongEnough(IncidentPolicy policy) => SimHash.LettersOf(Message.Text) >= policy.Letters;

    /// <summary>Whether it tells the same as another.</summary>
    public bool IsToldBy(ulong fingerprint) => SimHash.Distance(Fingerprint, fingerprint) <= Rules.Kinds.CopyRule.MostDistance;
}
