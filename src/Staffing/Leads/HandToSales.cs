using System.Diagnostics.Metrics;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Steward.Staffing.Inbox;
using Steward.Staffing.ServiceLevels;

namespace Steward.Staffing.Leads;

/// <summary>Hands the member of a matter to sales.</summary>
/// <param name="Brand">Whose.</param>
/// <param name="LeadId">Chosen by the caller: the same again is a retry.</param>
/// <param name="WorkItemId">The matter.</param>
/// <param name="Owner">Who sells; null: of the brand's sellers who got one least recently.</param>
/// <param name="Wants">What the member wants; empty: what they asked.</param>
/// <param name="By">Who hands over.</param>
/// <param name="ForOthers">Whether they may do so with what colleagues have.</param>
internal sealed record ToSales(BrandId Brand, Guid LeadId, Guid WorkItemId, Guid? Owner, string Wants, string By, bool ForOthers);

/// <summary>The matter ends in the inbox (resolution <c>sales</c>) and a lead begins, in one transaction; a member is with one seller at a time.</summary>
internal sealed class HandToSales(Database database, TimeProvider clock)
{
    private static readonly Meter Meter = new("Steward.Staffing");
    private static readonly Counter<long> Handed = Meter.CreateCounter<long>("steward.leads.handed", description: "Members handed to sales.");

    public async Task<Result<Lead>> HandleAsync(ToSales command, CancellationToken ct)
    {
        if (command.Wants.Length > Lead.LongestText || command.Wants.Contains('\0')) { return LeadProblems.WrongText("wants", Lead.LongestText); }

        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var item = await WorkItemTables.LockAsync(transaction, command.Brand, command.WorkItemId, ct);
        if (item is null) { return WorkItemProblems.NotFound(command.WorkItemId); }

        if (await LeadTables.LockAsync(transaction, command.Brand, command.LeadId, ct) is { } known) { return known; }

        var now = clock.GetUtcNow();
        var handed = item.HandToSales(command.By, command.ForOthers, now);
        if (handed.Failed) { return handed.Problem; }

        // One after the other in a brand: two members at once would go to the same seller, and one member to two.
        await transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"leads {command.Brand}" }, ct);
        if (await transaction.SingleAsync<bool>(
            "select exists (select from leads where brand_id = @Brand and member_id = @MemberId and state in ('new', 'following'))", new { command.Brand, item.MemberId }, ct))
        {
            return LeadProblems.WithSales(item.MemberId.Value);
        }

        var rules = (await LeadTables.RulesAsync(transaction, command.Brand, ct)).Rules;
        var owner = await OwnerAsync(transaction, command, rules, ct);
        if (owner.Failed) { return owner.Problem; }

        var level = (await StoredServiceLevels.OfAsync(transaction, command.Brand, ct)).Level;
        var lead = new Lead
        {
            BrandId = command.Brand, LeadId = command.LeadId, WorkItemId = item.WorkItemId, AccountId = item.AccountId, GroupId = item.GroupId, MemberId = item.MemberId,
            Wants = command.Wants.Trim() is { Length: > 0 } wants ? wants : item.Question[..Math.Min(item.Question.Length, Lead.LongestText)], State = LeadState.New, OwnerId = owner.Value, HandedBy = command.By, HandedAt = now,
            FollowDueAt = level.Hours.After(now, TimeSpan.FromMinutes(rules.FirstFollowMinutes)),
        };
        await InsertAsync(transaction, lead, ct);
        await WorkItemTables.SaveAsync(transaction, handed.Value, now, ct);
        await transaction.CommitAsync(ct);
        Handed.Add(1);
        return lead;
    }

    private static async Task<Result<Guid>> OwnerAsync(BrandTransaction transaction, ToSales command, LeadRules rules, CancellationToken ct)
    {
        Guid[] sellers = command.Owner is { } named ? [named] : [.. rules.Sellers];
        var owner = await transaction.SingleOrDefaultAsync<Guid?>(
            """
            select link.operator_id from operator_brands link
            left join lateral (select handed_at from leads where brand_id = @Brand and owner_id = link.operator_id order by handed_at desc, lead_id desc limit 1) last on true
            where link.brand_id = @Brand and link.operator_id = any (@sellers) order by last.handed_at nulls first, array_position(@sellers, link.operator_id) limit 1
            """,
            new { command.Brand, sellers },
            ct);
        return owner is { } found ? found : command.Owner is { } foreign ? LeadProblems.NotOfTheBrand([foreign]) : LeadProblems.NoSeller();
    }

    private static Task<int> InsertAsync(BrandTransaction transaction, Lead lead, CancellationToken ct) => transaction.ExecuteAsync(
        """
        with timer as (insert into lead_due (brand_id, lead_id, due_at) values (@BrandId, @LeadId, @FollowDueAt))
        insert into leads (brand_id, lead_id, work_item_id, account_id, group_id, member_id, wants, state, owner_id, handed_by, handed_at, follow_due_at)
        values (@BrandId, @LeadId, @WorkItemId, @AccountId, @GroupId, @MemberId, @Wants, @State, @OwnerId, @HandedBy, @HandedAt, @FollowDueAt)
        """,
        new { lead.BrandId, lead.LeadId, lead.WorkItemId, lead.AccountId, lead.GroupId, lead.MemberId, lead.Wants, lead.State, lead.OwnerId, lead.HandedBy, lead.HandedAt, lead.FollowDueAt },
        ct);
}
