using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Steward.WeCom.Simulator.Tests.Callbacks;

public sealed class SendCallbacksTests
{
    [Fact]
    public async Task A_url_that_echoes_the_decrypted_text_is_accepted_and_shown()
    {
        await using var host = await SimulatorHost.Start();
        await using var receiver = await CallbackReceiver.Start();

        await receiver.Connect(host, SimulatorHost.Fast);

        Assert.Equal(receiver.Url, (string)(await host.Corp(SimulatorHost.Fast))["callbackUrl"]!);
    }

    [Fact]
    public async Task A_url_of_the_configuration_is_used_as_soon_as_it_answers()
    {
        await using var receiver = await CallbackReceiver.Start();
        await using var host = await SimulatorHost.Start($"--Simulator:CallbackUrls:{SimulatorHost.Fast}={receiver.Url}");
        await receiver.Know(host, SimulatorHost.Fast);

        await host.Until("/sim/v1/corps", answer => (string?)answer["corps"]![0]!["callbackUrl"] == receiver.Url);
        await CreateGroup(host, "新群");

        await receiver.Until(1, e => e.Element("ChangeType")?.Value == "create");
    }

    [Fact]
    public async Task A_url_that_echoes_anything_else_is_refused_with_the_reason()
    {
        await using var host = await SimulatorHost.Start();
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Know(host, SimulatorHost.Fast);
        receiver.Echo = text => "\"" + text + "\"";

        var reason = await host.Refused(400, HttpMethod.Put, $"/sim/v1/corps/{SimulatorHost.Fast}/callback", $$"""{"url":"{{receiver.Url}}"}""");

        Assert.StartsWith("url: the URL must answer the decrypted echostr", reason, StringComparison.Ordinal);
        Assert.Null((await host.Corp(SimulatorHost.Fast))["callbackUrl"]);
    }

    [Fact]
    public async Task A_url_that_cannot_be_reached_or_is_none_is_refused()
    {
        await using var host = await SimulatorHost.Start();
        var path = $"/sim/v1/corps/{SimulatorHost.Fast}/callback";

        Assert.Contains("cannot be reached", await host.Refused(400, HttpMethod.Put, path, """{"url":"http://127.0.0.1:9/x"}"""), StringComparison.Ordinal);
        Assert.Contains("absolute", await host.Refused(400, HttpMethod.Put, path, """{"url":"nonsense"}"""), StringComparison.Ordinal);
        await host.Refused(404, HttpMethod.Put, "/sim/v1/corps/ww0/callback", """{"url":"http://127.0.0.1:9/x"}""");
    }

    [Fact]
    public async Task Joining_leaving_and_being_removed_arrive_signed_with_linked_versions()
    {
        await using var host = await SimulatorHost.Start();
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);
        var token = await host.Token(SimulatorHost.Fast);
        var chat = (string)(await host.Api(token, "groupchat/list", """{"limit":1}"""))["group_chat_list"]![0]!["chat_id"]!;
        var before = (string)(await host.Api(token, "groupchat/get", $$"""{"chat_id":"{{chat}}"}"""))["group_chat"]!["member_version"]!;

        var id = (string)(await host.Do(HttpMethod.Post, $"/sim/v1/groups/{chat}/members", """{"name":"新朋友","scene":3,"state":"store_qr"}"""))["id"]!;
        await host.Do(HttpMethod.Delete, $"/sim/v1/groups/{chat}/members/{id}?scene=0");
        await host.Do(HttpMethod.Post, $"/sim/v1/groups/{chat}/members", $$"""{"id":"{{id}}","scene":1}""");
        await host.Do(HttpMethod.Delete, $"/sim/v1/groups/{chat}/members/{id}?scene=1");

