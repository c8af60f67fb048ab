using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Staffing.Tests.Inbox;

[Collection(StaffingTests.Name)]
public sealed class HandOverWorkItemsTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task At_the_end_of_a_shift_all_that_somebody_has_goes_to_a_colleague_with_a_note_and_nothing_else_does()
    {
        var (me, colleague) = (await world.OperatorAsync(_brand), await world.OperatorAsync(_brand));
        var (claimed, open, answering, others) = (await world.ItemAsync(_brand), await MineAsync(me), await world.ItemAsync(_brand), await world.ItemAsync(_brand));
        await As(me).ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = claimed.BrandId, WorkItemId = claimed.WorkItemId });
        await As(me).AnswerWorkItemAsync(new AnswerWorkItemRequest { BrandId = answering.BrandId, WorkItemId = answering.WorkItemId, Text = "您好，马上为您查询", CommandId = Guid.NewGuid().ToString() });
        var done = await As(me).HandOverWorkItemsAsync(new HandOverWorkItemsRequest { AllMine = true, ToOperatorId = colleague.OperatorId, Note = "下班了，杯子的问题等仓库回复" });
        Assert.Equal((2, 0), (done.Moved, done.Refused.Count));
        foreach (var item in new[] { claimed, open })
        {
            var now = await world.GetAsync(item);
            Assert.Equal(("open", colleague.OperatorId, me.OperatorId, "下班了，杯子的问题等仓库回复"), (now.State, now.OperatorId, now.HandedBy, now.HandNote));
        }

        Assert.Equal(("answering", me.OperatorId), (await world.GetAsync(answering)) is var kept ? (kept.State, kept.OperatorId) : default);
        Assert.Equal("", (await world.GetAsync(others)).OperatorId);
        Assert.Equal(0, (await As(me).HandOverWorkItemsAsync(new HandOverWorkItemsRequest { AllMine = true, ToOperatorId = colleague.OperatorId })).Moved);
    }

    [Fact]
    public async Task What_cannot_move_is_told_and_keeps_nothing_else_from_moving()
    {
        var (me, colleague, stranger) = (await world.OperatorAsync(_brand), await world.OperatorAsync(_brand), await world.OperatorAsync(Guid.NewGuid()));
        var (nobodys, theirs) = (await world.ItemAsync(_brand), await world.ItemAsync(_brand));
        await As(colleague).ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = theirs.BrandId, WorkItemId = theirs.WorkItemId });
        var unknown = Guid.NewGuid().ToString();
        var request = new HandOverWorkItemsRequest { Items = { Ref(nobodys), Ref(theirs), new WorkItemRef { BrandId = _brand.ToString(), WorkItemId = unknown }, Ref(nobodys) }, ToOperatorId = me.OperatorId };
        var done = await As(me).HandOverWorkItemsAsync(request);
        Assert.Equal(1, done.Moved);
        Assert.Equal([(unknown, "STF-020"), (theirs.WorkItemId, "STF-021")], done.Refused.Select(one => (one.WorkItemId, one.Code)));

        // A lead hands over what others have; nobody hands anything to who does not work for the brand.
        var lead = world.Inbox(ServiceHost.LeadOf(_brand));
        Assert.Equal("STF-029", Assert.Single((await lead.HandOverWorkItemsAsync(new HandOverWorkItemsRequest { Items = { Ref(theirs) }, ToOperatorId = stranger.OperatorId })).Refused).Code);
        Assert.Equal(1, (await lead.HandOverWorkItemsAsync(new HandOverWorkItemsRequest { Items = { Ref(theirs) }, ToOperatorId = me.OperatorId })).Moved);
        foreach (var wrong in new[] { new HandOverWorkItemsRequest { ToOperatorId = me.OperatorId }, new HandOverWorkItemsRequest { AllMine = true, Items = { Ref(theirs) }, ToOperatorId = me.OperatorId }, new HandOverWorkItemsRequest { AllMine = true, ToOperatorId = me.OperatorId, Note = new string('长', 501) } })
        {
            Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await lead.HandOverWorkItemsAsync(wrong))).StatusCode);
        }
    }

    [Fact]
    public async Task A_foreign_brand_hands_over_nothing_and_names_nobody()
    {
        var (me, item) = (await world.OperatorAsync(_brand), await world.ItemAsync(_brand));
        var foreign = ServiceHost.LeadOf(Guid.NewGuid());
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await world.Inbox(foreign).HandOverWorkItemsAsync(new HandOverWorkItemsRequest { Items = { Ref(item) }, ToOperatorId = me.OperatorId }))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await world.Inbox(foreign).SnoozeWorkItemAsync(new SnoozeWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId }))).StatusCode);
        Assert.DoesNotContain((await world.Operators(foreign).ListColleaguesAsync(new ListColleaguesRequest())).Colleagues, person => person.OperatorId == me.OperatorId);
        var mine = Assert.Single((await world.Operators(ServiceHost.OperatorOf(_brand)).ListColleaguesAsync(new ListColleaguesRequest())).Colleagues);
        Assert.Equal((me.OperatorId, me.Name), (mine.OperatorId, mine.Name));
    }

    [Fact]
    public async Task What_is_put_off_is_not_listed_until_then_and_a_further_question_brings_it_back()
    {
        var item = await world.ItemAsync(_brand);
        var caller = ServiceHost.OperatorOf(_brand);
        var until = Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow().AddMinutes(10));
        var put = (await world.Inbox(caller).SnoozeWorkItemAsync(new SnoozeWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId, Until = until })).Item;
        Assert.Equal(("claimed", caller.Actor, until), (put.State, put.OperatorId, put.SnoozedUntil));
        Assert.Empty(await world.ListAsync(_brand));
        Assert.Single((await world.Inbox(caller).ListWorkItemsAsync(new ListWorkItemsRequest { Snoozed = true })).Items);
        await world.Host.PublishAsync(world.HandedOn(_brand, world.Question(Guid.Parse(item.GroupId), "在吗？", Guid.Parse(item.MemberId))));
        await Eventually.TrueAsync(async () => (await world.ListAsync(_brand)) is [{ Questions: 2, SnoozedUntil: null }], StaffingWorld.Patience, "it is back");

        await world.Inbox(caller).SnoozeWorkItemAsync(new SnoozeWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId, Until = until });
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Single(await world.ListAsync(_brand));
        foreach (var wrong in new[] { TimeSpan.FromMinutes(-1), TimeSpan.FromDays(8) })
        {
            var request = new SnoozeWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId, Until = Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow() + wrong) };
            Assert.Equal((StatusCode.InvalidArgument, "STF-036"), await StaffingWorld.RefusedAsync(async () => await world.Inbox(caller).SnoozeWorkItemAsync(request)));
        }

        Assert.Equal(StatusCode.FailedPrecondition, (await StaffingWorld.RefusedAsync(async () => await world.Inbox(new Caller("somebody else", Role.Operator, [new BrandId(_brand)])).SnoozeWorkItemAsync(new SnoozeWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId }))).Status);
    }

    private static WorkItemRef Ref(WorkItem item) => new() { BrandId = item.BrandId, WorkItemId = item.WorkItemId };

    private WorkItemService.WorkItemServiceClient As(Operator person) => world.Inbox(new Caller(person.OperatorId, Role.Operator, [new BrandId(_brand)]));

    /// <summary>An open item of a group that somebody looks after.</summary>
    private async Task<WorkItem> MineAsync(Operator person)
    {
        var group = await world.GroupAsync(_brand);
        await world.Assignments(ServiceHost.LeadOf(_brand)).AssignGroupsAsync(new AssignGroupsRequest { BrandId = _brand.ToString(), OperatorId = person.OperatorId, GroupIds = { group.ToString() } });
        return await world.ItemAsync(_brand, group);
    }
}
