using Steward.WeCom.Simulator.Tests.Callbacks;

namespace Steward.WeCom.Simulator.Tests.Control;

public sealed class LoadTests
{
    [Fact]
    public async Task A_load_writes_exactly_its_count_over_its_groups()
    {
        await using var host = await SimulatorHost.Start();

        await host.Do(HttpMethod.Post, "/sim/v1/load", $$"""{"corp":"{{SimulatorHost.Beauty}}","ratePerSecond":0,"count":12345,"groups":20}""");

        var load = await host.Until("/sim/v1/load", l => (string)l["state"]! == "done");
        var archived = await host.ReadArchive(SimulatorHost.Beauty);
        Assert.Equal(12345, archived.Select(m => (string)m["msgid"]!).Distinct().Count());
        Assert.Equal(20, archived.Select(m => (string)m["roomid"]!).Distinct().Count());
        Assert.Equal(12345, load["intents"]!.AsObject().Sum(i => (long)i.Value!));
    }

    [Fact]
    public async Task A_steady_load_keeps_its_rate()
    {
        await using var host = await SimulatorHost.Start();

        await host.Do(HttpMethod.Post, "/sim/v1/load", $$"""{"corp":"{{SimulatorHost.Fast}}","ratePerSecond":2000,"count":1000}""");

        var load = await host.Until("/sim/v1/load", l => (string)l["state"]! == "done");
        Assert.True((double)load["elapsedSeconds"]! >= 0.5);
    }

    [Fact]
    public async Task A_load_of_events_raises_a_callback_each()
    {
        await using var host = await SimulatorHost.Start("--Simulator:CallbackSenders=8");
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);

        await host.Do(HttpMethod.Post, "/sim/v1/load", $$"""{"corp":"{{SimulatorHost.Fast}}","what":"events","ratePerSecond":0,"count":500}""");

        var events = await receiver.Until(500);
        Assert.Equal(500, events.Select(e => e.Element("CurMemVer")!.Value).Distinct().Count());
        Assert.All(events, e => Assert.Equal("1", e.Element("MemChangeCnt")!.Value));
    }

    [Theory]
    [InlineData("""{"corp":"ww5b0a1e5e00000001","ratePerSecond":1,"count":1,"what":"noise"}""", "what")]
    [InlineData("""{"corp":"ww5b0a1e5e00000001","ratePerSecond":-1,"count":1}""", "ratePerSecond")]
    [InlineData("""{"corp":"ww5b0a1e5e00000001","ratePerSecond":1,"count":0}""", "count")]
    [InlineData("""{"corp":"ww5b0a1e5e00000001","ratePerSecond":1,"count":1,"groups":-1}""", "groups")]
    public async Task A_bad_load_names_the_field(string body, string field)
    {
        await using var host = await SimulatorHost.Start();

        Assert.StartsWith(field, await host.Refused(400, HttpMethod.Post, "/sim/v1/load", body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_simulator_says_that_it_is_ready()
    {
        await using var host = await SimulatorHost.Start();

        Assert.Equal("ready", (string)(await host.Get("/health/ready"))["status"]!);
        Assert.Equal("live", (string)(await host.Get("/health/live"))["status"]!);
    }
}
