using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.Testing;

namespace Steward.Staffing.Tests.Operators;

[Collection(StaffingTests.Name)]
public sealed class PutOperatorTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var request = new PutOperatorRequest { Operator = new Operator { OperatorId = "x", Login = "a b", Role = "king", BrandIds = { "y" } } };

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await world.Operators(ServiceHost.AdminOf(_brand)).PutOperatorAsync(request));

        Assert.Equal("operator.operator_id,operator.login,operator.name,operator.role,operator.brand_ids", refused.Trailers.GetValue("problem-field"));
    }

    [Fact]
    public async Task An_operator_changes_and_an_empty_password_leaves_the_password()
    {
        var person = await world.OperatorAsync(_brand);
        person.Name = "小李子";
        person.Role = "lead";
        person.BrandIds.Clear();
        person.BrandIds.Add(Guid.NewGuid().ToString());

        await world.Operators(ServiceHost.ServiceCaller).PutOperatorAsync(new PutOperatorRequest { Operator = person });

        Assert.Equal(person, (await world.Operators(ServiceHost.ServiceCaller).SignInAsync(new SignInRequest { Login = person.Login, Password = "correct horse" })).Operator);
    }

    [Fact]
    public async Task A_login_is_one_persons_and_a_new_person_needs_a_password()
    {
        var person = await world.OperatorAsync(_brand);
        var other = new Operator(person) { OperatorId = Guid.NewGuid().ToString() };
        var admin = world.Operators(ServiceHost.AdminOf(_brand));

        Assert.Equal((StatusCode.FailedPrecondition, "STF-002"), await StaffingWorld.RefusedAsync(async () => await admin.PutOperatorAsync(new PutOperatorRequest { Operator = other, Password = "long enough" })));
        Assert.Equal((StatusCode.InvalidArgument, "STF-001"), await StaffingWorld.RefusedAsync(async () => await admin.PutOperatorAsync(new PutOperatorRequest { Operator = other })));
        Assert.Equal((StatusCode.InvalidArgument, "STF-001"), await StaffingWorld.RefusedAsync(async () => await admin.PutOperatorAsync(new PutOperatorRequest { Operator = other, Password = "short" })));
    }

    [Fact]
    public async Task An_administrator_of_another_brand_neither_sees_nor_changes_the_person()
    {
        var person = await world.OperatorAsync(_brand);
        var foreign = world.Operators(ServiceHost.AdminOf(Guid.NewGuid()));

        Assert.DoesNotContain((await foreign.ListOperatorsAsync(new ListOperatorsRequest())).Operators, seen => seen.OperatorId == person.OperatorId);
        Assert.Equal((StatusCode.PermissionDenied, "STF-003"), await StaffingWorld.RefusedAsync(async () => await foreign.PutOperatorAsync(new PutOperatorRequest { Operator = person, Password = "my own now" })));
        person.BrandIds.Clear();
        Assert.Equal((StatusCode.PermissionDenied, "STF-003"), await StaffingWorld.RefusedAsync(async () => await foreign.PutOperatorAsync(new PutOperatorRequest { Operator = person })));
        Assert.Contains((await world.Operators(ServiceHost.LeadOf(_brand)).ListOperatorsAsync(new ListOperatorsRequest())).Operators, seen => seen.OperatorId == person.OperatorId);
    }

    [Fact]
    public async Task Only_who_may_change_what_holds_for_all_brands_makes_somebody_agency_wide_or_changes_one_who_is()
    {
        var person = new Operator(await world.OperatorAsync(_brand)) { Role = "admin", AgencyWide = true };
        var admin = world.Operators(ServiceHost.AdminOf(_brand));
        Assert.Equal((StatusCode.PermissionDenied, "STF-074"), await StaffingWorld.RefusedAsync(async () => await admin.PutOperatorAsync(new PutOperatorRequest { Operator = person })));

        await world.Operators(ServiceHost.AdminOf(_brand) with { AgencyWide = true }).PutOperatorAsync(new PutOperatorRequest { Operator = person });

        Assert.True((await world.Operators(ServiceHost.ServiceCaller).SignInAsync(new SignInRequest { Login = person.Login, Password = "correct horse" })).Operator.AgencyWide);
        Assert.True((await admin.ListOperatorsAsync(new ListOperatorsRequest())).Operators.Single(listed => listed.OperatorId == person.OperatorId).AgencyWide);
        Assert.Equal((StatusCode.PermissionDenied, "STF-074"), await StaffingWorld.RefusedAsync(async () => await admin.PutOperatorAsync(new PutOperatorRequest { Operator = person, Password = "my own now" })));
        Assert.Equal((StatusCode.InvalidArgument, "STF-001"), await StaffingWorld.RefusedAsync(async () => await world.Operators(ServiceHost.ServiceCaller).PutOperatorAsync(new PutOperatorRequest { Operator = new Operator(person) { Role = "lead" } })));
    }

    [Fact]
    public async Task An_operator_may_not_list_or_change_operators()
    {
        var client = world.Operators(ServiceHost.OperatorOf(_brand));

        Assert.Equal(StatusCode.PermissionDenied, (await StaffingWorld.RefusedAsync(async () => await client.ListOperatorsAsync(new ListOperatorsRequest()))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await StaffingWorld.RefusedAsync(async () => await client.PutOperatorAsync(new PutOperatorRequest { Operator = new Operator() }))).Status);
    }
}