        var events = await receiver.Until(4);
        Assert.All(events, e => Assert.Equal(("change_external_chat", "update", chat, "1000002"), (Of(e, "Event"), Of(e, "ChangeType"), Of(e, "ChatId"), (string)e.Attribute("agent")!)));
        Assert.Equal(["add_member", "del_member", "add_member", "del_member"], events.Select(e => Of(e, "UpdateDetail")));
        Assert.Equal(["3", "0", "1", "0"], events.Select(e => Of(e, "JoinScene")));
        Assert.Equal(["0", "0", "0", "1"], events.Select(e => Of(e, "QuitScene")));
        Assert.All(events, e => Assert.Equal([id], e.Element("MemChangeList")!.Elements("Item").Select(i => i.Value)));
        var now = (string)(await host.Api(token, "groupchat/get", $$"""{"chat_id":"{{chat}}"}"""))["group_chat"]!["member_version"]!;
        Assert.Equal([before, .. events.Select(e => Of(e, "CurMemVer"))], [.. events.Select(e => Of(e, "LastMemVer")), now]);
    }

    [Fact]
    public async Task Creating_renaming_and_dismissing_a_group_arrive()
    {
        await using var host = await SimulatorHost.Start();
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Beauty);

        var chat = (string)(await host.Do(HttpMethod.Post, "/sim/v1/groups", $$"""{"corp":"{{SimulatorHost.Beauty}}","name":"试群"}"""))["chatId"]!;
        await host.Do(HttpMethod.Put, $"/sim/v1/groups/{chat}/name", """{"name":"试群二"}""");
        await host.Do(HttpMethod.Delete, $"/sim/v1/groups/{chat}");

        var events = await receiver.Until(3);
        Assert.Equal(["create", "update", "dismiss"], events.Select(e => Of(e, "ChangeType")));
        Assert.Equal("change_name", Of(events[1], "UpdateDetail"));
        Assert.All(events, e => Assert.Equal(chat, Of(e, "ChatId")));
        var token = await host.Token(SimulatorHost.Beauty);
        Assert.Equal(86003, (int)(await host.Api(token, "groupchat/get", $$"""{"chat_id":"{{chat}}"}"""))["errcode"]!);
    }

    [Fact]
    public async Task A_lost_connection_is_tried_again_three_times_and_then_given_up()
    {
        await using var host = await SimulatorHost.Start();
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);

        receiver.BreakNext(3);
        await CreateGroup(host, "第一群");
        Assert.Equal("create", Of(Assert.Single(await receiver.Until(1)), "ChangeType"));
        Assert.Equal(4, receiver.Posts);

        receiver.BreakNext(4);
        await CreateGroup(host, "第二群");
        await CreateGroup(host, "第三群");
        await receiver.Until(2);
        Assert.Equal(9, receiver.Posts);
        var figures = (await host.Corp(SimulatorHost.Fast))["callbacks"]!;
        Assert.Equal((2, 1, 6), ((int)figures["sent"]!, (int)figures["failed"]!, (int)figures["retried"]!));
    }

    [Fact]
    public async Task New_messages_raise_a_hint_of_the_archive_but_no_more_than_one_an_interval()
    {
        await using var host = await SimulatorHost.Start("--Simulator:NotifyInterval=01:00:00");
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);

        await host.PlayDay();
        await receiver.Until(1, e => Of(e, "Event") == "msgaudit_notify");
        await CreateGroup(host, "最后");
        await receiver.Until(1, e => Of(e, "ChangeType") == "create");

        var hint = Assert.Single(receiver.Events, e => Of(e, "Event") == "msgaudit_notify");
        Assert.Equal(("2000004", "sys"), ((string)hint.Attribute("agent")!, Of(hint, "FromUserName")));
    }

    [Fact]
    public async Task Faults_drop_and_double_callbacks()
    {
        await using var host = await SimulatorHost.Start();
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);

        await host.Do(HttpMethod.Put, "/sim/v1/faults", """{"callbackDrop":1,"callbackDuplicate":1}""");
        await CreateGroup(host, "丢");
        await CreateGroup(host, "双");
        await CreateGroup(host, "单");

        var chats = (await receiver.Until(3)).Select(e => Of(e, "ChatId")).ToList();
        Assert.Equal(chats[0], chats[1]);
        Assert.NotEqual(chats[1], chats[2]);
    }

    private static Task<JsonObject> CreateGroup(SimulatorHost host, string name) =>
        host.Do(HttpMethod.Post, "/sim/v1/groups", $$"""{"corp":"{{SimulatorHost.Fast}}","name":"{{name}}"}""");

    private static string Of(XElement received, string name) => received.Element(name)?.Value ?? "";
}
