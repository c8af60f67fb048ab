using Steward.Contracts.Events.Moderation;

namespace Steward.Content.Deflection;

/// <summary>What speaks against an automatic answer, in wire spelling.</summary>
internal static class ReactionKind
{
    /// <summary>Staff wrote: with a quote of the question, or without one shortly after the answer.</summary>
    public const string Human = "human";

    /// <summary>The same member asked again what the same entry answers.</summary>
    public const string Repeated = "repeated";

    /// <summary>The same member complained, was abusive or said that it did not help.</summary>
    public const string Negative = "negative";
}

/// <summary>A question that the knowledge base answered and that nothing speaks against yet.</summary>
internal sealed record AnsweredQuestion
{
    public required Guid MessageId { get; init; }
    public required Guid GroupId { get; init; }
    public required Guid MemberId { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required Guid EntryId { get; init; }

    /// <summary>The words, to recognise a quote of them.</summary>
    public required string Text { get; init; }
}

/// <summary>What spoke against which answer.</summary>
internal sealed record Reaction(AnsweredQuestion Question, string Kind, Guid MessageId, DateTimeOffset At);

/// <summary>
/// Which messages speak against an automatic answer. Deflection is counted honestly: an answer has been enough only when for a day nothing did. In doubt something does: an unquoted word of staff shortly after the answer may be about
/// something else, and counts.
/// </summary>
internal static class Reactions
{
    /// <summary>So long something may speak against it, by the messages' own times.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>So long after the question words of staff that quote nothing are taken for a further answer to it.</summary>
    public static readonly TimeSpan StaffWithin = TimeSpan.FromMinutes(15);
    private const int LongestComplaint = 30;
    private static readonly string[] Unhelpful = ["没用", "答非所问", "不是这个", "不对", "没解决", "没回答", "转人工", "找人工", "人工客服", "听不懂", "看不懂", "什么鬼", "not helpful", "wrong answer", "human please", "real person"];

    /// <param name="questions">What was answered in the messages' groups and nothing speaks against yet.</param>
    /// <param name="messages">What was said, without what was sent by command.</param>
    /// <param name="entryOf">The entry that fits a message well enough to be suggested; null: none, or it is no question.</param>
    /// <returns>The first that speaks against each.</returns>
    public static IReadOnlyList<Reaction> Of(IReadOnlyList<AnsweredQuestion> questions, IEnumerable<ScreenedMessage> messages, Func<Guid, Guid?> entryOf)
    {
        var said = messages.OrderBy(message => message.SentAt).ThenBy(message => message.MessageId).ToLookup(message => message.GroupId);
        var reactions = new List<Reaction>();
        foreach (var question in questions)
        {
            foreach (var message in said[question.GroupId])
            {
                if (message.MessageId == question.MessageId || message.SentAt <= question.AskedAt || message.SentAt - question.AskedAt > Window || KindOf(question, message, entryOf) is not { } kind) { continue; }

                reactions.Add(new Reaction(question, kind, message.MessageId, message.SentAt));
                break;
            }
        }

        return reactions;
    }

    /// <summary>Whether a message can speak against any answer: most cannot, and need no look into the database.</summary>
    public static bool May(ScreenedMessage message) => message.FromStaff ? message.Kind == "text" : message.Label == ScreeningLabel.Question || IsNegative(message);

    private static string? KindOf(AnsweredQuestion question, ScreenedMessage message, Func<Guid, Guid?> entryOf)
    {
        if (message.FromStaff) { return message.Kind == "text" && (message.ReplyTo == question.MessageId || Quotes(message.Text, question.Text) || message.SentAt - question.AskedAt <= StaffWithin) ? ReactionKind.Human : null; }

        if (message.SenderId != question.MemberId) { return null; }

        return IsNegative(message) ? ReactionKind.Negative : message.Label == ScreeningLabel.Question && entryOf(message.MessageId) == question.EntryId ? ReactionKind.Repeated : null;
    }

    private static bool Quotes(string text, string question) => question.Length > 0 && text.Contains(question, StringComparison.Ordinal);

    private static bool IsNegative(ScreenedMessage message) =>
        message.Signals?.Any(signal => signal.Name == SignalName.Complaint) == true
        || message.Label == ScreeningLabel.Offence
        || (message.Text.Length <= LongestComplaint && Array.Exists(Unhelpful, word => message.Text.Contains(word, StringComparison.OrdinalIgnoreCase)));
}
