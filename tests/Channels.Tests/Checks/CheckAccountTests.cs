using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Testing;

namespace Steward.Channels.Tests.Checks;

public sealed class CheckAccountTests
{
    [Fact]
    public async Task A_connected_account_is_well_but_for_callbacks_that_never_came()
    {
        await using var simulator = await Simulator.StartAsync();
        var corp = await simulator.CorpAsync();
        await using var world = await World.WithAsync(simulator, corp);

        var steps = await CheckAsync(world, world.Brand);

        Assert.Equal(["settings", "credentials", "groups", "callbacks", "archive"], steps.Keys.Where(name => name != "roster"));
        Assert.Equal(("ok", "ok", "warning"), (steps["settings"].Outcome, steps["credentials"].Outcome, steps["callbacks"].Outcome));
        Assert.Contains($"/callbacks/wecom/{world.Account}", steps["callbacks"].Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_secret_is_named_and_what_rests_on_it_is_not_asked()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom, "--Archive:PollMilliseconds=60000");
        wecom.TokenError = 40001;

        var steps = await CheckAsync(world, world.Brand);

        Assert.Equal("failed", steps["credentials"].Outcome);
        Assert.Contains("40001", steps["credentials"].Found, StringComparison.Ordinal);
        Assert.DoesNotContain("groups", steps.Keys);
    }

    [Fact]
    public async Task An_account_of_another_brand_is_unknown()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);

        var refused = await Assert.ThrowsAsync<RpcException>(() => CheckAsync(world, Guid.NewGuid()));

        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
    }

    private static async Task<Dictionary<string, CheckStep>> CheckAsync(World world, Guid brand) =>
        (await world.Host.Client<CheckService.CheckServiceClient>(ServiceHost.AdminOf(brand)).CheckAccountAsync(new CheckAccountRequest { BrandId = brand.ToString(), AccountId = world.Account.ToString() }))
        .Steps.ToDictionary(step => step.Name);
}
