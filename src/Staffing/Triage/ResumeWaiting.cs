using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Steward.Staffing.Inbox;
using Steward.Staffing.ServiceLevels;

namespace Steward.Staffing.Triage;

/// <summary>What a member said, wherever it was heard of.</summary>
/// <param name="GroupId">Where.</param>
/// <param name="MemberId">Who.</param>
/// <param name="Text">The words.</param>
/// <param name="At">When, by the channel.</param>
internal sealed record Said(Guid GroupId, Guid MemberId, string Text, DateTimeOffset At);

/// <summary>Members from whom something is waited for write again: thanks end their matters, anything else makes it our turn. Whoever calls holds the lane's lock.</summary>
internal static class ResumeWaiting
{
    /// <summary>Whether something is waited for from any of them: one look into an index that is empty as a rule, and no lock.</summary>
    public static async Task<bool> AnyAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<Said> said, CancellationToken ct) => said.Count > 0 && await transaction.SingleAsync<bool>(
        "select exists (select from work_items where brand_id = @brand and state = 'waiting' and (group_id, member_id) in (select * from unnest(@groups, @members)))",
        new { brand, groups = said.Select(one => one.GroupId).ToArray(), members = said.Select(one => one.MemberId).ToArray() },
        ct);

    public static async Task RunAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<Said> said, DateTimeOffset now, CancellationToken ct)
    {
        if (said.Count == 0) { return; }

        var waiting = await transaction.QueryAsync<WorkItem>(
            $"""
            select {WorkItemTables.Columns} from work_items
            where brand_id = @brand and state = 'waiting' and (group_id, member_id) in (select * from unnest(@groups, @members)) order by work_item_id for update
            """,
            new { brand, groups = said.Select(one => one.GroupId).ToArray(), members = said.Select(one => one.MemberId).ToArray() },
            ct);
        if (waiting.Count == 0) { return; }

        var level = (await StoredServiceLevels.OfAsync(transaction, brand, ct)).Level;
        foreach (var item in waiting)
        {
            // What was said before the answer was there is no reply to it.
            var reply = said.Where(one => one.GroupId == item.GroupId.Value && one.MemberId == item.MemberId.Value && one.At > item.WaitingSince).MinBy(one => one.At);
            if (reply is null) { continue; }

            await WorkItemTables.SaveAsync(transaction, Thanks.In(reply.Text) ? item.Content(reply.At) : item.Resumed(level, reply.At, true), now, ct);
        }
    }
}
