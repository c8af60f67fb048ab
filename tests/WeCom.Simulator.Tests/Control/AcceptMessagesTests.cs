using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Tests.Callbacks;

namespace Steward.WeCom.Simulator.Tests.Control;

public sealed class AcceptMessagesTests
{
    [Fact]
    public async Task A_bad_line_keeps_its_neighbours()
    {
        await using var host = await SimulatorHost.Start();
        string[] lines =
        [
            Line("甲", "你好"), "{\"corp\":", Line("乙", "再见"), "", Line("丙", "时间错", "\"yesterday\""), Line("丁", ""), "[1]",
            Line("戊", "哪个公司", corp: "ww0"), Line("己", "图", type: "hologram"), "{\"corp\":\"x\",\"extra\":1}", Line("庚", "最后", "1795000000000"),
        ];

        var answer = await Post(host, lines, create: true);

        Assert.Equal((3, 7), ((int)answer["accepted"]!, (int)answer["rejected"]!));
        var errors = answer["errors"]!.AsArray().ToDictionary(e => (int)e!["line"]!, e => (string)e!["reason"]!);
        Assert.Equal([2, 5, 6, 7, 8, 9, 10], errors.Keys.Order());
        Assert.StartsWith("time:", errors[5], StringComparison.Ordinal);
        Assert.StartsWith("text:", errors[6], StringComparison.Ordinal);
        Assert.StartsWith("corp:", errors[8], StringComparison.Ordinal);
        Assert.StartsWith("type:", errors[9], StringComparison.Ordinal);
        Assert.Contains("extra", errors[10], StringComparison.Ordinal);
        Assert.Equal(["你好", "再见", "最后"], (await host.ReadArchive(SimulatorHost.Fast)).Select(m => (string)m["text"]!["content"]!));
    }

    [Fact]
    public async Task Unknown_groups_and_people_are_refused_unless_they_may_be_created()
    {
        await using var host = await SimulatorHost.Start();
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);

        var refused = await Post(host, [Line("甲", "你好")], create: false);
        Assert.StartsWith("group:", (string)refused["errors"]![0]!["reason"]!, StringComparison.Ordinal);
        await Post(host, [Line("甲", "你好"), Line("乙", "你也好"), Line("甲", "再见")], create: true);
        Assert.Equal(1, (int)(await Post(host, [Line("甲", "又来了")], create: false))["accepted"]!);

        var archived = await host.ReadArchive(SimulatorHost.Fast);
        Assert.Single(archived.Select(m => (string)m["roomid"]!).Distinct());
        Assert.Equal(2, archived.Select(m => (string)m["from"]!).Distinct().Count());
        var joined = Assert.Single(await receiver.Until(1, e => e.Element("UpdateDetail")?.Value == "add_member"));
        Assert.Equal(2, joined.Element("MemChangeList")!.Elements("Item").Count());
        Assert.Single(receiver.Events, e => e.Element("ChangeType")?.Value == "create");
    }

    [Fact]
    public async Task A_body_that_is_too_large_gets_413_and_the_next_one_is_served()
    {
        await using var host = await SimulatorHost.Start();

        Assert.Contains("larger", await host.Refused(413, HttpMethod.Post, "/sim/v1/messages", new string('x', (8 * 1024 * 1024) + 1)), StringComparison.Ordinal);
        Assert.Equal(1, (int)(await Post(host, [Line("甲", "你好")], create: true))["accepted"]!);
    }

    private static string Line(string from, string text, string time = "\"2026-11-22T09:00:00+08:00\"", string corp = SimulatorHost.Fast, string type = "text") =>
        $$"""{"corp":"{{corp}}","group":"外来群","from":"{{from}}","text":"{{text}}","time":{{time}},"type":"{{type}}"}""";

    private static Task<JsonObject> Post(SimulatorHost host, string[] lines, bool create) =>
        host.Do(HttpMethod.Post, $"/sim/v1/messages?create={(create ? "true" : "false")}", string.Join('\n', lines));
}
