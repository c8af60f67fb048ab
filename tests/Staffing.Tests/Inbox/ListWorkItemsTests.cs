using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.Testing;

namespace Steward.Staffing.Tests.Inbox;

[Collection(StaffingTests.Name)]
public sealed class ListWorkItemsTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task All_brands_in_scope_come_in_one_list_longest_waiting_first_page_by_page()
    {
        var other = Guid.NewGuid();
        for (var number = 0; number < 7; number++)
        {
            await world.Host.PublishAsync(world.HandedOn(number % 2 == 0 ? _brand : other, world.Question(Guid.NewGuid(), $"问题{number}", later: TimeSpan.FromMinutes(-number / 2))));
        }

        var client = world.Inbox(ServiceHost.OperatorOf(_brand, other));
        await Eventually.TrueAsync(async () => (await client.ListWorkItemsAsync(new ListWorkItemsRequest())).Total == 7, StaffingWorld.Patience, "all are open");
        var seen = new List<WorkItem>();
        var page = new ListWorkItemsResponse();
        do
        {
            page = await client.ListWorkItemsAsync(new ListWorkItemsRequest { PageSize = 2, PageToken = page.NextPageToken });
            Assert.Equal(7, page.Total);
            seen.AddRange(page.Items);
        }
        while (page.NextPageToken.Length > 0);

        Assert.Equal(7, seen.Select(item => item.WorkItemId).Distinct().Count());
        Assert.Equal(seen.Select(item => item.OpenedAt.Seconds).Order(), seen.Select(item => item.OpenedAt.Seconds));
        Assert.Equal("问题6", Assert.Single((await client.ListWorkItemsAsync(new ListWorkItemsRequest { Search = "题6" })).Items).Question);
        Assert.Empty((await client.ListWorkItemsAsync(new ListWorkItemsRequest { Search = "_" })).Items);
        Assert.Equal(4, (await client.ListWorkItemsAsync(new ListWorkItemsRequest { BrandId = _brand.ToString() })).Total);
        Assert.Equal(7, (await client.GetWorkTotalsAsync(new GetWorkTotalsRequest())).Open);
    }

    [Fact]
    public async Task Operator_and_state_narrow_the_list()
    {
        var mine = await world.ItemAsync(_brand);
        await world.ItemAsync(_brand);
        var caller = ServiceHost.OperatorOf(_brand);
        await world.Inbox(caller).ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = mine.BrandId, WorkItemId = mine.WorkItemId });

        Assert.Equal(mine.WorkItemId, Assert.Single((await world.Inbox(caller).ListWorkItemsAsync(new ListWorkItemsRequest { OperatorId = caller.Actor })).Items).WorkItemId);
        var nobodys = await world.Inbox(caller).ListWorkItemsAsync(new ListWorkItemsRequest { Unassigned = true });
        Assert.Equal((1, ""), (nobodys.Total, Assert.Single(nobodys.Items).OperatorId));
        Assert.Equal(mine.WorkItemId, Assert.Single(await world.ListAsync(_brand, "claimed")).WorkItemId);
        Assert.Empty(await world.ListAsync(_brand, "resolved"));
        Assert.Equal((StatusCode.InvalidArgument, "STF-026"), await StaffingWorld.RefusedAsync(() => world.ListAsync(_brand, "lost")));
    }

    [Fact]
    public async Task Another_brand_sees_and_changes_nothing()
    {
        var item = await world.ItemAsync(_brand);
        var foreign = Guid.NewGuid();
        var client = world.Inbox(ServiceHost.LeadOf(foreign));

        Assert.Empty((await client.ListWorkItemsAsync(new ListWorkItemsRequest())).Items);
        Assert.Equal(new GetWorkTotalsResponse(), await client.GetWorkTotalsAsync(new GetWorkTotalsRequest()));
        foreach (var brand in new[] { item.BrandId, foreign.ToString() })
        {
            var calls = new Func<Task>[]
            {
                async () => await client.GetWorkItemAsync(new GetWorkItemRequest { BrandId = brand, WorkItemId = item.WorkItemId }),
                async () => await client.ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = brand, WorkItemId = item.WorkItemId }),
                async () => await client.ReleaseWorkItemAsync(new ReleaseWorkItemRequest { BrandId = brand, WorkItemId = item.WorkItemId }),
                async () => await client.ResolveWorkItemAsync(new ResolveWorkItemRequest { BrandId = brand, WorkItemId = item.WorkItemId }),
                async () => await client.AnswerWorkItemAsync(new AnswerWorkItemRequest { BrandId = brand, WorkItemId = item.WorkItemId, Text = "好", CommandId = Guid.NewGuid().ToString() }),
            };
            foreach (var call in calls) { Assert.Equal(StatusCode.NotFound, (await StaffingWorld.RefusedAsync(call)).Status); }
        }

        Assert.Equal(StatusCode.NotFound, (await StaffingWorld.RefusedAsync(async () => await client.ListWorkItemsAsync(new ListWorkItemsRequest { BrandId = item.BrandId }))).Status);
        Assert.Equal(StatusCode.NotFound, (await StaffingWorld.RefusedAsync(async () => await client.GetWorkTotalsAsync(new GetWorkTotalsRequest { BrandId = item.BrandId }))).Status);
        Assert.Equal("open", (await world.GetAsync(item)).State);
    }

    [Fact]
    public async Task A_brands_key_is_no_operator() =>
        Assert.Equal(StatusCode.PermissionDenied, (await StaffingWorld.RefusedAsync(async () => await world.Inbox(ServiceHost.KeyOf(_brand)).ListWorkItemsAsync(new ListWorkItemsRequest()))).Status);
}
