using Steward.Staffing.Inbox;

namespace Steward.Staffing.Triage;

/// <summary>What an item learns from its group.</summary>
/// <param name="Item">The item as it is now.</param>
/// <param name="Reply">What said so.</param>
internal sealed record GroupAnswer(WorkItem Item, GroupReply Reply);

/// <summary>
/// Which matters of a group were answered in the group itself. Words of staff answer the matter that they quote, or the only one that waits there when it was asked shortly before. Another member's answer counts when
/// whoever asked is content: their thanks end a matter that staff, or a member who quotes it, said something to. A complaint is no question: staff's words are its first answer, and only the member's thanks or a person in the
/// inbox end it. Where it is not certain nothing is done: what waits in vain is seen by somebody, what was closed wrongly is not.
/// </summary>
internal static class GroupAnswers
{
    /// <param name="items">What waits in one group, open or claimed.</param>
    /// <param name="asksOf">The messages that ask in each, and their words.</param>
    /// <param name="replies">What was said there.</param>
    /// <param name="within">How soon after the last question words without a quote answer it, and how soon thanks follow an answer; by the messages' own times.</param>
    /// <returns>Those that change.</returns>
    public static IReadOnlyList<GroupAnswer> Of(IEnumerable<WorkItem> items, Func<WorkItem, IReadOnlyList<(Guid Message, string Text)>> asksOf, IEnumerable<GroupReply> replies, TimeSpan within)
    {
        var waiting = items.ToList();
        var answers = new Dictionary<Guid, GroupAnswer>();
        var last = new Dictionary<Guid, GroupReply>();
        foreach (var reply in replies.OrderBy(reply => reply.SentAt).ThenBy(reply => reply.MessageId))
        {
            var asked = waiting.FindAll(item => item.OpenedAt <= reply.SentAt && !(reply.SentAt <= item.ReopenedAt) && item.State != ItemState.Resolved);
            var meant = reply.Kind == ReplyKind.Thanks ? asked.Find(item => item.MemberId.Value == reply.SenderId && last.TryGetValue(item.WorkItemId, out var answer) && reply.SentAt - answer.SentAt <= within)
                : reply.ReplyTo is { } answered ? asked.Find(item => item.MemberId.Value != reply.SenderId && asksOf(item).Any(one => one.Message == answered))
                : reply.Quoted.Length > 0 ? asked.Find(item => item.MemberId.Value != reply.SenderId && asksOf(item).Any(one => Quote.IsOf(reply.Quoted, one.Text)))
                : asked is [var only] && reply.SentAt - only.LastAskedAt <= within && only.LastAskedAt <= reply.SentAt ? only
                : null;
            if (meant is null) { continue; }

            if (reply.Kind != ReplyKind.Thanks) { last[meant.WorkItemId] = reply; }

            var now = reply.Kind switch
            {
                ReplyKind.Thanks => meant.AnsweredInGroup(last[meant.WorkItemId], reply.SentAt),
                ReplyKind.Staff when meant.Kind == MatterKind.Complaint => meant.Answered(reply.SentAt),
                ReplyKind.Staff => meant.AnsweredInGroup(reply, reply.SentAt),
                _ => meant,
            };
            if (now == meant) { continue; }

            waiting[waiting.IndexOf(meant)] = now;
            answers[now.WorkItemId] = new GroupAnswer(now, reply);
        }

        return [.. answers.Values];
    }
}
