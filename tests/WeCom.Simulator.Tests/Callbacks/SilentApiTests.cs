using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Tests.Callbacks;

public sealed class SilentApiTests
{
    [Fact]
    public async Task What_is_done_by_the_api_raises_no_callback()
    {
        await using var host = await SimulatorHost.Start("--Simulator:NotifyInterval=01:00:00");
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);
        var caller = await Caller.Of(host);
        var (chat, customer) = ((await caller.Chats(Caller.Owner))[0], (await caller.Customers(Caller.Owner))[0]);
        var tag = (string)(await caller.Contact("add_corp_tag", new JsonObject { ["group_name"] = "组", ["tag"] = new JsonArray(new JsonObject { ["name"] = "签" }) }))["tag_group"]!["tag"]![0]!["id"]!;

        Assert.Equal(0, await caller.Code("mark_tag", new JsonObject { ["userid"] = Caller.Owner, ["external_userid"] = customer, ["add_tag"] = Caller.Array(tag) }));
        Assert.Equal(0, await caller.Code("add_msg_template", new JsonObject { ["chat_type"] = "group", ["sender"] = Caller.Owner, ["text"] = new JsonObject { ["content"] = "早" } }));
        Assert.Equal(0, await caller.Code("groupchat/onjob_transfer", new JsonObject { ["chat_id_list"] = Caller.Array(chat), ["new_owner"] = Caller.Other }));
        Assert.Equal(0, await caller.Code("transfer_customer", new JsonObject { ["handover_userid"] = Caller.Owner, ["takeover_userid"] = Caller.Other, ["external_userid"] = Caller.Array(customer) }));

        // One that a person causes is the first to arrive.
        var made = await host.Do(HttpMethod.Post, "/sim/v1/groups", $$"""{"corp":"{{SimulatorHost.Fast}}","name":"之后"}""");
        Assert.Equal((string)made["chatId"]!, Assert.Single(await receiver.Until(1, e => e.Element("Event")!.Value != "msgaudit_notify")).Element("ChatId")!.Value);
        Assert.DoesNotContain(receiver.Events, e => e.Element("Event")!.Value == "change_external_contact");
    }
}
