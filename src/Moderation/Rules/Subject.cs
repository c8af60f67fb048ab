using Steward.Contracts.Events.Channels;
using Steward.Moderation.Screening.Traffic;

namespace Steward.Moderation.Rules;

/// <summary>A message and all that a rule may know about it. Rules remember nothing themselves, so the same subject gets the same verdict, live, in shadow and in a backtest.</summary>
/// <param name="Message">As it came.</param>
/// <param name="JoinedAt">When the sender joined this group, where that is recent and known.</param>
/// <param name="Posts">What the sender wrote here lately, this message included.</param>
/// <param name="Copies">Texts of the brand's groups that are nearly this one, this one left out.</param>
internal readonly record struct Subject(ReceivedMessage Message, DateTimeOffset? JoinedAt, PostsBefore Posts, IReadOnlyList<Copy> Copies)
{
    /// <summary>A message of whose traffic nothing is known.</summary>
    public Subject(ReceivedMessage message)
        : this(message, null, default, [])
    {
    }
}
