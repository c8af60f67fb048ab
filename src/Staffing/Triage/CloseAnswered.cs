using System.Diagnostics.Metrics;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Steward.Staffing.Inbox;

namespace Steward.Staffing.Triage;

/// <summary>Ends what was answered in its group, by what was noted there. Whoever calls holds the lane's lock.</summary>
internal static class CloseAnswered
{
    private static readonly Meter Meter = new("Steward.Staffing");
    private static readonly Counter<long> Ended = Meter.CreateCounter<long>("steward.inbox.answered_in_group", description: "Work items that ended in their group, by who answered.");

    public static async Task RunAsync(BrandTransaction transaction, BrandId brand, Guid[] groups, InboxOptions options, DateTimeOffset now, CancellationToken ct)
    {
        if (groups.Length == 0) { return; }

        var items = await transaction.QueryAsync<WorkItem>(
            $"select {WorkItemTables.Columns} from work_items where brand_id = @brand and group_id = any (@groups) and state in ('open', 'claimed') order by work_item_id for update", new { brand, groups }, ct);
        if (items.Count == 0) { return; }

        var replies = (await transaction.QueryAsync<Noted>(
            """
            select message_id, group_id, sender_id, kind, quoted, reply_to, sent_at from group_replies
            where brand_id = @brand and group_id = any (@groups) and sent_at >= @since
            """,
            new { brand, groups = items.Select(item => item.GroupId.Value).Distinct().ToArray(), since = items.Min(item => item.OpenedAt) },
            ct)).ToLookup(reply => reply.GroupId, reply => reply.ToReply());
        if (replies.Count == 0) { return; }

        var texts = (await transaction.QueryAsync<Asked>(
            "select work_item_id, message_id, text from work_item_questions where brand_id = @brand and work_item_id = any (@items)", new { brand, items = items.Where(item => replies.Contains(item.GroupId.Value)).Select(item => item.WorkItemId).ToArray() }, ct))
            .ToLookup(asked => asked.WorkItemId, asked => (asked.MessageId, asked.Text));
        var answers = items.GroupBy(item => item.GroupId.Value).SelectMany(group => GroupAnswers.Of(group, item => [.. texts[item.WorkItemId]], replies[group.Key], options.AnsweredWithin)).ToList();
        if (answers.Count == 0) { return; }

        await StoreAsync(transaction, brand, [.. answers.Select(answer => answer.Item)], ct);
        foreach (var answer in answers) { WorkItemTables.PublishChange(transaction, answer.Item, now); }

        foreach (var kind in answers.Where(answer => answer.Item.State == ItemState.Resolved).CountBy(answer => answer.Item.Resolution)) { Ended.Add(kind.Value, new KeyValuePair<string, object?>("by", kind.Key)); }
    }

    private static Task<int> StoreAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<WorkItem> items, CancellationToken ct) => transaction.ExecuteAsync(
        """
        update work_items set state = item.state, resolution = item.resolution, resolved_at = item.resolved, responded_at = item.responded, response = item.response, resolution_level = item.level, ended_by = item.ended_by, snoozed_until = null,
            next_due_at = item.next_due, next_hit = item.next_hit, next_missed = item.next_missed
        from unnest(@ids, @states, @resolutions, @resolved, @responded, @responses, @levels, @endedBy, @nextDue, @nextHit, @nextMissed)
            as item (id, state, resolution, resolved, responded, response, level, ended_by, next_due, next_hit, next_missed)
        where brand_id = @brand and work_item_id = item.id
        """,
        new
        {
            brand,
            ids = items.Select(item => item.WorkItemId).ToArray(),
            states = items.Select(item => item.State).ToArray(),
            resolutions = items.Select(item => item.Resolution).ToArray(),
            resolved = items.Select(item => item.ResolvedAt?.UtcDateTime).ToArray(),
            responded = items.Select(item => item.RespondedAt?.UtcDateTime).ToArray(),
            responses = items.Select(item => item.Response).ToArray(),
            levels = items.Select(item => item.ResolutionLevel).ToArray(),
            endedBy = items.Select(item => item.EndedBy).ToArray(),
            nextDue = items.Select(item => item.NextDueAt?.UtcDateTime).ToArray(),
            nextHit = items.Select(item => item.NextHit).ToArray(),
            nextMissed = items.Select(item => item.NextMissed).ToArray(),
        },
        ct);

    private sealed record Noted
    {
        public Guid MessageId { get; init; }
        public Guid GroupId { get; init; }
        public Guid SenderId { get; init; }
        public string Kind { get; init; } = "";
        public string Quoted { get; init; } = "";
        public Guid? ReplyTo { get; init; }
        public DateTimeOffset SentAt { get; init; }

        public GroupReply ToReply() => new(MessageId, GroupId, SenderId, Kind, Quoted, ReplyTo, SentAt);
    }

    private sealed record Asked
    {
        public Guid WorkItemId { get; init; }
        public Guid MessageId { get; init; }
        public string Text { get; init; } = "";
    }
}
