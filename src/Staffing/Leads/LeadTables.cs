using System.Text.Json;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Leads;

/// <summary>The SQL that several use cases of leads share. Whoever locks an item and its lead locks the item first.</summary>
internal static class LeadTables
{
    public const string Columns =
        "brand_id, lead_id, work_item_id, account_id, group_id, member_id, wants, state, owner_id, handed_by, handed_at, follow_due_at, followed_at, follow, ended_at, amount_fen, note";

    public static Task<Lead?> LockAsync(BrandTransaction transaction, BrandId brand, Guid lead, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<Lead>($"select {Columns} from leads where brand_id = @brand and lead_id = @lead for update", new { brand, lead }, ct);

    public static Task<int> SaveAsync(BrandTransaction transaction, Lead lead, CancellationToken ct) => transaction.ExecuteAsync(
        """
        with timer as (delete from lead_due where brand_id = @BrandId and lead_id = @LeadId and (@State <> 'new' or due_at <> @FollowDueAt)),
             again as (
                insert into lead_due (brand_id, lead_id, due_at) select @BrandId, @LeadId, @FollowDueAt where @State = 'new' on conflict (brand_id, lead_id) do update set due_at = excluded.due_at)
        update leads
        set state = @State, owner_id = @OwnerId, follow_due_at = @FollowDueAt, followed_at = @FollowedAt, follow = @Follow, ended_at = @EndedAt, amount_fen = @AmountFen, note = @Note
        where brand_id = @BrandId and lead_id = @LeadId
        """,
        new { lead.State, lead.OwnerId, lead.FollowDueAt, lead.FollowedAt, lead.Follow, lead.EndedAt, lead.AmountFen, lead.Note, lead.BrandId, lead.LeadId },
        ct);

    public static async Task<LeadRulesVersion> RulesAsync(BrandTransaction transaction, BrandId brand, CancellationToken ct) =>
        await transaction.SingleOrDefaultAsync<Row>("select version, rules::text as rules, set_at, set_by from lead_rules where brand_id = @brand", new { brand }, ct) is { } row
            ? new LeadRulesVersion(row.Version, JsonSerializer.Deserialize<LeadRules>(row.Rules)!, row.SetAt, row.SetBy)
            : LeadRulesVersion.BuiltIn;

    /// <summary>Those of some people who work for a brand.</summary>
    public static Task<IReadOnlyList<Guid>> WorkingForAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<Guid> people, CancellationToken ct) =>
        transaction.QueryAsync<Guid>("select operator_id from operator_brands where brand_id = @brand and operator_id = any (@people)", new { brand, people = people.ToArray() }, ct);

    private sealed record Row
    {
        public required int Version { get; init; }
        public required string Rules { get; init; }
        public required DateTimeOffset SetAt { get; init; }
        public required string SetBy { get; init; }
    }
}
