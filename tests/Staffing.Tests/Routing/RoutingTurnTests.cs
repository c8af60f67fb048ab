using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Events.Staffing;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Staffing.Tests.Routing;

[Collection(StaffingTests.Name)]
public sealed class RoutingTurnTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task Without_anybodys_plan_all_is_as_it_was_and_who_alone_has_none_is_left_alone()
    {
        var (owner, other) = (await world.OperatorAsync(_brand), await world.OperatorAsync(_brand));
        var group = await GroupOfAsync(owner);
        var (before, nobodys) = (await world.ItemAsync(_brand, group), await world.ItemAsync(_brand));
        // Somebody of another brand is planned, so that there is a turn at all.
        var elsewhere = Guid.NewGuid();
        await world.PlanAsync(elsewhere, await world.OperatorAsync(elsewhere), StaffingWorld.Always());
        await world.RouteAsync();
        Assert.Equal((owner.OperatorId, "", null), Of(await world.GetAsync(before)));
        Assert.Equal(("", "", null), Of(await world.GetAsync(nobodys)));

        await world.PlanAsync(_brand, other, StaffingWorld.Always());
        var after = await world.ItemAsync(_brand, group);
        await world.RouteAsync();
        Assert.Equal(owner.OperatorId, (await world.GetAsync(before)).OperatorId);
        Assert.Equal((owner.OperatorId, "owner"), (await world.GetAsync(after)) is var left ? (left.OperatorId, left.Route) : default);
        Assert.Equal((other.OperatorId, "load", 1, 20), (await world.GetAsync(nobodys)) is var given ? (given.OperatorId, given.Route, given.RouteHeld, given.RouteCapacity) : default);
    }

    [Fact]
    public async Task A_groups_person_gets_it_while_they_work_and_have_room_others_after_that_and_then_it_waits_for_room()
    {
        var (owner, colleague) = (await world.OperatorAsync(_brand), await world.OperatorAsync(_brand));
        await world.PlanAsync(_brand, owner, StaffingWorld.Always(capacity: 1));
        await world.PlanAsync(_brand, colleague, StaffingWorld.Always(capacity: 1));
        var group = await GroupOfAsync(owner);
        var items = new List<WorkItem>();
        for (var number = 0; number < 3; number++)
        {
            items.Add(await world.ItemAsync(_brand, group));
            await world.RouteAsync();
        }

        Assert.Equal([(owner.OperatorId, "owner"), (colleague.OperatorId, "load"), ("", "all-full")], await RoutesAsync(items));
        // Somebody has room again: what waited is given at the next turn, and told.
        await As(colleague).ResolveWorkItemAsync(new ResolveWorkItemRequest { BrandId = _brand.ToString(), WorkItemId = items[1].WorkItemId, Note = "不用回" });
        await world.RouteAsync();
        Assert.Equal((colleague.OperatorId, "load"), (await RoutesAsync(items))[2]);
        await world.Host.NextAsync<WorkItemChangedV1>(message => message.WorkItemId.ToString() == items[2].WorkItemId && message.OperatorId == colleague.OperatorId);
    }

    [Fact]
    public async Task At_the_end_of_a_shift_what_somebody_has_goes_to_who_is_there_but_not_an_answer_on_its_way_nor_what_is_put_off()
    {
        var (leaving, staying) = (await world.OperatorAsync(_brand), await world.OperatorAsync(_brand));
        await world.PlanAsync(_brand, leaving, world.Until(TimeSpan.FromMinutes(30)));
        var (open, claimed, answering, snoozed) = (await world.ItemAsync(_brand), await world.ItemAsync(_brand), await world.ItemAsync(_brand), await world.ItemAsync(_brand));
        await world.RouteAsync();
        await As(leaving).ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = _brand.ToString(), WorkItemId = claimed.WorkItemId });
        await As(leaving).AnswerWorkItemAsync(new AnswerWorkItemRequest { BrandId = _brand.ToString(), WorkItemId = answering.WorkItemId, Text = "您好，马上为您查询", CommandId = Guid.NewGuid().ToString() });
        await As(leaving).SnoozeWorkItemAsync(new SnoozeWorkItemRequest { BrandId = _brand.ToString(), WorkItemId = snoozed.WorkItemId, Until = Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow().AddHours(1)) });
        await world.PlanAsync(_brand, staying, StaffingWorld.Always());
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        await world.RouteAsync();
        Assert.Equal(
            [(staying.OperatorId, "open"), (staying.OperatorId, "open"), (leaving.OperatorId, "answering"), (leaving.OperatorId, "claimed")],
            await Task.WhenAll(new[] { open, claimed, answering, snoozed }.Select(async item => await world.GetAsync(item) is var now ? (now.OperatorId, now.State) : default)));
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        await world.RouteAsync();
        Assert.Equal((staying.OperatorId, "open"), await world.GetAsync(snoozed) is var woken ? (woken.OperatorId, woken.State) : default);
    }

    [Fact]
    public async Task Who_has_a_short_break_keeps_what_they_have_gets_nothing_new_and_after_a_longer_one_has_nothing()
    {
        var person = await world.OperatorAsync(_brand);
        await world.PlanAsync(_brand, person, StaffingWorld.Always());
        var first = await world.ItemAsync(_brand);
        await world.RouteAsync();
        var duty = world.Host.Client<DutyService.DutyServiceClient>(Caller(person));
        await duty.StartBreakAsync(new StartBreakRequest());
        var second = await world.ItemAsync(_brand);
        await world.RouteAsync();
        Assert.Equal([(person.OperatorId, "load"), ("", "nobody-on-duty")], await RoutesAsync([first, second]));
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.RouteAsync();
        Assert.Equal([("", "nobody-on-duty"), ("", "nobody-on-duty")], await RoutesAsync([first, second]));
        await duty.EndBreakAsync(new EndBreakRequest());
        await world.RouteAsync();
        Assert.Equal([(person.OperatorId, "load"), (person.OperatorId, "load")], await RoutesAsync([first, second]));
    }

    [Fact]
    public async Task After_the_brands_hours_the_cover_pool_serves_it_and_not_before()
    {
        var cover = await world.OperatorAsync(_brand);
        await world.PlanAsync(_brand, cover, new DutyPlan { Zone = "UTC", Cover = { StaffingWorld.Always().Periods }, Capacity = 5 });
        await HoursAsync(StaffingWorld.Always().Periods);
        var item = await world.ItemAsync(_brand);
        await world.RouteAsync();
        Assert.Equal([("", "nobody-on-duty")], await RoutesAsync([item]));
        // Open at another time of the week than now.
        var other = ((int)world.Clock.GetUtcNow().DayOfWeek + 3) % 7 + 1;
        await HoursAsync([new DutyPeriod { Day = other, From = 0, To = 60 }]);
        await world.RouteAsync();
        Assert.Equal([(cover.OperatorId, "cover")], await RoutesAsync([item]));
    }

    [Fact]
    public async Task What_a_brands_rules_ask_for_decides_and_a_handed_over_item_stays_where_a_person_put_it()
    {
        var (certified, other) = (await world.OperatorAsync(_brand), await world.OperatorAsync(_brand));
        var plan = StaffingWorld.Always();
        plan.Skills.Add(new Skill { Name = "Milk" });
        await world.PlanAsync(_brand, certified, plan);
        await world.PlanAsync(_brand, other, StaffingWorld.Always());
        var rules = new RoutingRules { Certificate = "milk", Kinds = { new KindSkills { Kind = "question", Preferred = { "refund" } } }, EscalateAfterMinutes = 5 };
        Assert.Equal(1, (await Routing(ServiceHost.LeadOf(_brand)).PutRoutingAsync(new PutRoutingRequest { BrandId = _brand.ToString(), Rules = rules, ExpectedVersion = 0 })).Version.Version);
        Assert.Equal((StatusCode.FailedPrecondition, "STF-046"), await StaffingWorld.RefusedAsync(async () => await Routing(ServiceHost.LeadOf(_brand)).PutRoutingAsync(new PutRoutingRequest { BrandId = _brand.ToString(), Rules = rules, ExpectedVersion = 0 })));
        Assert.Equal((StatusCode.InvalidArgument, "STF-045"), await StaffingWorld.RefusedAsync(async () => await Routing(ServiceHost.LeadOf(_brand)).PutRoutingAsync(new PutRoutingRequest { BrandId = _brand.ToString(), Rules = new RoutingRules { Certificate = "a\nb", EscalateAfterMinutes = -1, Kinds = { new KindSkills(), new KindSkills() } } })));
        Assert.Equal(rules, (await Routing(ServiceHost.OperatorOf(_brand)).GetRoutingAsync(new GetRoutingRequest { BrandId = _brand.ToString() })).Version.Rules);
        var items = new[] { await world.ItemAsync(_brand), await world.ItemAsync(_brand) };
        await world.RouteAsync();
        Assert.Equal([(certified.OperatorId, "load"), (certified.OperatorId, "load")], await RoutesAsync(items));
        await As(certified).HandOverWorkItemsAsync(new HandOverWorkItemsRequest { Items = { new WorkItemRef { BrandId = _brand.ToString(), WorkItemId = items[0].WorkItemId } }, ToOperatorId = other.OperatorId });
        await world.RouteAsync();
        Assert.Equal((other.OperatorId, "hand"), (await RoutesAsync(items))[0]);
    }

    [Fact]
    public async Task What_nobody_takes_past_its_deadline_goes_to_the_leads_once()
    {
        var person = await world.OperatorAsync(_brand);
        await world.PlanAsync(_brand, person, StaffingWorld.Always());
        await HoursAsync(StaffingWorld.Always().Periods);
        var (taken, untaken) = (await world.ItemAsync(_brand), await world.ItemAsync(_brand));
        await As(person).ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = _brand.ToString(), WorkItemId = taken.WorkItemId });
        world.Clock.Advance(TimeSpan.FromMinutes(24));
        await world.RouteAsync();
        Assert.Empty(await EscalatedAsync(_brand));
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.RouteAsync();
        var first = Assert.Single(await EscalatedAsync(_brand));
        Assert.Equal(untaken.WorkItemId, first.WorkItemId);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.RouteAsync();
        Assert.Equal(first.EscalatedAt, Assert.Single(await EscalatedAsync(_brand)).EscalatedAt);
        Assert.Empty(await EscalatedAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Of_a_foreign_brand_nobody_reads_or_writes_the_rules_and_nobody_gets_its_matters()
    {
        var theirs = Guid.NewGuid();
        Assert.Equal(StatusCode.NotFound, (await StaffingWorld.RefusedAsync(async () => await Routing(ServiceHost.LeadOf(theirs)).GetRoutingAsync(new GetRoutingRequest { BrandId = _brand.ToString() }))).Status);
        Assert.Equal(StatusCode.NotFound, (await StaffingWorld.RefusedAsync(async () => await Routing(ServiceHost.LeadOf(theirs)).PutRoutingAsync(new PutRoutingRequest { BrandId = _brand.ToString(), Rules = new RoutingRules() }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await StaffingWorld.RefusedAsync(async () => await Routing(ServiceHost.OperatorOf(_brand)).PutRoutingAsync(new PutRoutingRequest { BrandId = _brand.ToString(), Rules = new RoutingRules() }))).Status);
        var (full, idle) = (await world.OperatorAsync(_brand), await world.OperatorAsync(theirs));
        await world.PlanAsync(_brand, full, StaffingWorld.Always(capacity: 0));
        await world.PlanAsync(theirs, idle, StaffingWorld.Always());
        var item = await world.ItemAsync(_brand);
        await world.RouteAsync();
        Assert.Equal([("", "all-full")], await RoutesAsync([item]));
    }

    private async Task<Guid> GroupOfAsync(Operator owner)
    {
        var group = await world.GroupAsync(_brand);
        await world.Assignments(ServiceHost.LeadOf(_brand)).AssignGroupsAsync(new AssignGroupsRequest { BrandId = _brand.ToString(), OperatorId = owner.OperatorId, GroupIds = { group.ToString() } });
        return group;
    }

    private async Task HoursAsync(IEnumerable<DutyPeriod> periods) =>
        await world.Host.Client<ServiceLevelService.ServiceLevelServiceClient>(ServiceHost.LeadOf(_brand)).PutServiceLevelAsync(new PutServiceLevelRequest
        {
            BrandId = _brand.ToString(), Level = new ServiceLevel { FirstResponseMinutes = 10, ResolutionMinutes = 60, Hours = new BusinessHours { Zone = "UTC", Periods = { periods } } },
        });

    private async Task<IReadOnlyList<WorkItem>> EscalatedAsync(Guid brand) =>
        (await world.Inbox(ServiceHost.LeadOf(brand)).ListWorkItemsAsync(new ListWorkItemsRequest { BrandId = brand.ToString(), Escalated = true })).Items;

    private async Task<List<(string Person, string Route)>> RoutesAsync(IEnumerable<WorkItem> items)
    {
        var routes = new List<(string, string)>();
        foreach (var item in items) { routes.Add(await world.GetAsync(item) is var now ? (now.OperatorId, now.Route) : default); }

        return routes;
    }

    private static (string Person, string Route, Timestamp? GivenAt) Of(WorkItem item) => (item.OperatorId, item.Route, item.GivenAt);

    private RoutingService.RoutingServiceClient Routing(Caller caller) => world.Host.Client<RoutingService.RoutingServiceClient>(caller);

    private WorkItemService.WorkItemServiceClient As(Operator person) => world.Inbox(Caller(person));

    private Caller Caller(Operator person) => new(person.OperatorId, Role.Operator, [new BrandId(_brand)]);
}
