using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;

namespace Steward.Moderation.Tests.Disputes;

[Collection(nameof(ModerationBench))]
public sealed class GetComplaintRatesTests(ModerationBench bench)
{
    private readonly DisputeWorld _world = new(bench);

    [Fact]
    public async Task Complaints_are_set_against_the_days_members_and_messages_in_the_brands_zone()
    {
        // 16:30 and 15:30 UTC are two days in Shanghai; staff's messages do not count.
        var late = new DateTimeOffset(2026, 3, 2, 16, 30, 0, TimeSpan.Zero);
        await bench.ScreenAsync(
            _world.Brand, At(late), At(late.AddMinutes(1)), At(late.AddMinutes(29)), At(late.AddHours(-1)), At(late) with { FromStaff = true });
        await SizeAsync(late.AddDays(-3), 4);
        await SizeAsync(late.AddHours(-2), 6);
        await bench.Host.PublishAsync(new GroupDismissedV1 { BrandId = _world.Brand, Partition = 1, GroupId = _world.Group, At = late.AddDays(1) });
        await Eventually.TrueAsync(async () => await bench.OwnerAsync<long>($"select count(*) from group_sizes where brand_id = '{_world.Brand}'") == 3, DisputeWorld.Patience, "the sizes are known");

        await _world.ResolveAsync(await _world.ComplainAsync());
        await _world.Operator.RegisterComplaintAsync(_world.Telling("又坏了"));
        await bench.OwnerAsync($"update complaint_entries set at = '{late:u}' where brand_id = '{_world.Brand}'");

        var rates = await _world.Operator.GetComplaintRatesAsync(Asking(new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero), 3));
        Assert.Equal("Asia/Shanghai", rates.TimeZone);
        Assert.Equal([("2026-03-02", 0, 1L, 6L), ("2026-03-03", 2, 3L, 6L), ("2026-03-04", 0, 0L, 0L)], rates.Days.Select(day => (day.Day, day.Complaints, day.Messages, day.Members)));
        Assert.Equal([("product", 2)], rates.Kinds.Select(kind => (kind.Of, kind.Complaints)));
        Assert.Equal([(_world.Group.ToString(), 2)], rates.Groups.Select(group => (group.Of, group.Complaints)));

        // Nothing of it is told to another brand, and what cannot be meant is refused.
        var other = new DisputeWorld(bench);
        var theirs = await other.Lead.GetComplaintRatesAsync(new GetComplaintRatesRequest(Asking(late, 1)) { BrandId = other.Id });
        Assert.Equal((0, 0L, 0L), (theirs.Days.Sum(day => day.Complaints), theirs.Days.Sum(day => day.Messages), theirs.Days.Sum(day => day.Members)));
        await ModerationBench.RefusedAsync(other.Lead.GetComplaintRatesAsync(Asking(late, 1)), StatusCode.NotFound, "STW-003");
        await ModerationBench.RefusedAsync(_world.Operator.GetComplaintRatesAsync(Asking(late, 0)), StatusCode.InvalidArgument, "MOD-148");
        await ModerationBench.RefusedAsync(_world.Operator.GetComplaintRatesAsync(Asking(late, 367)), StatusCode.InvalidArgument, "MOD-148");
    }

    private static ReceivedMessage At(DateTimeOffset at) => ModerationBench.Says(Guid.NewGuid(), "早上好") with { SentAt = at };

    private GetComplaintRatesRequest Asking(DateTimeOffset from, int days) => new() { BrandId = _world.Id, From = Timestamp.FromDateTimeOffset(from), To = Timestamp.FromDateTimeOffset(from.AddDays(days)) };

    private async Task SizeAsync(DateTimeOffset at, int members)
    {
        var before = await bench.OwnerAsync<long>($"select count(*) from group_sizes where brand_id = '{_world.Brand}'");
        await _world.SyncAsync(at, members);
        await Eventually.TrueAsync(async () => await bench.OwnerAsync<long>($"select count(*) from group_sizes where brand_id = '{_world.Brand}'") == before + 1, DisputeWorld.Patience, "the size is known");
    }
}
