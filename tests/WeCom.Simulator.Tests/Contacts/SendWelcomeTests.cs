using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Tests.Callbacks;

namespace Steward.WeCom.Simulator.Tests.Contacts;

public sealed class SendWelcomeTests
{
    [Fact]
    public async Task A_welcome_is_sent_once_and_stands_in_the_archive()
    {
        await using var host = await Started();
        var caller = await Caller.Of(host);
        var (id, code) = await Meet(host, "");

        Assert.Equal(0, await caller.Code("send_welcome_msg", Welcome(code!)));
        Assert.Equal(41051, await caller.Code("send_welcome_msg", Welcome(code!)));

        var message = Assert.Single(await host.ReadArchive(SimulatorHost.Fast));
        Assert.Equal((Caller.Owner, id, "", "欢迎光临"), ((string)message["from"]!, (string)message["tolist"]![0]!, (string)message["roomid"]!, (string)message["text"]!["content"]!));
    }

    [Fact]
    public async Task A_code_ends_after_twenty_seconds_and_does_not_exist_for_another_corp()
    {
        await using var host = await Started();
        var caller = await Caller.Of(host);
        var (_, code) = await Meet(host, "");
        await host.Advance(19.5);
        var stranger = await host.Api(await host.Token(SimulatorHost.Beauty), "send_welcome_msg", Welcome(code!).ToJsonString());
        Assert.Equal(41050, (int)stranger["errcode"]!);
        await host.Advance(0.5);

        Assert.Equal(41050, await caller.Code("send_welcome_msg", Welcome(code!)));
        Assert.Equal(41050, await caller.Code("send_welcome_msg", Welcome("CALLBACK_never")));
        Assert.Empty(await host.ReadArchive(SimulatorHost.Fast));
    }

    [Fact]
    public async Task The_first_app_wins_and_the_second_waits_while_it_is_on_its_way()
    {
        await using var host = await Started("--Simulator:WelcomeDelivery=00:00:03");
        var (first, second) = (await Caller.Of(host), await Caller.OfNewApp(host, 1000020));
        var (_, code) = await Meet(host, "");

        Assert.Equal(0, await first.Code("send_welcome_msg", Welcome(code!)));
        Assert.Equal(41096, await second.Code("send_welcome_msg", Welcome(code!)));
        await host.Advance(3);
        Assert.Equal(41051, await second.Code("send_welcome_msg", Welcome(code!)));
    }

    [Fact]
    public async Task The_event_carries_state_and_code_unless_they_have_chatted_before()
    {
        await using var host = await Started();
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);

        var (id, code) = await Meet(host, ",\"state\":\"poster_a\"");
        var (_, none) = await Meet(host, ",\"chatting\":true");

        Assert.Null(none);
        var events = await receiver.Until(2);
        Assert.Equal(
            ("add_external_contact", Caller.Owner, id, "poster_a", code),
            (events[0].Element("ChangeType")!.Value, events[0].Element("UserID")!.Value, events[0].Element("ExternalUserID")!.Value, events[0].Element("State")!.Value, events[0].Element("WelcomeCode")!.Value));
        Assert.Null(events[1].Element("WelcomeCode"));
    }

    [Fact]
    public async Task Who_did_not_agree_to_the_archive_gets_no_welcome()
    {
        await using var host = await Started();
        var caller = await Caller.Of(host);
        await host.Do(HttpMethod.Put, "/sim/v1/consents", $$"""{"corp":"{{SimulatorHost.Fast}}","required":true,"disagreePercent":100}""");
        var (id, code) = await Meet(host, "");

        Assert.Equal(41053, await caller.Code("send_welcome_msg", Welcome(code!)));
        await host.Do(HttpMethod.Post, "/sim/v1/consents", $$"""{"corp":"{{SimulatorHost.Fast}}","where":"{{Caller.Owner}}","id":"{{id}}","agrees":true}""");
        Assert.Equal(0, await caller.Code("send_welcome_msg", Welcome(code!)));
    }

    [Fact]
    public async Task A_welcome_needs_something_to_say()
    {
        await using var host = await Started();
        var caller = await Caller.Of(host);

        Assert.Equal(40058, await caller.Code("send_welcome_msg", new JsonObject { ["welcome_code"] = "x" }));
        Assert.Equal(40058, await caller.Code("send_welcome_msg", Welcome(new string('x', 513))));
        Assert.Equal(40058, await caller.Code("send_welcome_msg", new JsonObject { ["welcome_code"] = "x", ["text"] = new JsonObject { ["content"] = new string('字', 1334) } }));
    }

    private static async Task<SimulatorHost> Started(params string[] settings)
    {
        var host = await SimulatorHost.Start(settings);
        await host.Do(HttpMethod.Put, "/sim/v1/clock", """{"everything":true,"speed":0}""");
        return host;
    }

    private static async Task<(string Id, string? Code)> Meet(SimulatorHost host, string more)
    {
        var met = await host.Do(HttpMethod.Post, "/sim/v1/contacts", $$"""{"corp":"{{SimulatorHost.Fast}}","user":"{{Caller.Owner}}","name":"新客"{{more}}}""");
        return ((string)met["id"]!, (string?)met["welcomeCode"]);
    }

    private static JsonObject Welcome(string code) => new() { ["welcome_code"] = code, ["text"] = new JsonObject { ["content"] = "欢迎光临" } };
}
