using System.Diagnostics.Metrics;
using Npgsql;
using Steward.Contracts.Events.Moderation;
using Steward.Kernel;
using Steward.Members.Brands;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Activity;

/// <summary>
/// Adds a screened envelope to the rollups: four statements in one round trip, however many messages it holds. Lanes never touch the same rows,
/// because a group is always in one lane. Activity of people and groups that no roster has named yet is kept and shows when they are.
/// </summary>
internal sealed class RecordActivity : IHandle<MessagesScreenedV1>
{
    private static readonly Counter<long> Recorded = MembersMeter.Meter.CreateCounter<long>("steward.members.messages_recorded", description: "Screened messages added to the rollups.");

    private const string AddToMembers =
        """
        insert into member_activity (brand_id, member_id, group_id, messages, last_spoke_at)
        select $1, * from unnest($2, $3, $4, $5)
        on conflict (brand_id, member_id, group_id) do update
        set messages = member_activity.messages + excluded.messages, last_spoke_at = greatest(member_activity.last_spoke_at, excluded.last_spoke_at)
        """;

    private const string AddToGroups =
        """
        with fresh as (
            insert into member_group_day (brand_id, day, group_id, member_id)
            select $1, * from unnest($2, $3, $4)
            on conflict do nothing
            returning day, group_id),
        speakers as (select day, group_id, count(*)::int as fresh from fresh group by day, group_id)
        insert into group_activity_day (brand_id, group_id, day, messages, staff_messages, speakers, last_message_at)
        select $1, added.group_id, added.day, added.messages, added.staff_messages, coalesce(speakers.fresh, 0), added.last_message_at
        from unnest($5, $6, $7, $8, $9) as added (group_id, day, messages, staff_messages, last_message_at)
        left join speakers on speakers.group_id = added.group_id and speakers.day = added.day
        on conflict (brand_id, group_id, day) do update
        set messages = group_activity_day.messages + excluded.messages, staff_messages = group_activity_day.staff_messages + excluded.staff_messages,
            speakers = group_activity_day.speakers + excluded.speakers, last_message_at = greatest(group_activity_day.last_message_at, excluded.last_message_at)
        """;

    private const string AddToBrand =
        """
        insert into brand_activity (brand_id, lane, messages) values ($1, $2, $3)
        on conflict (brand_id, lane) do update set messages = brand_activity.messages + excluded.messages
        """;

    public async Task HandleAsync(MessagesScreenedV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        if (message.Messages.Count == 0) { return; }

        var zone = await BrandZones.OfAsync(transaction, new BrandId(message.BrandId), ct);
        var activity = EnvelopeActivity.Of(message.Messages, zone);

        await using var batch = new NpgsqlBatch(transaction.Connection);
        if (activity.Members.Count > 0) { batch.BatchCommands.Add(MembersCommand(message.BrandId, activity)); }

        batch.BatchCommands.Add(GroupsCommand(message.BrandId, activity));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(AddToBrand) { Parameters = { P(message.BrandId), P(message.Partition), P((long)activity.Messages) } });
        await batch.ExecuteNonQueryAsync(ct);
        Recorded.Add(activity.Messages);
    }

    private static NpgsqlBatchCommand MembersCommand(Guid brand, EnvelopeActivity activity)
    {
        var count = activity.Members.Count;
        var (members, groups, messages, last) = (new Guid[count], new Guid[count], new long[count], new DateTime[count]);
        var at = 0;
        foreach (var (key, added) in activity.Members)
        {
            (members[at], groups[at], messages[at], last[at]) = (key.Member, key.Group, added.Messages, added.Last.UtcDateTime);
            at++;
        }

        return new NpgsqlBatchCommand(AddToMembers) { Parameters = { P(brand), P(members), P(groups), P(messages), P(last) } };
    }

    private static NpgsqlBatchCommand GroupsCommand(Guid brand, EnvelopeActivity activity)
    {
        var (days, spokenIn, speakers) = (new DateOnly[activity.Speakers.Count], new Guid[activity.Speakers.Count], new Guid[activity.Speakers.Count]);
        var at = 0;
        foreach (var (member, group, day) in activity.Speakers)
        {
            (days[at], spokenIn[at], speakers[at]) = (day, group, member);
            at++;
        }

        var count = activity.Groups.Count;
        var (groups, groupDays, messages, staff, last) = (new Guid[count], new DateOnly[count], new long[count], new long[count], new DateTime[count]);
        at = 0;
        foreach (var (key, added) in activity.Groups)
        {
            (groups[at], groupDays[at], messages[at], staff[at], last[at]) = (key.Group, key.Day, added.Messages, added.Staff, added.Last.UtcDateTime);
            at++;
        }

        return new NpgsqlBatchCommand(AddToGroups)
        {
            Parameters = { P(brand), P(days), P(spokenIn), P(speakers), P(groups), P(groupDays), P(messages), P(staff), P(last) },
        };
    }

    private static NpgsqlParameter<T> P<T>(T value) => new() { TypedValue = value };
}
