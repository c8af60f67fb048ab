using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Content.V1;

namespace Steward.Content.Tests.Calendar;

[Collection(ContentTests.Name)]
public sealed class ScheduleEntryTests(ContentWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var entry = new CalendarEntry { BrandId = _brand.ToString(), EntryId = "x", AccountId = "y", Text = new string('茶', 1334), GroupIds = { "z" } };

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await world.Calendar(_brand).ScheduleEntryAsync(new ScheduleEntryRequest { Entry = entry }));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Equal("CNT-001", refused.Trailers.GetValue("problem-code"));
        Assert.Equal("entry.entry_id,entry.account_id,entry.title,entry.text,entry.group_ids,entry.send_at", refused.Trailers.GetValue("problem-field"));
    }

    [Fact]
    public async Task An_entry_can_be_changed_listed_and_taken_back_until_it_is_due()
    {
        var client = world.Calendar(_brand);
        var entry = Entry(TimeSpan.FromHours(2));
        await client.ScheduleEntryAsync(new ScheduleEntryRequest { Entry = entry });
        entry.Text = "改到三点";
        entry.SendAt = Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow().AddHours(3));
        await client.ScheduleEntryAsync(new ScheduleEntryRequest { Entry = entry });

        var listed = await client.ListEntriesAsync(new ListEntriesRequest { BrandId = _brand.ToString(), State = "scheduled" });
        var stored = Assert.Single(listed.Entries);
        Assert.Equal((entry.Text, entry.SendAt, 1), (stored.Text, stored.SendAt, listed.Total));
        Assert.Empty((await client.ListEntriesAsync(new ListEntriesRequest { BrandId = _brand.ToString(), To = Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow().AddHours(3)) })).Entries);

        var cancel = new CancelEntryRequest { BrandId = _brand.ToString(), EntryId = entry.EntryId };
        Assert.Equal("cancelled", (await client.CancelEntryAsync(cancel)).Entry.State);
        Assert.Equal("cancelled", (await client.CancelEntryAsync(cancel)).Entry.State);
        entry.Text = "再改";
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.ScheduleEntryAsync(new ScheduleEntryRequest { Entry = entry }));
        Assert.Equal((StatusCode.FailedPrecondition, "CNT-003"), (refused.StatusCode, refused.Trailers.GetValue("problem-code")));
        Assert.Equal(0, await world.OwnerScalarAsync($"select count(*) from calendar_due where brand_id = '{_brand}'"));
    }

    [Fact]
    public async Task The_past_cannot_be_planned()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await world.Calendar(_brand).ScheduleEntryAsync(new ScheduleEntryRequest { Entry = Entry(TimeSpan.FromMinutes(-6)) }));

        Assert.Equal("entry.send_at", refused.Trailers.GetValue("problem-field"));
    }

    [Fact]
    public async Task Pages_hold_every_entry_once_in_order_of_time()
    {
        var client = world.Calendar(_brand);
        for (var hour = 7; hour > 0; hour--) { await client.ScheduleEntryAsync(new ScheduleEntryRequest { Entry = Entry(TimeSpan.FromHours(hour / 2 + 1)) }); }

        var seen = new List<CalendarEntry>();
        var page = new ListEntriesResponse();
        do
        {
            page = await client.ListEntriesAsync(new ListEntriesRequest { PageSize = 3, PageToken = page.NextPageToken });
            seen.AddRange(page.Entries);
        }
        while (page.NextPageToken.Length > 0);

        Assert.Equal(7, seen.Select(entry => entry.EntryId).Distinct().Count());
        Assert.Equal(seen.OrderBy(entry => entry.SendAt.Seconds).Select(entry => entry.SendAt), seen.Select(entry => entry.SendAt));
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.ListEntriesAsync(new ListEntriesRequest { PageToken = "WyJ4IiwieSJd" }));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    [Fact]
    public async Task Another_brand_sees_and_changes_nothing()
    {
        var entry = Entry(TimeSpan.FromHours(1));
        await world.Calendar(_brand).ScheduleEntryAsync(new ScheduleEntryRequest { Entry = entry });
        var foreign = Guid.NewGuid();
        var client = world.Calendar(foreign);

        Assert.Empty((await client.ListEntriesAsync(new ListEntriesRequest())).Entries);
        var calls = new Func<Task>[]
        {
            async () => await client.ListEntriesAsync(new ListEntriesRequest { BrandId = _brand.ToString() }),
            async () => await client.ScheduleEntryAsync(new ScheduleEntryRequest { Entry = entry }),
            async () => await client.CancelEntryAsync(new CancelEntryRequest { BrandId = _brand.ToString(), EntryId = entry.EntryId }),
            async () => await client.CancelEntryAsync(new CancelEntryRequest { BrandId = foreign.ToString(), EntryId = entry.EntryId }),
        };
        foreach (var call in calls) { Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode); }
    }

    private CalendarEntry Entry(TimeSpan ahead) => new()
    {
        EntryId = Guid.NewGuid().ToString(),
        BrandId = _brand.ToString(),
        AccountId = Guid.NewGuid().ToString(),
        Title = "午茶",
        Text = "两点开席",
        GroupIds = { Guid.NewGuid().ToString() },
        SendAt = Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow() + ahead),
    };
}
