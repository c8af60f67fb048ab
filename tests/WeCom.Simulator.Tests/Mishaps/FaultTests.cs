using System.Diagnostics;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Tests.Callbacks;

namespace Steward.WeCom.Simulator.Tests.Mishaps;

public sealed class FaultTests
{
    private const string Owner = "LiXiaoTang";

    [Fact]
    public async Task A_lost_answer_hides_an_act_that_happened()
    {
        await using var host = await SimulatorHost.Start("--Simulator:AutoConfirm=false");
        var token = await host.Token(SimulatorHost.Fast);
        await host.Do(HttpMethod.Put, "/sim/v1/faults", """{"rules":[{"api":"add_msg_template","does":"lose","times":1}]}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => Add("一"));
        await host.Do(HttpMethod.Put, "/sim/v1/faults", """{"rules":[{"api":"add_msg_template","does":"drop","times":1}]}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => Add("二"));
        Assert.Equal(0, (int)(await Add("三"))["errcode"]!);

        Assert.Equal(["一", "三"], (await host.Get("/sim/v1/tasks"))["tasks"]!.AsArray().Select(t => (string)t!["text"]!));

        Task<JsonObject> Add(string text) => host.Api(token, "add_msg_template", $$$"""{"chat_type":"group","sender":"{{{Owner}}}","text":{"content":"{{{text}}}"}}""");
    }

    [Fact]
    public async Task A_slow_answer_comes_late_and_complete()
    {
        await using var host = await SimulatorHost.Start();
        var token = await host.Token(SimulatorHost.Fast);
        await host.Do(HttpMethod.Put, "/sim/v1/faults", """{"rules":[{"api":"*","does":"slow","milliseconds":300,"times":1}]}""");

        var watch = Stopwatch.StartNew();
        Assert.Equal(0, await host.Code(token));

        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(290), watch.Elapsed.ToString());
        Assert.Empty((await host.Get("/sim/v1/faults"))["rules"]!.AsArray());
    }

    [Fact]
    public async Task Chances_follow_the_seed()
    {
        await using var host = await SimulatorHost.Start();
        var token = await host.Token(SimulatorHost.Fast);

        var (first, second) = (await Run(), await Run());

        Assert.Equal(first, second);
        Assert.InRange(first.Count(code => code == -1), 15, 45);
        await host.Do(HttpMethod.Delete, "/sim/v1/faults");
        Assert.Equal(0, await host.Code(token));

        async Task<List<int>> Run()
        {
            await host.Do(HttpMethod.Put, "/sim/v1/faults", """{"rules":[{"api":"groupchat/list","does":"fail","errcode":-1,"percent":30}]}""");
            var codes = new List<int>();
            for (var i = 0; i < 100; i++)
            {
                codes.Add(await host.Code(token));
            }

            return codes;
        }
    }

    [Fact]
    public async Task An_outage_breaks_every_call_until_it_is_over()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/clock", """{"everything":true,"speed":0}""");
        var token = await host.Token(SimulatorHost.Fast);
        await host.Do(HttpMethod.Post, "/sim/v1/outage", """{"parts":["api","archive"],"seconds":600}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => host.Code(token));
        await Assert.ThrowsAsync<HttpRequestException>(() => host.Archive(SimulatorHost.Fast, 0, 1));
        Assert.Equal(600, (double)(await host.Get("/sim/v1/outage"))["away"]!["api"]!);
        await host.Advance(600);
        Assert.Equal(0, await host.Code(token));
        Assert.Equal(0, (int)(await host.Archive(SimulatorHost.Fast, 0, 1))["errcode"]!);
    }

    [Fact]
    public async Task Callbacks_of_an_outage_are_lost_or_come_after_it()
    {
        await using var host = await SimulatorHost.Start();
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);

        await host.Do(HttpMethod.Post, "/sim/v1/outage", """{"parts":["callbacks"]}""");
        await Create(host, "丢一");
        await SimulatorHost.Until(async () => (int)(await host.Corp(SimulatorHost.Fast))["callbacks"]!["dropped"]! == 1);
        await host.Do(HttpMethod.Delete, "/sim/v1/outage");
        await host.Do(HttpMethod.Post, "/sim/v1/outage", """{"parts":["held-callbacks"]}""");
        var kept = (string)(await Create(host, "留一"))["chatId"]!;
        Assert.Empty(receiver.Events);
        await host.Do(HttpMethod.Delete, "/sim/v1/outage");

        Assert.Equal(kept, Assert.Single(await receiver.Until(1)).Element("ChatId")!.Value);
    }

    [Fact]
    public async Task A_reordered_callback_arrives_behind_its_successor()
    {
        await using var host = await SimulatorHost.Start();
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);
        await host.Do(HttpMethod.Put, "/sim/v1/faults", """{"callbacks":{"reorder":1}}""");

        var chats = new List<string>();
        foreach (var name in (string[])["甲", "乙", "丙"])
        {
            chats.Add((string)(await Create(host, name))["chatId"]!);
        }

        Assert.Equal([chats[1], chats[0], chats[2]], (await receiver.Until(3)).Select(e => e.Element("ChatId")!.Value));
    }

    [Fact]
    public async Task A_roster_can_lag_behind_its_events()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/clock", """{"everything":true,"speed":0}""");
        await host.Do(HttpMethod.Put, "/sim/v1/faults", """{"rosterLagSeconds":2}""");
        var token = await host.Token(SimulatorHost.Fast);
        var chat = (string)(await host.Api(token, "groupchat/list", """{"limit":1}"""))["group_chat_list"]![0]!["chat_id"]!;
        var before = await Roster();
        await host.Do(HttpMethod.Post, $"/sim/v1/groups/{chat}/members", """{"name":"新人"}""");

        Assert.Equal(before, await Roster());
        await host.Advance(2);
        var (members, version) = await Roster();
        Assert.Equal(before.Members + 1, members);
        Assert.NotEqual(before.Version, version);

        async Task<(int Members, string Version)> Roster()
        {
            var group = (await host.Api(token, "groupchat/get", $$"""{"chat_id":"{{chat}}"}"""))["group_chat"]!;
            return (group["member_list"]!.AsArray().Count, (string)group["member_version"]!);
        }
    }

    [Theory]
    [InlineData("""{"rules":[{"api":"x","does":"fail"}]}""", "rules")]
    [InlineData("""{"rules":[{"api":"x","does":"slow"}]}""", "rules")]
    [InlineData("""{"rules":[{"api":"x","does":"explode"}]}""", "rules")]
    [InlineData("""{"rules":[{"api":"x","does":"drop","percent":0}]}""", "rules")]
    [InlineData("""{"callbacks":{"dropPercent":101}}""", "callback")]
    [InlineData("""{"rosterLagSeconds":-1}""", "rosterLagSeconds")]
    public async Task A_bad_fault_names_the_field(string body, string field)
    {
        await using var host = await SimulatorHost.Start();

        Assert.StartsWith(field, await host.Refused(400, HttpMethod.Put, "/sim/v1/faults", body), StringComparison.Ordinal);
    }

    private static Task<JsonObject> Create(SimulatorHost host, string name) =>
        host.Do(HttpMethod.Post, "/sim/v1/groups", $$"""{"corp":"{{SimulatorHost.Fast}}","name":"{{name}}"}""");
}
