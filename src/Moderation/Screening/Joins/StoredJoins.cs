using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Screening.Joins;

/// <summary>Somebody whom no roster of the group named before.</summary>
internal sealed record NewJoin
{
    public required Guid MemberId { get; init; }
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>How, in the channel's number; 0: nobody told that they came, they were seen.</summary>
    public required int JoinScene { get; init; }
}

/// <summary>Who joined a group within the longest time that a newcomer rule may ask for.</summary>
internal static class StoredJoins
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(Rules.Kinds.NewcomerRule.MostHours);

    /// <summary>What looks up the recent joins of those who wrote these messages.</summary>
    public static NpgsqlBatchCommand LookUp(BrandId brand, IReadOnlyList<ReceivedMessage> messages) => new(
        """
        select j.group_id, j.member_id, j.joined_at from (select distinct * from unnest($2, $3) as t (group_id, member_id)) s
        join recent_joins j on j.brand_id = $1 and j.group_id = s.group_id and j.member_id = s.member_id
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = brand.Value },
            new NpgsqlParameter<Guid[]> { TypedValue = [.. messages.Select(message => message.GroupId)] },
            new NpgsqlParameter<Guid[]> { TypedValue = [.. messages.Select(message => message.SenderId)] },
        },
    };

    /// <summary>The recent joins of those who wrote these messages.</summary>
    public static async Task<RecentJoins> OfAsync(BrandId brand, IReadOnlyList<ReceivedMessage> messages, BrandTransaction transaction, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection) { BatchCommands = { LookUp(brand, messages) } };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await ReadAsync(reader, ct);
    }

    /// <summary>What the look-up found.</summary>
    public static async Task<RecentJoins> ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var joins = new RecentJoins();
        while (await reader.ReadAsync(ct)) { joins.Add(reader.GetGuid(0), reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2)); }

        return joins;
    }

    /// <summary>Puts what a roster says in the place of what was known of the group: only those who joined lately, nobody who left.</summary>
    /// <returns>Of those who joined lately, whom the roster before did not name. Of a group's first roster that is everybody.</returns>
    public static Task<IReadOnlyList<NewJoin>> ReplaceAsync(BrandId brand, GroupSyncedV1 roster, BrandTransaction transaction, CancellationToken ct)
    {
        var recent = roster.Roster.Where(entry => !entry.IsStaff && roster.SyncedAt - entry.JoinedAt < Kept).DistinctBy(entry => entry.MemberId).ToList();
        return transaction.QueryAsync<NewJoin>(
            """
            with now_there as (select * from unnest(@members, @joined, @scenes) as t (member_id, joined_at, join_scene)),
                 gone as (delete from recent_joins j where brand_id = @brand and group_id = @GroupId and not exists (select from now_there n where n.member_id = j.member_id)),
                 put as (
                     insert into recent_joins (brand_id, group_id, member_id, joined_at) select @brand, @GroupId, member_id, joined_at from now_there
                     on conflict (brand_id, group_id, member_id) do update set joined_at = excluded.joined_at where recent_joins.joined_at <> excluded.joined_at)
            select member_id, joined_at, join_scene from now_there n where not exists (select from recent_joins j where j.brand_id = @brand and j.group_id = @GroupId and j.member_id = n.member_id)
            """,
            new { brand, roster.GroupId, members = recent.Select(entry => entry.MemberId).ToArray(), joined = recent.Select(entry => entry.JoinedAt.UtcDateTime).ToArray(), scenes = recent.Select(entry => entry.JoinScene).ToArray() },
            ct);
    }
}
