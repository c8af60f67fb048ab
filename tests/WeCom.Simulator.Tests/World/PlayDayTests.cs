using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Tests.Callbacks;

namespace Steward.WeCom.Simulator.Tests.World;

public sealed class PlayDayTests
{
    [Fact]
    public async Task What_was_expected_is_emitted_and_archived_on_one_day()
    {
        await using var host = await SimulatorHost.Start();
        var expected = await host.Get("/sim/v1/world");

        var day = await host.PlayDay();

        Assert.Equal(6000, (int)day["emitted"]!);
        Assert.True(JsonNode.DeepEquals(expected["intents"], day["intents"]), day["intents"]!.ToJsonString());
        var archived = (await host.ReadArchive(SimulatorHost.Fast)).Concat(await host.ReadArchive(SimulatorHost.Beauty)).ToList();
        Assert.Equal(6000, archived.Select(m => (string)m["msgid"]!).Distinct().Count());
        Assert.All(archived, m => Assert.Equal((string)day["date"]!, Local(m).ToString("yyyy-MM-dd")));
        Assert.Equal(45, archived.Count(m => (string)m["msgtype"]! == "image"));
        Assert.Equal(25, archived.Count(m => (string)m["msgtype"]! == "link"));
        Assert.Equal(15, archived.Count(m => (string)m["msgtype"]! == "weapp"));
        var ids = archived.Select(m => (string)m["msgid"]!).ToHashSet();
        Assert.All(archived.Where(m => (string)m["action"]! == "recall"), m => Assert.Contains((string)m["revoke"]!["pre_msgid"]!, ids));
    }

    [Fact]
    public async Task Two_runs_of_one_seed_and_epoch_archive_the_same_messages()
    {
        await using var one = await SimulatorHost.Start();
        await using var two = await SimulatorHost.Start();
        await one.PlayDay();
        await two.PlayDay();

        Assert.Equal(
            (await one.ReadArchive(SimulatorHost.Beauty)).Select(m => m.ToJsonString()),
            (await two.ReadArchive(SimulatorHost.Beauty, 333)).Select(m => m.ToJsonString()));
    }

    [Fact]
    public async Task Comings_and_goings_of_the_day_arrive_as_callbacks()
    {
        await using var host = await SimulatorHost.Start("--Simulator:NotifyInterval=01:00:00");
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);

        await host.PlayDay();

        var events = await receiver.Until(26, e => e.Element("Event")!.Value != "msgaudit_notify");
        Assert.Equal(12, events.Count(e => e.Element("UpdateDetail")?.Value == "add_member"));
        Assert.Equal(6, events.Count(e => e.Element("UpdateDetail")?.Value == "del_member" && e.Element("QuitScene")!.Value == "0"));
        Assert.Equal(3, events.Count(e => e.Element("UpdateDetail")?.Value == "del_member" && e.Element("QuitScene")!.Value == "1"));
        Assert.Equal(1, events.Count(e => e.Element("UpdateDetail")?.Value == "change_name"));
        Assert.Equal(4, events.Count(e => e.Element("ChangeType")?.Value == "add_external_contact"));
    }

    [Fact]
    public async Task A_running_day_can_be_stopped_and_not_started_twice()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Post, "/sim/v1/day/start", """{"speed":60}""");

        await host.Refused(409, HttpMethod.Post, "/sim/v1/day/start", """{"speed":0}""");
        Assert.Equal("stopped", (string)(await host.Do(HttpMethod.Post, "/sim/v1/day/stop"))["state"]!);
        Assert.InRange((int)(await host.Get("/sim/v1/day"))["emitted"]!, 0, 5999);
    }

    [Fact]
    public async Task A_second_day_is_the_next_one_and_repeats_no_message_id()
    {
        await using var host = await SimulatorHost.Start();
        var first = DateOnly.Parse((string)(await host.PlayDay())["date"]!);
        var second = DateOnly.Parse((string)(await host.PlayDay())["date"]!);

        Assert.Equal(first.AddDays(1), second);
        var archived = await host.ReadArchive(SimulatorHost.Fast);
        Assert.Equal(7200, archived.Select(m => (string)m["msgid"]!).Distinct().Count());
    }

    [Theory]
    [InlineData("""{"speed":-1}""", "speed")]
    [InlineData("""{"speed":"fast"}""", "speed")]
    [InlineData("""{"sped":1}""", "sped")]
    [InlineData("{}", "speed")]
    [InlineData("{", "")]
    public async Task A_bad_start_names_the_field(string body, string field)
    {
        await using var host = await SimulatorHost.Start();

        Assert.Contains(field, await host.Refused(400, HttpMethod.Post, "/sim/v1/day/start", body), StringComparison.Ordinal);
    }

    private static DateTimeOffset Local(JsonObject message) => DateTimeOffset.FromUnixTimeMilliseconds((long)message["msgtime"]!).ToOffset(SimulatedClock.Shanghai);
}
