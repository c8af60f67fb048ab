using System.Diagnostics.Metrics;
using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Groups;

/// <summary>
/// Makes the stored roster equal to the channel's: people who are missing have left, people who are new or came back begin a stay. A roster older
/// than the stored one, or than the group's dismissal, changes nothing.
/// </summary>
internal sealed class StoreRoster : IHandle<GroupSyncedV1>
{
    private static readonly Counter<long> Stale = MembersMeter.Meter.CreateCounter<long>("steward.members.rosters_stale", description: "Rosters that were older than what is known.");

    private const string PutGroup =
        """
        insert into groups as g (brand_id, group_id, account_id, external_id, name, owner_id, created_at, synced_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (brand_id, group_id) do update
        set name = excluded.name, owner_id = excluded.owner_id, synced_at = excluded.synced_at, dismissed_at = null
        where g.synced_at <= excluded.synced_at and (g.dismissed_at is null or g.dismissed_at < excluded.synced_at)
        """;

    // In the order of ids, so that two groups that share people wait for each other instead of blocking each other.
    private const string PutMembers =
        """
        insert into members as m (brand_id, member_id, external_id, name, staff, first_joined_at, seen_at)
        select $1, person.id, person.external_id, person.name, person.staff, person.joined_at, $2
        from unnest($3, $4, $5, $6, $7) as person (id, external_id, name, staff, joined_at) order by person.id
        on conflict (brand_id, member_id) do update
        set external_id = excluded.external_id, name = case when excluded.name = '' then m.name else excluded.name end, staff = excluded.staff,
            first_joined_at = least(m.first_joined_at, excluded.first_joined_at), seen_at = excluded.seen_at
        where m.seen_at <= excluded.seen_at
          and (m.external_id, m.staff) is distinct from (excluded.external_id, excluded.staff) or excluded.name not in ('', m.name) or excluded.first_joined_at < m.first_joined_at
        """;

    private const string PutMemberships =
        $"""
        with roster as (select * from unnest($4, $5, $6, $7) as entry (member_id, joined_at, join_scene, join_state)),
        gone as (
            update memberships m set left_at = greatest($3, m.joined_at), messages_until = {Stay.MessagesNow}
            where m.brand_id = $1 and m.group_id = $2 and m.left_at is null and not exists (select from roster r where r.member_id = m.member_id)
            returning m.member_id),
        returned as (
            update memberships m set left_at = r.joined_at, messages_until = {Stay.MessagesNow}
            from roster r
            where m.brand_id = $1 and m.group_id = $2 and m.left_at is null and r.member_id = m.member_id and r.joined_at > m.joined_at
            returning m.member_id),
        begun as (
            insert into memberships as m (brand_id, group_id, member_id, joined_at, join_scene, join_state, messages_from)
            select $1, $2, r.member_id, r.joined_at, r.join_scene, r.join_state,
                case when exists (select from memberships e where e.brand_id = $1 and e.group_id = $2 and e.member_id = r.member_id)
                     then coalesce((select a.messages from member_activity a where a.brand_id = $1 and a.member_id = r.member_id and a.group_id = $2), 0) else 0 end
            from roster r
            where not exists (
                select from memberships e
                where e.brand_id = $1 and e.group_id = $2 and e.member_id = r.member_id and (e.left_at is null and e.joined_at >= r.joined_at or e.left_at >= $3))
            on conflict (brand_id, member_id, group_id, joined_at) do update set left_at = null, left_proved = false, removed = false, messages_until = null
            returning m.member_id),
        changes as (
            select member_id, sum(change)::int as change
            from (select member_id, -1 as change from gone union all select member_id, -1 from returned union all select member_id, 1 from begun) each
            group by member_id having sum(change) <> 0)
        update members p set groups_now = p.groups_now + changes.change from changes where p.brand_id = $1 and p.member_id = changes.member_id
        """;

    public async Task HandleAsync(GroupSyncedV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        await using var group = transaction.Command(PutGroup);
        group.Parameters.AddRange(new NpgsqlParameter[]
        {
            P(message.BrandId), P(message.GroupId), P(message.AccountId), P(Clean(message.ExternalId)), P(Clean(message.Name)), P(message.OwnerId),
            P(message.CreatedAt.UtcDateTime), P(message.SyncedAt.UtcDateTime),
        });
        if (await group.ExecuteNonQueryAsync(ct) == 0)
        {
            Stale.Add(1);
            return;
        }

        var roster = message.Roster.DistinctBy(entry => entry.MemberId).ToArray();
        var people = roster.Select(entry => entry.MemberId).ToArray();
        var joined = roster.Select(entry => entry.JoinedAt.UtcDateTime).ToArray();
        await using var batch = new NpgsqlBatch(transaction.Connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(PutMembers)
                {
                    Parameters =
                    {
                        P(message.BrandId), P(message.SyncedAt.UtcDateTime), P(people), P(roster.Select(entry => Clean(entry.ExternalId)).ToArray()),
                        P(roster.Select(entry => Clean(entry.Name)).ToArray()), P(roster.Select(entry => entry.IsStaff).ToArray()), P(joined),
                    },
                },
                new NpgsqlBatchCommand(PutMemberships)
                {
                    Parameters =
                    {
                        P(message.BrandId), P(message.GroupId), P(message.SyncedAt.UtcDateTime), P(people), P(joined),
                        P(roster.Select(entry => entry.JoinScene).ToArray()), P(roster.Select(entry => Clean(entry.JoinState)).ToArray()),
                    },
                },
                new NpgsqlBatchCommand(Stay.CountPresent) { Parameters = { P(message.BrandId), P(message.GroupId) } },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>PostgreSQL's text cannot hold the NUL character; the channel's names now and then do.</summary>
    private static string Clean(string text) => text.Replace("\0", string.Empty, StringComparison.Ordinal);

    private static NpgsqlParameter<T> P<T>(T value) => new() { TypedValue = value };
}
