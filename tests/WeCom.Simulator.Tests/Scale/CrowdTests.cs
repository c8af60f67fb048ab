using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Steward.WeCom.Simulator.Tests.Scale;

public sealed class CrowdTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Ninety_thousand_groups_are_listed_once_each_and_described_alike_every_time()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/limits", """{"limits":{"on":false}}""");
        var before = await host.Get("/sim/v1/scale");
        var scale = await host.Do(HttpMethod.Put, "/sim/v1/scale", $$"""{"corp":"{{SimulatorHost.Fast}}","groups":90000,"membersPerGroup":200}""");
        var corp = scale["corps"]!.AsArray().First(c => (string)c!["corpId"]! == SimulatorHost.Fast)!;
        Assert.True((long)corp["memberships"]! > 18_000_000);
        Assert.Equal(90_024, (int)corp["groups"]!);
        var token = await host.Token(SimulatorHost.Fast);

        var watch = Stopwatch.StartNew();
        var seen = await List(host, token, "");
        output.WriteLine($"groupchat/list: {seen.Count} groups in {watch.Elapsed.TotalSeconds:F1} s");
        Assert.Equal(90_024, seen.Distinct().Count());

        watch.Restart();
        const int Calls = 2000;
        await Parallel.ForEachAsync(seen.Skip(24).Where((_, i) => i % (90_000 / Calls) == 0), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (chat, _) =>
        {
            var group = (await host.Api(token, "groupchat/get", $$"""{"chat_id":"{{chat}}","need_name":1}"""))["group_chat"]!;
            Assert.Equal(200, group["member_list"]!.AsArray().Select(m => (string)m!["userid"]!).Distinct().Count());
        });
        output.WriteLine($"groupchat/get: {Calls / watch.Elapsed.TotalSeconds:F0} calls/s of 200 members each, client included");
        var after = await host.Get("/sim/v1/scale");
        output.WriteLine($"managed memory: {before["managedMegabytes"]} MB before, {after["managedMegabytes"]} MB after");
        Assert.Equal(24, (int)after["corps"]!.AsArray().First(c => (string)c!["corpId"]! == SimulatorHost.Fast)!["groupsKept"]!);
    }

    [Fact]
    public async Task A_change_stays_and_everything_else_is_as_the_seed_made_it()
    {
        await using var host = await Crowded(1000, 50);
        await using var twin = await Crowded(1000, 50);
        var token = await host.Token(SimulatorHost.Fast);
        var chats = await List(host, token, "");
        Assert.Equal(chats, await List(twin, await twin.Token(SimulatorHost.Fast), ""));
        var chat = chats[500];
        var members = (await Group(host, token, chat))["member_list"]!.AsArray();
        var leaver = (string)members[7]!["userid"]!;

        await host.Do(HttpMethod.Post, $"/sim/v1/groups/{chat}/members", """{"name":"新人"}""");
        await host.Do(HttpMethod.Delete, $"/sim/v1/groups/{chat}/members/{leaver}?scene=1");

        var now = await Group(host, token, chat);
        Assert.Equal(50, now["member_list"]!.AsArray().Count);
        Assert.DoesNotContain(leaver, now.ToJsonString(), StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(await Group(host, token, chats[501]), await Group(twin, await twin.Token(SimulatorHost.Fast), chats[501])));
    }

    [Fact]
    public async Task Groups_of_one_owner_are_found_among_all()
    {
        await using var host = await Crowded(1000, 20);
        var token = await host.Token(SimulatorHost.Fast);

        var owned = await List(host, token, "\"owner_filter\":{\"userid_list\":[\"Owner0007\"]},");

        Assert.Equal(4, owned.Count);
        foreach (var chat in owned)
        {
            Assert.Equal("Owner0007", (string)(await Group(host, token, chat))["owner"]!);
        }

        Assert.Equal(86001, (int)(await host.Api(token, "groupchat/get", $$"""{"chat_id":"wrC00000{{new string('A', 24)}}"}"""))["errcode"]!);
    }

    [Fact]
    public async Task A_load_speaks_in_all_groups_of_the_crowd()
    {
        await using var host = await Crowded(90_000, 200);
        await host.Do(HttpMethod.Post, "/sim/v1/load", $$"""{"corp":"{{SimulatorHost.Fast}}","ratePerSecond":0,"count":20000}""");

        var load = await host.Until("/sim/v1/load", l => (string)l["state"]! == "done");

        output.WriteLine($"{20_000 / (double)load["elapsedSeconds"]!:F0} messages/s over 90,000 groups");
        var archived = await host.ReadArchive(SimulatorHost.Fast);
        Assert.Equal(20_000, archived.Count);
        Assert.True(archived.Select(m => (string)m["roomid"]!).Distinct().Count() > 15_000);
        var token = await host.Token(SimulatorHost.Fast);
        var one = archived.First(m => ((string)m["roomid"]!).StartsWith("wrC", StringComparison.Ordinal));
        Assert.Contains((string)one["from"]!, (await Group(host, token, (string)one["roomid"]!)).ToJsonString(), StringComparison.Ordinal);
        Assert.True(20_000 / (double)load["elapsedSeconds"]! > 2000);
    }

    private static async Task<SimulatorHost> Crowded(int groups, int members)
    {
        var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/limits", """{"limits":{"on":false}}""");
        await host.Do(HttpMethod.Put, "/sim/v1/scale", $$"""{"corp":"{{SimulatorHost.Fast}}","groups":{{groups}},"membersPerGroup":{{members}}}""");
        return host;
    }

    private static async Task<JsonNode> Group(SimulatorHost host, string token, string chat) =>
        (await host.Api(token, "groupchat/get", $$"""{"chat_id":"{{chat}}","need_name":1}"""))["group_chat"]!;

    private static async Task<List<string>> List(SimulatorHost host, string token, string filter)
    {
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await host.Api(token, "groupchat/list", $$"""{{{filter}}"limit":1000,"cursor":"{{cursor}}"}""");
            seen.AddRange(page["group_chat_list"]!.AsArray().Select(g => (string)g!["chat_id"]!));
            cursor = (string)page["next_cursor"]!;
        }
        while (cursor.Length > 0);
        return seen;
    }
}
