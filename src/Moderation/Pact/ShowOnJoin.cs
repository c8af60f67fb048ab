using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Moderation.Screening;
using Steward.Moderation.Screening.Joins;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Pact;

/// <summary>
/// What a roster means for the pact, in the transaction that reads it: a group without the notice of what holds there gets it, and who has just joined is reminded. Nobody is reminded by the first roster of a group: they were
/// there before us, and the notice is for them. Nor is who joined longer ago than <see cref="StillNew"/>, as after an outage: a welcome that late is none;
/// nor who was only seen to speak, where a channel lists no members (their scene is 0).
/// </summary>
internal static class ShowOnJoin
{
    private static readonly TimeSpan StillNew = TimeSpan.FromDays(3);

    public static async Task RunAsync(BrandId brand, GroupSyncedV1 roster, IReadOnlyList<NewJoin> joined, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var name = StoredOffences.Storable(roster.Name);
        var group = await transaction.SingleAsync<Seen>(
            """
            with put as (
                insert into pact_groups (brand_id, group_id, account_id, name, seen_at) values (@brand, @GroupId, @AccountId, @name, @now)
                on conflict (brand_id, group_id) do update set account_id = excluded.account_id, name = excluded.name where (pact_groups.account_id, pact_groups.name) <> (excluded.account_id, excluded.name))
            select exists (select from pact_groups where brand_id = @brand and group_id = @GroupId) as is_known, p.version,
                   exists (select from pact_notices n where n.brand_id = @brand and n.version = p.version and n.group_id = @GroupId) as is_told
            from (select 1) one left join lateral (
                select version from pacts where brand_id = @brand and (group_id = @GroupId or group_id is null) and state = 'published' order by group_id nulls last limit 1) p on true
            """,
            new { brand, roster.GroupId, roster.AccountId, name, now },
            ct);
        if (group.Version is not { } version) { return; }

        var fresh = group.IsKnown ? joined.Where(join => join.JoinScene != 0 && roster.SyncedAt - join.JoinedAt < StillNew).ToList() : [];
        if (group.IsTold && fresh.Count == 0) { return; }

        // Ended in the same moment: whatever comes after it is told by who published that.
        if (await StoredPacts.HoldAsync(brand, version, transaction, ct) is not { } pact) { return; }

        if (!group.IsTold) { await GroupNotices.AskAsync(pact, roster.GroupId, roster.AccountId, now, transaction, ct); }

        if (!pact.Remind) { return; }

        await PrivateReminders.AskAsync(
            pact,
            [.. fresh.Select(join => new Joiner { GroupId = roster.GroupId, AccountId = roster.AccountId, GroupName = name, MemberId = join.MemberId, JoinedAt = join.JoinedAt })],
            now,
            transaction,
            ct);
    }

    private sealed record Seen
    {
        public required bool IsKnown { get; init; }
        public int? Version { get; init; }
        public required bool IsTold { get; init; }
    }
}
