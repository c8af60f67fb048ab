using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;
using Wire = Steward.Contracts.Staffing.V1;

namespace Steward.Staffing.Tests.Duty;

[Collection(StaffingTests.Name)]
public sealed class DutyTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task A_plan_is_checked_versioned_and_read_as_it_was_written_with_where_the_person_is_now()
    {
        var person = await world.OperatorAsync(_brand);
        Assert.Equal((0, null, false), (await OneAsync()) is var bare ? (bare.Version, bare.Plan, bare.OnDuty) : default);
        var plan = StaffingWorld.Always(capacity: 7);
        plan.Skills.Add(new Wire.Skill { Name = "奶粉", ValidUntil = "2027-01-31" });
        plan.Kinds.Add(new KindCapacity { Kind = "complaint", Capacity = 2 });
        plan.Cover.Add(new Wire.DutyPeriod { Day = 3, From = 1200, To = 1320 });
        plan.Exceptions.Add(new Wire.DutyException { From = At(10), Until = At(20), Extra = true, Note = "大促" });
        Assert.Equal(1, (await Leads.PutDutyAsync(new PutDutyRequest { OperatorId = person.OperatorId, Plan = plan, ExpectedVersion = 0 })).Version);
        var stored = await OneAsync();
        Assert.Equal((plan, 1, true, "lead", 0), (stored.Plan, stored.Version, stored.OnDuty, stored.SetBy, stored.Holding));
        await world.Inbox(Caller(person)).ClaimWorkItemAsync((await world.ItemAsync(_brand)) is var item ? new ClaimWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId } : null);
        Assert.Equal(1, (await OneAsync()).Holding);

        Assert.Equal((StatusCode.FailedPrecondition, "STF-041"), await StaffingWorld.RefusedAsync(async () => await Leads.PutDutyAsync(new PutDutyRequest { OperatorId = person.OperatorId, Plan = plan, ExpectedVersion = 0 })));
        foreach (var wrong in new[] { new Wire.DutyPlan { Zone = "" }, With(one => one.Skills.Add(new Wire.Skill { Name = "x", ValidUntil = "31.1.2027" })), With(one => one.Exceptions.Add(new Wire.DutyException { Until = At(1) })), With(one => one.Kinds.Add([new KindCapacity { Kind = "a" }, new KindCapacity { Kind = "a" }])) })
        {
            Assert.Equal((StatusCode.InvalidArgument, "STF-040"), await StaffingWorld.RefusedAsync(async () => await Leads.PutDutyAsync(new PutDutyRequest { OperatorId = person.OperatorId, Plan = wrong })));
        }

        Assert.Equal(StatusCode.InvalidArgument, (await StaffingWorld.RefusedAsync(async () => await Leads.PutDutyAsync(new PutDutyRequest { OperatorId = person.OperatorId }))).Status);
        Assert.Equal(1, (await OneAsync()).Version);

        Wire.DutyPlan With(Action<Wire.DutyPlan> change)
        {
            var changed = StaffingWorld.Always();
            change(changed);
            return changed;
        }
    }

    [Fact]
    public async Task A_break_is_ones_own_and_shows_and_who_has_no_plan_has_none()
    {
        var (person, other) = (await world.OperatorAsync(_brand), await world.OperatorAsync(_brand));
        Assert.Equal((StatusCode.FailedPrecondition, "STF-044"), await StaffingWorld.RefusedAsync(async () => await Client(Caller(person)).StartBreakAsync(new StartBreakRequest())));
        await world.PlanAsync(_brand, person, StaffingWorld.Always());
        var began = (await Client(Caller(person)).StartBreakAsync(new StartBreakRequest())).AwaySince;
        Assert.Equal(began, (await Client(Caller(person)).StartBreakAsync(new StartBreakRequest())).AwaySince);
        // Who does not lead sees their own plan only.
        var mine = Assert.Single((await Client(Caller(person)).ListDutyAsync(new ListDutyRequest())).People);
        Assert.Equal((person.OperatorId, began, false), (mine.OperatorId, mine.AwaySince, mine.OnDuty));
        Assert.Equal(2, (await Leads.ListDutyAsync(new ListDutyRequest { BrandId = _brand.ToString() })).People.Count);
        await Client(Caller(person)).EndBreakAsync(new EndBreakRequest());
        Assert.True(Assert.Single((await Client(Caller(person)).ListDutyAsync(new ListDutyRequest())).People) is { AwaySince: null, OnDuty: true });
        Assert.Equal(0, Assert.Single((await Client(Caller(other)).ListDutyAsync(new ListDutyRequest())).People).Version);
    }

    [Fact]
    public async Task Foreign_brands_neither_see_nor_plan_people_and_who_sees_only_some_of_their_brands_does_not_plan_either()
    {
        var (person, theirs) = (await world.OperatorAsync(_brand), Guid.NewGuid());
        var foreign = Client(new Caller("lead", Role.Lead, [new BrandId(theirs)]));
        Assert.Empty((await foreign.ListDutyAsync(new ListDutyRequest())).People);
        Assert.Equal(StatusCode.NotFound, (await StaffingWorld.RefusedAsync(async () => await foreign.ListDutyAsync(new ListDutyRequest { BrandId = _brand.ToString() }))).Status);
        Assert.Equal((StatusCode.NotFound, "STF-042"), await StaffingWorld.RefusedAsync(async () => await foreign.PutDutyAsync(new PutDutyRequest { OperatorId = person.OperatorId, Plan = StaffingWorld.Always() })));
        await world.Operators(ServiceHost.AdminOf(_brand, theirs)).PutOperatorAsync(new PutOperatorRequest { Operator = new Operator(person) { BrandIds = { theirs.ToString() } } });
        Assert.Equal((StatusCode.PermissionDenied, "STF-043"), await StaffingWorld.RefusedAsync(async () => await Leads.PutDutyAsync(new PutDutyRequest { OperatorId = person.OperatorId, Plan = StaffingWorld.Always() })));
        Assert.Equal(StatusCode.PermissionDenied, (await StaffingWorld.RefusedAsync(async () => await Client(Caller(person)).PutDutyAsync(new PutDutyRequest { OperatorId = person.OperatorId, Plan = StaffingWorld.Always() }))).Status);
        // Of a person's brands each sees its own.
        Assert.Equal([theirs.ToString()], Assert.Single((await foreign.ListDutyAsync(new ListDutyRequest())).People).BrandIds);
    }

    private DutyService.DutyServiceClient Leads => Client(new Caller("lead", Role.Lead, [new BrandId(_brand)]));

    private DutyService.DutyServiceClient Client(Caller caller) => world.Host.Client<DutyService.DutyServiceClient>(caller);

    private Caller Caller(Operator person) => new(person.OperatorId, Role.Operator, [new BrandId(_brand)]);

    private async Task<Wire.Duty> OneAsync() => Assert.Single((await Leads.ListDutyAsync(new ListDutyRequest())).People);

    private Timestamp At(int hours) => Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow().AddHours(hours));
}
