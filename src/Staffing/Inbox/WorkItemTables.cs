using Steward.Contracts.Events.Staffing;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Inbox;

/// <summary>The SQL that several use cases of the inbox share. Whoever locks several items locks them in the order of their ids.</summary>
internal static class WorkItemTables
{
    public const string Columns =
        "brand_id, work_item_id, account_id, group_id, member_id, state, operator_id, question, questions, suggested_answer, suggestion_score, opened_at, last_asked_at, claimed_at, resolved_at, answer, resolution, note, command_id";

    public static Task<WorkItem?> LockAsync(BrandTransaction transaction, BrandId brand, Guid item, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<WorkItem>($"select {Columns} from work_items where brand_id = @brand and work_item_id = @item for update", new { brand, item }, ct);

    /// <summary>Stores an item's new state and tells the inboxes.</summary>
    public static async Task SaveAsync(BrandTransaction transaction, WorkItem item, DateTimeOffset now, CancellationToken ct)
    {
        await transaction.ExecuteAsync(
            """
            update work_items
            set state = @State, operator_id = @OperatorId, claimed_at = @ClaimedAt, resolved_at = @ResolvedAt, answer = @Answer, resolution = @Resolution, note = @Note, command_id = @CommandId
            where brand_id = @BrandId and work_item_id = @WorkItemId
            """,
            new { item.State, item.OperatorId, item.ClaimedAt, item.ResolvedAt, item.Answer, item.Resolution, item.Note, item.CommandId, item.BrandId, item.WorkItemId },
            ct);
        PublishChange(transaction, item, now);
    }

    public static void PublishChange(BrandTransaction transaction, WorkItem item, DateTimeOffset now) =>
        transaction.Publish(new WorkItemChangedV1 { BrandId = item.BrandId.Value, WorkItemId = item.WorkItemId, OperatorId = item.OperatorId, State = item.State, At = now });
}
