using Dapper;
using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Members.Activity;
using Steward.Members.Groups;
using Steward.Testing;

namespace Steward.Members.Tests.Activity;

[Collection(MembersCollection.Name)]
public sealed class RecordActivityTests(MembersBench bench)
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Rollups_equal_a_recount_of_any_envelopes_however_often_each_is_delivered(int seed)
    {
        var random = new Random(seed);
        var brand = Guid.NewGuid();
        var groups = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToArray();
        var people = Enumerable.Range(0, 12).Select(_ => Guid.NewGuid()).ToArray();
        var staff = people[..2];
        var sent = new List<ScreenedMessage>();
        for (var envelope = 0; envelope < 30; envelope++)
        {
            var lane = random.Next(2);
            var messages = Enumerable.Range(0, random.Next(1, 40)).Select(_ =>
            {
                var sender = people[random.Next(people.Length)];
                return MembersBench.Said(groups[2 * random.Next(3) + lane], sender, MembersBench.Monday.AddMinutes(random.Next(-4000, 4000)), staff.Contains(sender));
            }).ToArray();
            sent.AddRange(messages);
            var id = Guid.CreateVersion7();
            for (var delivery = random.Next(1, 4); delivery > 0; delivery--) { await bench.Host.PublishAsync(MembersBench.Envelope(brand, lane, messages), id); }
        }

        await Eventually.TrueAsync(async () => (await bench.TotalsAsync(brand)).Messages >= sent.Count, MembersBench.Patience, "every message is counted");
        for (var lane = 0; lane < 2; lane++)
        {
            // Lanes keep their order: when this one is counted, no repeat is still under way.
            var last = MembersBench.Said(groups[lane], staff[0], MembersBench.Monday, staff: true);
            sent.Add(last);
            await bench.Host.PublishAsync(MembersBench.Envelope(brand, lane, last));
        }

        await Eventually.TrueAsync(async () => (await bench.TotalsAsync(brand)).Messages >= sent.Count, MembersBench.Patience, "the lanes are empty");

        Assert.Equal(sent.Count, (await bench.TotalsAsync(brand)).Messages);
        await using var connection = new NpgsqlConnection(bench.Host.OwnerConnectionString);
        var days = await connection.QueryAsync<(Guid Group, DateTime Day, long Messages, long Staff, int Speakers)>(
            "select group_id, day::timestamp, messages, staff_messages, speakers from group_activity_day where brand_id = @brand", new { brand });
        Assert.Equal(
            sent.GroupBy(message => (message.GroupId, Day: TimeZoneInfo.ConvertTime(message.SentAt, Shanghai).Date))
                .Select(day => (day.Key.GroupId, day.Key.Day, day.LongCount(m => !m.FromStaff), day.LongCount(m => m.FromStaff), day.Where(m => !m.FromStaff).Select(m => m.SenderId).Distinct().Count()))
                .Order(),
            days.Order());
        var activity = await connection.QueryAsync<(Guid Member, Guid Group, long Messages)>("select member_id, group_id, messages from member_activity where brand_id = @brand", new { brand });
        Assert.Equal(
            sent.Where(message => !message.FromStaff).GroupBy(message => (message.SenderId, message.GroupId)).Select(said => (said.Key.SenderId, said.Key.GroupId, said.LongCount())).Order(),
            activity.Order());
    }

    [Fact]
    public async Task What_was_said_today_shows_at_the_group_and_at_the_person()
    {
        var (brand, group, person, colleague) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var now = bench.Clock.GetUtcNow();
        await bench.HandleAsync<GroupSyncedV1, StoreRoster>(MembersBench.Roster(brand, group, now.AddHours(-1), MembersBench.Person(person), MembersBench.Person(colleague, staff: true)));
        await bench.HandleAsync<MessagesScreenedV1, RecordActivity>(MembersBench.Envelope(
            brand,
            1,
            MembersBench.Said(group, person, now),
            MembersBench.Said(group, person, now),
            MembersBench.Said(group, colleague, now, staff: true),
            MembersBench.Said(group, person, now.AddDays(-3))));

        var shown = await bench.GroupAsync(brand, group);
        Assert.Equal((2, 1), (shown.MessagesToday, shown.SpeakersToday));
        Assert.Equal(now.ToUnixTimeSeconds(), shown.LastMessageAt.Seconds);
        var member = await bench.MemberAsync(brand, person);
        Assert.Equal((3, 3), (member.Member.Messages, Assert.Single(member.Memberships).Messages));
        Assert.Equal(0, (await bench.MemberAsync(brand, colleague)).Member.Messages);
        var totals = await bench.TotalsAsync(brand);
        Assert.Equal((4, 1, 1), (totals.Messages, totals.Groups, totals.Members));
    }

    [Fact]
    public async Task A_foreign_brand_sees_no_totals()
    {
        var (brand, foreign) = (Guid.NewGuid(), Guid.NewGuid());
        await bench.HandleAsync<MessagesScreenedV1, RecordActivity>(MembersBench.Envelope(brand, 0, MembersBench.Said(Guid.NewGuid(), Guid.NewGuid(), MembersBench.Monday)));

        Assert.Equal(0, (await bench.TotalsAsync(foreign)).Messages);
        await MembersBench.RefusedAsync(
            Grpc.Core.StatusCode.NotFound,
            "STW-003",
            async () => await bench.People(foreign).GetActivityTotalsAsync(new Contracts.Members.V1.GetActivityTotalsRequest { BrandId = brand.ToString() }));
    }

    [Fact]
    public async Task The_days_of_speakers_have_partitions_of_their_own_and_old_ones_go()
    {
        await using var connection = new NpgsqlConnection(bench.Host.OwnerConnectionString);
        await connection.ExecuteAsync("select maintain_member_group_day('2031-05-10', 10)");
        await connection.ExecuteAsync("insert into member_group_day values (@brand, '2031-05-10', @brand, @brand)", new { brand = Guid.NewGuid() });
        var dropped = await connection.ExecuteScalarAsync<int>("select maintain_member_group_day('2031-05-30', 10)");

        Assert.True(dropped >= 4);
        Assert.Null(await connection.ExecuteScalarAsync<string>("select to_regclass('member_group_day_20310510')::text"));
        Assert.NotNull(await connection.ExecuteScalarAsync<string>("select to_regclass('member_group_day_20310530')::text"));
    }
}
