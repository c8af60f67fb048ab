using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Screening.Joins;

/// <summary>Who joined a group within the longest time that a newcomer rule may ask for.</summary>
internal static class StoredJoins
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(Rules.Kinds.NewcomerRule.MostHours);

    /// <summary>The recent joins of those who wrote these messages, in one look-up.</summary>
    public static async Task<RecentJoins> OfAsync(BrandId brand, IReadOnlyList<ReceivedMessage> messages, BrandTransaction transaction, CancellationToken ct)
    {
        var joins = new RecentJoins();
        await using var query = transaction.Command(
            """
            select j.group_id, j.member_id, j.joined_at from (select distinct * from unnest($2, $3) as t (group_id, member_id)) s
            join recent_joins j on j.brand_id = $1 and j.group_id = s.group_id and j.member_id = s.member_id
            """);
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        query.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. messages.Select(message => message.GroupId)] });
        query.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. messages.Select(message => message.SenderId)] });
        await using var reader = await query.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) { joins.Add(reader.GetGuid(0), reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2)); }

        return joins;
    }

    /// <summary>Puts what a roster says in the place of what was known of the group: only those who joined lately, nobody who left.</summary>
    public static async Task ReplaceAsync(BrandId brand, GroupSyncedV1 roster, BrandTransaction transaction, CancellationToken ct)
    {
        var recent = roster.Roster.Where(entry => !entry.IsStaff && roster.SyncedAt - entry.JoinedAt < Kept).DistinctBy(entry => entry.MemberId).ToList();
        await transaction.ExecuteAsync(
            """
            with now_there as (select * from unnest(@members, @joined) as t (member_id, joined_at)),
                 gone as (delete from recent_joins j where brand_id = @brand and group_id = @GroupId and not exists (select from now_there n where n.member_id = j.member_id))
            insert into recent_joins (brand_id, group_id, member_id, joined_at) select @brand, @GroupId, member_id, joined_at from now_there
            on conflict (brand_id, group_id, member_id) do update set joined_at = excluded.joined_at where recent_joins.joined_at <> excluded.joined_at
            """,
            new { brand, roster.GroupId, members = recent.Select(entry => entry.MemberId).ToArray(), joined = recent.Select(entry => entry.JoinedAt.UtcDateTime).ToArray() },
            ct);
    }
}
