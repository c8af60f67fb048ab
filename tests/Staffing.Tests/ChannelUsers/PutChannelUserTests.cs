using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.Testing;

namespace Steward.Staffing.Tests.ChannelUsers;

[Collection(StaffingTests.Name)]
public sealed class PutChannelUserTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _account = Guid.NewGuid();

    [Fact]
    public async Task A_lead_says_who_an_operator_is_in_an_account_and_may_change_and_take_it_back()
    {
        var person = await world.OperatorAsync(_brand);
        await PutAsync(person, "LiXiaoYu");
        await PutAsync(person, " lixiaoyu2 ");

        Assert.Equal(("lixiaoyu2", _account.ToString()), (Assert.Single(await ListAsync()).UserId, (await ListAsync())[0].AccountId));

        await PutAsync(person, "");
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task An_operator_sees_their_own_link_and_nobody_elses()
    {
        var (mine, other) = (await world.OperatorAsync(_brand), await world.OperatorAsync(_brand));
        await PutAsync(mine, "me");
        await PutAsync(other, "other");
        var client = world.Operators(ServiceHost.OperatorOf(_brand) with { Actor = mine.OperatorId });

        var seen = (await client.ListChannelUsersAsync(new ListChannelUsersRequest { OperatorId = other.OperatorId })).Users;

        Assert.Equal("me", Assert.Single(seen).UserId);
        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task Another_brand_sees_no_link_and_cannot_make_one()
    {
        var person = await world.OperatorAsync(_brand);
        await PutAsync(person, "me");
        var foreign = Guid.NewGuid();
        var stranger = world.Operators(ServiceHost.LeadOf(foreign));

        Assert.Empty((await stranger.ListChannelUsersAsync(new ListChannelUsersRequest())).Users);
        Assert.Equal((StatusCode.NotFound, "STF-014"), await StaffingWorld.RefusedAsync(async () => await stranger.PutChannelUserAsync(Request(person, "x", foreign))));
        Assert.Equal(StatusCode.NotFound, (await StaffingWorld.RefusedAsync(async () => await stranger.PutChannelUserAsync(Request(person, "x", _brand)))).Status);
        Assert.Equal("me", Assert.Single(await ListAsync()).UserId);
    }

    [Fact]
    public async Task Only_leads_write_and_a_wrong_id_is_refused()
    {
        var person = await world.OperatorAsync(_brand);
        Assert.Equal(StatusCode.PermissionDenied, (await StaffingWorld.RefusedAsync(async () => await world.Operators(ServiceHost.OperatorOf(_brand)).PutChannelUserAsync(Request(person, "x", _brand)))).Status);
        Assert.Equal((StatusCode.InvalidArgument, "STF-013"), await StaffingWorld.RefusedAsync(() => PutAsync(person, new string('a', 65))));
        Assert.Equal((StatusCode.InvalidArgument, "STF-013"), await StaffingWorld.RefusedAsync(() => PutAsync(person, "a\0b")));
    }

    private async Task PutAsync(Operator person, string user) => await world.Operators(ServiceHost.LeadOf(_brand)).PutChannelUserAsync(Request(person, user, _brand));

    private async Task<IReadOnlyList<ChannelUser>> ListAsync() => (await world.Operators(ServiceHost.LeadOf(_brand)).ListChannelUsersAsync(new ListChannelUsersRequest { BrandId = _brand.ToString() })).Users;

    private PutChannelUserRequest Request(Operator person, string user, Guid brand) =>
        new() { User = new ChannelUser { BrandId = brand.ToString(), OperatorId = person.OperatorId, AccountId = _account.ToString(), UserId = user } };
}
