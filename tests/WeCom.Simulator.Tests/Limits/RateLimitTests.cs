namespace Steward.WeCom.Simulator.Tests.Limits;

public sealed class RateLimitTests
{
    [Fact]
    public async Task The_call_over_the_minute_closes_that_api_for_a_whole_minute()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/clock", """{"everything":true,"speed":0}""");
        await host.Do(HttpMethod.Put, "/sim/v1/limits", """{"limits":{"corpPerMinute":3}}""");
        var token = await host.Token(SimulatorHost.Fast);

        int[] codes = [await host.Code(token), await host.Code(token), await host.Code(token), await host.Code(token)];
        Assert.Equal([0, 0, 0, 45009], codes);
        Assert.Equal(40050, (int)(await host.Api(token, "groupchat/get", """{"chat_id":"x"}"""))["errcode"]!);
        Assert.Equal(0, await host.Code(await host.Token(SimulatorHost.Beauty)));
        var closed = (await host.Get("/sim/v1/limits"))["closed"]!.AsArray();
        Assert.Equal(("corp", "groupchat/list", 60.0), ((string)closed[0]!["scope"]!, (string)closed[0]!["api"]!, (double)closed[0]!["windowSeconds"]!));

        await host.Advance(59);
        Assert.Equal(45009, await host.Code(token));
        await host.Advance(1);
        Assert.Equal(0, await host.Code(token));
    }

    [Fact]
    public async Task The_call_over_the_hour_closes_it_for_a_whole_hour()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/clock", """{"everything":true,"speed":0}""");
        await host.Do(HttpMethod.Put, "/sim/v1/limits", """{"limits":{"corpPerHour":2}}""");
        var token = await host.Token(SimulatorHost.Fast);
        await host.Code(token);
        await host.Advance(3500);
        Assert.Equal((0, 45009), (await host.Code(token), await host.Code(token)));

        await host.Advance(3599);
        Assert.Equal(45009, await host.Code(token));
        await host.Advance(1);
        Assert.Equal(0, await host.Code(token));
    }

    [Fact]
    public async Task One_address_is_counted_over_all_corps()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/limits", """{"limits":{"ipPerMinute":2}}""");
        var (fast, beauty) = (await host.Token(SimulatorHost.Fast), await host.Token(SimulatorHost.Beauty));

        Assert.Equal((0, 0, 45009), (await host.Code(fast), await host.Code(beauty), await host.Code(beauty)));
        await host.Do(HttpMethod.Delete, "/sim/v1/limits/closed");
        Assert.Equal(0, await host.Code(beauty));
    }

    [Fact]
    public async Task Too_many_calls_at_once_get_45033()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/limits", """{"limits":{"corpConcurrent":1}}""");
        var token = await host.Token(SimulatorHost.Fast);
        using var unfinished = new UnfinishedCall(host.Address, $"/cgi-bin/externalcontact/groupchat/list?access_token={token}");
        await unfinished.Begin();

        await SimulatorHost.Until(async () => await host.Code(token) == 45033);
        await unfinished.Finish("""{"limit":1}""");
        await SimulatorHost.Until(async () => await host.Code(token) == 0);
    }

    [Theory]
    [InlineData("""{"limits":{"corpPerMinute":-1}}""", "limits")]
    [InlineData("""{"badSecrets":0}""", "badSecrets")]
    [InlineData("""{"tokens":{"seconds":0,"newEachTime":false}}""", "tokens.seconds")]
    public async Task A_bad_setting_names_the_field(string body, string field)
    {
        await using var host = await SimulatorHost.Start();

        Assert.StartsWith(field, await host.Refused(400, HttpMethod.Put, "/sim/v1/limits", body), StringComparison.Ordinal);
    }
}
