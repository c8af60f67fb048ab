using System.Diagnostics.Metrics;
using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Groups;

/// <summary>
/// Ends stays, with the moment and whether it was a removal. A roster may have noticed the absence first: then the event mends that stay, since only
/// the event knows. It never ends a stay that began after it.
/// </summary>
internal sealed class RecordLeavers : IHandle<MembersLeftV1>
{
    private static readonly Counter<long> Unknown = MembersMeter.Meter.CreateCounter<long>("steward.members.leavers_unknown", description: "People said to have left a group in which nobody knew them.");

    private const string EndStays =
        $"""
        with present as (
            update memberships m set left_at = $4, left_proved = true, removed = $5, messages_until = {Stay.MessagesNow}
            where m.brand_id = $1 and m.group_id = $2 and m.member_id = any ($3) and m.left_at is null and m.joined_at <= $4
            returning m.member_id),
        missed as (
            update memberships m set left_at = $4, left_proved = true, removed = $5
            where m.brand_id = $1 and m.group_id = $2 and m.member_id = any ($3) and m.left_at >= $4 and not m.left_proved and m.joined_at <= $4
            returning m.member_id),
        fewer as (
            update members p set groups_now = p.groups_now - 1 from present where p.brand_id = $1 and p.member_id = present.member_id)
        select (select count(*) from present) + (select count(*) from missed)
        """;

    public async Task HandleAsync(MembersLeftV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var people = message.MemberIds.Distinct().ToArray();
        await using var end = transaction.Command(EndStays);
        end.Parameters.AddRange(new NpgsqlParameter[]
        {
            new NpgsqlParameter<Guid> { TypedValue = message.BrandId },
            new NpgsqlParameter<Guid> { TypedValue = message.GroupId },
            new NpgsqlParameter<Guid[]> { TypedValue = people },
            new NpgsqlParameter<DateTime> { TypedValue = message.At.UtcDateTime },
            new NpgsqlParameter<bool> { TypedValue = message.Removed },
        });
        var known = (long)(await end.ExecuteScalarAsync(ct))!;
        if (known < people.Length) { Unknown.Add(people.Length - known); }

        await using var count = transaction.Command(Stay.CountPresent);
        count.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.BrandId });
        count.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.GroupId });
        await count.ExecuteNonQueryAsync(ct);
    }
}
