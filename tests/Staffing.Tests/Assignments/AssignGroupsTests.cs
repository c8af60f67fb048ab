using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Staffing;
using Steward.Contracts.Staffing.V1;
using Steward.Testing;

namespace Steward.Staffing.Tests.Assignments;

[Collection(StaffingTests.Name)]
public sealed class AssignGroupsTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task A_group_has_one_operator_the_newest_and_its_open_items_go_along()
    {
        var first = await world.OperatorAsync(_brand);
        var second = await world.OperatorAsync(_brand);
        var group = await world.GroupAsync(_brand);
        var client = world.Assignments(ServiceHost.LeadOf(_brand));
        await client.AssignGroupsAsync(Request(first, group));
        var item = await world.ItemAsync(_brand, group);
        Assert.Equal(first.OperatorId, item.OperatorId);

        Assert.Equal(1, (await client.AssignGroupsAsync(Request(second, group, group))).Assigned);

        var assignment = Assert.Single((await client.ListAssignmentsAsync(new ListAssignmentsRequest { BrandId = _brand.ToString() })).Assignments);
        Assert.Equal((group.ToString(), second.OperatorId), (assignment.GroupId, assignment.OperatorId));
        Assert.Empty((await client.ListAssignmentsAsync(new ListAssignmentsRequest { BrandId = _brand.ToString(), OperatorId = first.OperatorId })).Assignments);
        Assert.Equal(second.OperatorId, (await world.GetAsync(item)).OperatorId);
        await world.Host.NextAsync<WorkItemChangedV1>(changed => changed.WorkItemId.ToString() == item.WorkItemId && changed.OperatorId == second.OperatorId);
    }

    [Fact]
    public async Task One_unknown_group_or_a_stranger_and_nothing_is_assigned()
    {
        var person = await world.OperatorAsync(_brand);
        var stranger = await world.OperatorAsync(Guid.NewGuid());
        var group = await world.GroupAsync(_brand);
        var client = world.Assignments(ServiceHost.LeadOf(_brand));

        Assert.Equal((StatusCode.NotFound, "STF-011"), await StaffingWorld.RefusedAsync(async () => await client.AssignGroupsAsync(Request(person, group, Guid.NewGuid()))));
        Assert.Equal((StatusCode.NotFound, "STF-012"), await StaffingWorld.RefusedAsync(async () => await client.AssignGroupsAsync(Request(stranger, group))));
        Assert.Empty((await client.ListAssignmentsAsync(new ListAssignmentsRequest { BrandId = _brand.ToString() })).Assignments);
    }

    [Fact]
    public async Task A_dismissed_group_is_nobodys()
    {
        var person = await world.OperatorAsync(_brand);
        var group = await world.GroupAsync(_brand);
        var client = world.Assignments(ServiceHost.LeadOf(_brand));
        await client.AssignGroupsAsync(Request(person, group));

        await world.Host.PublishAsync(new GroupDismissedV1 { BrandId = _brand, Partition = world.LaneOf(group), GroupId = group, At = world.Clock.GetUtcNow() });

        await Eventually.TrueAsync(async () => (await client.ListAssignmentsAsync(new ListAssignmentsRequest { BrandId = _brand.ToString() })).Assignments.Count == 0, StaffingWorld.Patience, "it is nobody's");
        Assert.Equal("STF-011", (await StaffingWorld.RefusedAsync(async () => await client.AssignGroupsAsync(Request(person, group)))).Code);
    }

    [Fact]
    public async Task Another_brand_and_an_operator_may_not()
    {
        var person = await world.OperatorAsync(_brand);
        var group = await world.GroupAsync(_brand);
        var foreign = world.Assignments(ServiceHost.LeadOf(Guid.NewGuid()));

        Assert.Equal(StatusCode.NotFound, (await StaffingWorld.RefusedAsync(async () => await foreign.AssignGroupsAsync(Request(person, group)))).Status);
        Assert.Equal(StatusCode.NotFound, (await StaffingWorld.RefusedAsync(async () => await foreign.ListAssignmentsAsync(new ListAssignmentsRequest { BrandId = _brand.ToString() }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await StaffingWorld.RefusedAsync(async () => await world.Assignments(ServiceHost.OperatorOf(_brand)).AssignGroupsAsync(Request(person, group)))).Status);
    }

    private AssignGroupsRequest Request(Operator person, params Guid[] groups) =>
        new() { BrandId = _brand.ToString(), OperatorId = person.OperatorId, GroupIds = { groups.Select(group => group.ToString()) } };
}
