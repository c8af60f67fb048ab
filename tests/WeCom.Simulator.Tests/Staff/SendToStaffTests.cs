using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Tests.Staff;

public sealed class SendToStaffTests
{
    [Fact]
    public async Task More_than_thirty_a_minute_are_dropped_without_a_word()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/clock", """{"everything":true,"speed":0}""");
        var caller = await Caller.Of(host);
        for (var i = 0; i < 35; i++)
        {
            Assert.Equal(0, (int)(await caller.Post("message/send", Text($"任务{i}", Caller.Owner)))["errcode"]!);
        }

        Assert.Equal(30, await Received(host));
        await host.Advance(60);
        await caller.Post("message/send", Text("又一个", Caller.Owner));
        Assert.Equal(31, await Received(host));
    }

    [Fact]
    public async Task Strangers_are_named_and_nobody_at_all_is_an_error()
    {
        await using var host = await SimulatorHost.Start();
        var caller = await Caller.Of(host);

        var answer = await caller.Post("message/send", Text("好", Caller.Owner, "nobody"));

        Assert.Equal(["errcode", "errmsg", "invaliduser", "invalidparty", "invalidtag", "unlicenseduser", "msgid", "response_code"], answer.Select(f => f.Key));
        Assert.Equal("nobody", (string)answer["invaliduser"]!);
        Assert.Equal(81013, (int)(await caller.Post("message/send", Text("好", "nobody")))["errcode"]!);
        var foreign = Text("好", Caller.Owner);
        foreign["agentid"] = 1;
        Assert.Equal(301002, (int)(await caller.Post("message/send", foreign))["errcode"]!);
    }

    [Fact]
    public async Task The_same_again_within_the_interval_does_not_arrive_when_that_is_asked_for()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/clock", """{"everything":true,"speed":0}""");
        var caller = await Caller.Of(host);
        var once = Text("只说一次", Caller.Owner);
        once["enable_duplicate_check"] = 1;
        await caller.Post("message/send", once);
        await caller.Post("message/send", once);

        Assert.Equal(1, await Received(host));
        await host.Advance(1800);
        await caller.Post("message/send", once);
        Assert.Equal(2, await Received(host));
    }

    private static JsonObject Text(string text, params string[] users) =>
        new() { ["touser"] = string.Join('|', users), ["msgtype"] = "text", ["agentid"] = 1000002, ["text"] = new JsonObject { ["content"] = text } };

    private static async Task<int> Received(SimulatorHost host) =>
        (await host.Get($"/sim/v1/inbox?corp={SimulatorHost.Fast}&user={Caller.Owner}"))["messages"]!.AsArray().Count;
}
