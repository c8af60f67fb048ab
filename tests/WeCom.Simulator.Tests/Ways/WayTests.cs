using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Tests.Callbacks;

namespace Steward.WeCom.Simulator.Tests.Ways;

public sealed class WayTests
{
    [Fact]
    public async Task A_code_leads_into_its_group_with_its_state()
    {
        await using var host = await SimulatorHost.Start();
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);
        var caller = await Caller.Of(host);
        var chat = (await caller.Chats(Caller.Owner))[0];
        var id = (string)(await caller.Contact("groupchat/add_join_way", Join(chat)))["config_id"]!;

        var scanned = await host.Do(HttpMethod.Post, $"/sim/v1/ways/{id}/scan", $$"""{"corp":"{{SimulatorHost.Fast}}","name":"扫码的人"}""");

        Assert.Equal(chat, (string)scanned["chatId"]!);
        var joined = Assert.Single(await receiver.Until(1));
        Assert.Equal(("add_member", "3", (string)scanned["id"]!), (joined.Element("UpdateDetail")!.Value, joined.Element("JoinScene")!.Value, joined.Element("MemChangeList")!.Element("Item")!.Value));
        var group = (await caller.Contact("groupchat/get", new JsonObject { ["chat_id"] = chat }))["group_chat"]!;
        Assert.Equal("store_7", (string)group["member_list"]!.AsArray().Single(m => (string)m!["userid"]! == (string)scanned["id"]!)!["state"]!);
        var way = (await caller.Contact("groupchat/get_join_way", new JsonObject { ["config_id"] = id }))["join_way"]!;
        Assert.Equal((id, 2, "store_7"), ((string)way["config_id"]!, (int)way["scene"]!, (string)way["state"]!));
        Assert.StartsWith("http://p.qpic.cn/", (string)way["qr_code"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_join_way_is_changed_and_deleted_by_the_app_that_made_it()
    {
        await using var host = await SimulatorHost.Start();
        var (caller, other) = (await Caller.Of(host), await Caller.OfNewApp(host, 1000022));
        var chats = await caller.Chats(Caller.Owner);
        var id = (string)(await caller.Contact("groupchat/add_join_way", Join(chats[0])))["config_id"]!;
        var named = new JsonObject { ["config_id"] = id };

        Assert.Equal(41044, await other.Code("groupchat/get_join_way", named));
        var changed = Join(chats[1]);
        changed["config_id"] = id;
        Assert.Equal(0, await caller.Code("groupchat/update_join_way", changed));
        Assert.Equal(chats[1], (string)(await caller.Contact("groupchat/get_join_way", named))["join_way"]!["chat_id_list"]![0]!);
        Assert.Equal(0, await caller.Code("groupchat/del_join_way", named));
        Assert.Equal(41044, await caller.Code("groupchat/get_join_way", named));
    }

    [Fact]
    public async Task A_join_way_has_its_limits()
    {
        await using var host = await SimulatorHost.Start();
        var caller = await Caller.Of(host);
        var chat = (await caller.Chats(Caller.Owner))[0];

        Assert.Equal(41091, await caller.Code("groupchat/add_join_way", Join([.. Enumerable.Repeat(chat, 6)])));
        Assert.Equal(40050, await caller.Code("groupchat/add_join_way", Join("wrNothing")));
        var longer = Join(chat);
        longer["state"] = new string('x', 31);
        Assert.Equal(40058, await caller.Code("groupchat/add_join_way", longer));
    }

    [Fact]
    public async Task A_contact_way_is_listed_page_by_page_and_brings_a_contact_with_its_state()
    {
        await using var host = await SimulatorHost.Start();
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);
        var caller = await Caller.Of(host);
        var made = await caller.Contact("add_contact_way", Contact(1, Caller.Owner));
        var id = (string)made["config_id"]!;
        await caller.Contact("add_contact_way", Contact(2, Caller.Owner, Caller.Other));
        Assert.NotEmpty((string)made["qr_code"]!);

        var first = await caller.Contact("list_contact_way", new JsonObject { ["limit"] = 1 });
        var second = await caller.Contact("list_contact_way", new JsonObject { ["limit"] = 1, ["cursor"] = (string)first["next_cursor"]! });
        Assert.Equal(id, (string)Assert.Single(first["contact_way"]!.AsArray())!["config_id"]!);
        Assert.Equal("", (string)second["next_cursor"]!);
        await host.Do(HttpMethod.Post, $"/sim/v1/ways/{id}/scan", $$"""{"corp":"{{SimulatorHost.Fast}}","name":"扫码的人"}""");
        var added = Assert.Single(await receiver.Until(1));
        Assert.Equal(("add_external_contact", Caller.Owner, "渠道一"), (added.Element("ChangeType")!.Value, added.Element("UserID")!.Value, added.Element("State")!.Value));

        Assert.Equal(0, await caller.Code("update_contact_way", new JsonObject { ["config_id"] = id, ["state"] = "渠道二", ["user"] = Caller.Array(Caller.Other) }));
        Assert.Equal("渠道二", (string)(await caller.Contact("get_contact_way", new JsonObject { ["config_id"] = id }))["contact_way"]!["state"]!);
        Assert.Equal(0, await caller.Code("del_contact_way", new JsonObject { ["config_id"] = id }));
        Assert.Equal(41044, await caller.Code("get_contact_way", new JsonObject { ["config_id"] = id }));
        Assert.Equal(40058, await caller.Code("add_contact_way", Contact(1, Caller.Owner, Caller.Other)));
        Assert.Equal(60111, await caller.Code("add_contact_way", Contact(1, "nobody")));
    }

    private static JsonObject Join(params string[] chats) =>
        new() { ["scene"] = 2, ["remark"] = "门店", ["auto_create_room"] = 1, ["room_base_name"] = "会员群", ["room_base_id"] = 10, ["chat_id_list"] = Caller.Array(chats), ["state"] = "store_7", ["mark_source"] = true };

    private static JsonObject Contact(int type, params string[] users) => new() { ["type"] = type, ["scene"] = 2, ["state"] = "渠道一", ["user"] = Caller.Array(users) };
}
