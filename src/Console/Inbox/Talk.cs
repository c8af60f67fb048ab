using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Inbox;

/// <summary>A message of the group's talk around a question.</summary>
/// <param name="Message">The message.</param>
/// <param name="Asked">Whether it is one of the item's questions.</param>
/// <param name="AfterGap">Whether messages between the one before and this one are not shown.</param>
public sealed record TalkLine(Message Message, bool Asked, bool AfterGap);

/// <summary>Puts together what was said before the question and what was said lately.</summary>
public static class Talk
{
    /// <summary>Messages up to the question, in one read.</summary>
    public const int Before = 30;

    /// <summary>The latest messages, in one read.</summary>
    public const int Lately = 50;

    /// <summary>Oldest first.</summary>
    /// <param name="before">The messages up to the last question, newest first.</param>
    /// <param name="lately">The latest messages of the group, newest first.</param>
    /// <param name="questions">The item's questions.</param>
    public static IReadOnlyList<TalkLine> Of(IEnumerable<Message> before, IReadOnlyList<Message> lately, IEnumerable<ItemQuestion> questions)
    {
        var asked = questions.Select(question => question.MessageId).ToHashSet();
        var early = before.ToList();
        var newestBefore = early.Select(At).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        // The latest page is full and begins after the early one ended: there is more between them.
        var gapBefore = lately.Count >= Lately && early.Count > 0 && At(lately[^1]) > newestBefore ? lately[^1].MessageId : null;
        return
        [
            .. early.Concat(lately).DistinctBy(message => message.MessageId).OrderBy(At).ThenBy(message => message.MessageId, StringComparer.Ordinal)
                .Select(message => new TalkLine(message, asked.Contains(message.MessageId), message.MessageId == gapBefore)),
        ];
    }

    private static DateTimeOffset At(Message message) => (message.SentAt ?? new Timestamp()).ToDateTimeOffset();
}
