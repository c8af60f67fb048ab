using Steward.Contracts.Events.Staffing;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Inbox;

/// <summary>The SQL that several use cases of the inbox share. Whoever locks several items locks them in the order of their ids.</summary>
internal static class WorkItemTables
{
    /// <summary>Who has said nothing for so long says nothing more.</summary>
    public static readonly TimeSpan SilenceEnds = TimeSpan.FromDays(1);

    public const string Columns =
        "brand_id, work_item_id, account_id, group_id, member_id, state, operator_id, kind, mentions, priority, rank_at, question, questions, suggested_answer, suggestion_score, opened_at, last_asked_at, claimed_at, resolved_at, answer, resolution, note, command_id, let_go, let_go_by, let_go_at, response_due_at, resolution_due_at, responded_at, response, resolution_level, handed_by, hand_note, snoozed_until, given_at, route, route_held, route_capacity, escalated_at, lesson_entry, lesson_use, ended_by, reopened_at, await_reply, waiting_since, next_due_at, next_hit, next_missed";

    public static Task<WorkItem?> FindAsync(BrandTransaction transaction, BrandId brand, Guid item, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<WorkItem>($"select {Columns} from work_items where brand_id = @brand and work_item_id = @item", new { brand, item }, ct);

    public static Task<WorkItem?> LockAsync(BrandTransaction transaction, BrandId brand, Guid item, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<WorkItem>($"select {Columns} from work_items where brand_id = @brand and work_item_id = @item for update", new { brand, item }, ct);

    /// <summary>Stores an item's new state and tells the inboxes.</summary>
    public static async Task SaveAsync(BrandTransaction transaction, WorkItem item, DateTimeOffset now, CancellationToken ct)
    {
        await transaction.ExecuteAsync(
            """
            update work_items
            set state = @State, operator_id = @OperatorId, kind = @Kind, priority = @Priority, rank_at = @RankAt, claimed_at = @ClaimedAt, resolved_at = @ResolvedAt, answer = @Answer, resolution = @Resolution, note = @Note, command_id = @CommandId,
                let_go = @LetGo, let_go_by = @LetGoBy, let_go_at = @LetGoAt, responded_at = @RespondedAt, response = @Response, resolution_level = @ResolutionLevel, snoozed_until = @SnoozedUntil, given_at = @GivenAt, route = @Route, route_held = @RouteHeld,
                route_capacity = @RouteCapacity, lesson_entry = @LessonEntry, lesson_use = @LessonUse, ended_by = @EndedBy, reopened_at = @ReopenedAt,
                await_reply = @AwaitReply, waiting_since = @WaitingSince, next_due_at = @NextDueAt, next_hit = @NextHit, next_missed = @NextMissed, resolution_due_at = @ResolutionDueAt, last_asked_at = @LastAskedAt
            where brand_id = @BrandId and work_item_id = @WorkItemId
            """,
            new
            {
                item.State, item.OperatorId, item.Kind, item.Priority, item.RankAt, item.ClaimedAt, item.ResolvedAt, item.Answer, item.Resolution, item.Note, item.CommandId, item.LetGo, item.LetGoBy, item.LetGoAt,
                item.RespondedAt, item.Response, item.ResolutionLevel, item.SnoozedUntil, item.GivenAt, item.Route, item.RouteHeld, item.RouteCapacity, item.LessonEntry, item.LessonUse, item.EndedBy, item.ReopenedAt, item.AwaitReply, item.WaitingSince, item.NextDueAt, item.NextHit, item.NextMissed,
                item.ResolutionDueAt, item.LastAskedAt, item.BrandId, item.WorkItemId,
            },
            ct);
        if (item.State == ItemState.Waiting) { await SetSilenceAsync(transaction, item, ct); }

        PublishChange(transaction, item, now);
    }

    /// <summary>From then on the member has said nothing for long enough. The timer of what is no longer waited for goes with the next look at it.</summary>
    private static Task<int> SetSilenceAsync(BrandTransaction transaction, WorkItem item, CancellationToken ct) => transaction.ExecuteAsync(
        """
        insert into silence_due (brand_id, work_item_id, due_at) values (@BrandId, @WorkItemId, @due) on conflict (brand_id, work_item_id) do update set due_at = excluded.due_at
        """,
        new { item.BrandId, item.WorkItemId, due = item.WaitingSince + SilenceEnds },
        ct);

    public static void PublishChange(BrandTransaction transaction, WorkItem item, DateTimeOffset now) =>
        transaction.Publish(new WorkItemChangedV1 { BrandId = item.BrandId.Value, WorkItemId = item.WorkItemId, OperatorId = item.OperatorId, State = item.State, At = now });
}
