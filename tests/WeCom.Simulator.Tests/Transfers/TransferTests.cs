using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Tests.Callbacks;

namespace Steward.WeCom.Simulator.Tests.Transfers;

public sealed class TransferTests
{
    private const double Day = 86_400;

    [Fact]
    public async Task A_serving_owner_hands_a_group_over_twice_in_ninety_days()
    {
        await using var host = await Started();
        var caller = await Caller.Of(host);
        var chat = (await caller.Chats(Caller.Owner))[0];

        Assert.Equal([], await Failed(caller, "onjob_transfer", Caller.Other, chat));
        Assert.Equal(Caller.Other, (string)(await caller.Contact("groupchat/get", new JsonObject { ["chat_id"] = chat }))["group_chat"]!["owner"]!);
        Assert.Equal([90504], await Failed(caller, "onjob_transfer", Caller.Other, chat));
        Assert.Equal([], await Failed(caller, "onjob_transfer", Caller.Owner, chat));
        Assert.Equal([40128], await Failed(caller, "onjob_transfer", Caller.Other, chat));
        await host.Advance(90 * Day);
        Assert.Equal([90501], await Failed(caller, "onjob_transfer", Caller.Other, chat, "wrNothing"));
        Assert.Equal([90500], await Failed(caller, "transfer", Caller.Owner, chat));
    }

    [Fact]
    public async Task The_groups_of_somebody_who_left_are_listed_when_named_and_go_to_somebody_else()
    {
        await using var host = await Started();
        var caller = await Caller.Of(host);
        var chats = await caller.Chats(Caller.Owner);
        await host.Do(HttpMethod.Post, $"/sim/v1/employees/{Caller.Owner}/resign?corp={SimulatorHost.Fast}");

        var listed = (await caller.Contact("groupchat/list", new JsonObject { ["limit"] = 100 }))["group_chat_list"]!.AsArray();
        Assert.Equal(20, listed.Count);
        var left = await caller.Contact("groupchat/list", new JsonObject { ["limit"] = 100, ["status_filter"] = 1, ["owner_filter"] = new JsonObject { ["userid_list"] = Caller.Array(Caller.Owner) } });
        Assert.Equal(4, left["group_chat_list"]!.AsArray().Count);
        Assert.Equal([90502], await Failed(caller, "onjob_transfer", Caller.Other, chats[0]));
        Assert.Equal([], await Failed(caller, "transfer", Caller.Other, [.. chats]));
        Assert.Equal([90508], await Failed(caller, "transfer", Caller.Other, chats[0]));
        var taken = (await caller.Contact("groupchat/list", new JsonObject { ["limit"] = 100, ["status_filter"] = 3 }))["group_chat_list"]!.AsArray();
        Assert.Equal(chats, taken.Select(g => (string)g!["chat_id"]!));
    }

    [Fact]
    public async Task Customers_change_hands_a_day_later_and_the_outcome_comes_as_callbacks()
    {
        await using var host = await Started();
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);
        await host.Do(HttpMethod.Put, "/sim/v1/transfers", """{"refusedPercent":0,"takerFullPercent":0}""");
        var caller = await Caller.Of(host);
        var customer = (await caller.Customers(Caller.Owner))[0];

        Assert.Equal([0, 40096], await Start(caller, "transfer_customer", customer, "wmNobody"));
        Assert.Equal([40100], await Start(caller, "transfer_customer", customer));
        Assert.Equal(2, await Status(caller, "transfer_result"));
        await host.Advance(Day - 1);
        Assert.Equal(2, await Status(caller, "transfer_result"));
        Assert.Empty(receiver.Events);
        await host.Advance(1);

        Assert.Equal(1, await Status(caller, "transfer_result"));
        var events = await receiver.Until(2);
        Assert.Equal(("add_external_contact", Caller.Other), (events[0].Element("ChangeType")!.Value, events[0].Element("UserID")!.Value));
        Assert.Equal(
            ("del_external_contact", Caller.Owner, "DELETE_BY_TRANSFER"),
            (events[1].Element("ChangeType")!.Value, events[1].Element("UserID")!.Value, events[1].Element("Source")!.Value));
        Assert.Equal([40131], await Start(caller, "transfer_customer", customer));
        Assert.Contains(customer, await caller.Customers(Caller.Other));
    }

    [Fact]
    public async Task A_customer_may_refuse()
    {
        await using var host = await Started();
        await using var receiver = await CallbackReceiver.Start();
        await receiver.Connect(host, SimulatorHost.Fast);
        await host.Do(HttpMethod.Put, "/sim/v1/transfers", """{"refusedPercent":100,"takerFullPercent":0}""");
        var caller = await Caller.Of(host);
        var customer = (await caller.Customers(Caller.Owner))[0];
        await Start(caller, "transfer_customer", customer);

        await host.Advance(Day);

        Assert.Equal(3, await Status(caller, "transfer_result"));
        Assert.Equal("customer_refused", Assert.Single(await receiver.Until(1)).Element("FailReason")!.Value);
        Assert.Contains(customer, await caller.Customers(Caller.Owner));
    }

    [Fact]
    public async Task The_customers_of_somebody_who_left_wait_to_be_assigned()
    {
        await using var host = await Started();
        await host.Do(HttpMethod.Put, "/sim/v1/transfers", """{"refusedPercent":0,"takerFullPercent":0}""");
        var caller = await Caller.Of(host);
        var customer = (await caller.Customers(Caller.Owner))[0];
        Assert.Equal(40097, (int)(await caller.Contact("resigned/transfer_customer", Transfer(customer)))["errcode"]!);
        await host.Do(HttpMethod.Post, $"/sim/v1/employees/{Caller.Owner}/resign?corp={SimulatorHost.Fast}");

        var waiting = (await caller.Contact("get_unassigned_list", new JsonObject { ["page_size"] = 1000 }))["info"]!.AsArray();
        Assert.Contains(waiting, w => (string)w!["external_userid"]! == customer);
        Assert.Equal([0], await Start(caller, "resigned/transfer_customer", customer));
        await host.Advance(Day);
        Assert.Equal(1, await Status(caller, "resigned/transfer_result"));
        Assert.Equal(waiting.Count - 1, (await caller.Contact("get_unassigned_list", []))["info"]!.AsArray().Count);
    }

    private static async Task<SimulatorHost> Started()
    {
        var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/clock", """{"speed":0}""");
        return host;
    }

    private static async Task<List<int>> Failed(Caller caller, string api, string owner, params string[] chats)
    {
        var answer = await caller.Contact("groupchat/" + api, new JsonObject { ["chat_id_list"] = Caller.Array(chats), ["new_owner"] = owner });
        Assert.Equal(0, (int)answer["errcode"]!);
        return [.. answer["failed_chat_list"]!.AsArray().Select(f => (int)f!["errcode"]!)];
    }

    private static JsonObject Transfer(params string[] customers) =>
        new() { ["handover_userid"] = Caller.Owner, ["takeover_userid"] = Caller.Other, ["external_userid"] = Caller.Array(customers) };

    private static async Task<List<int>> Start(Caller caller, string api, params string[] customers) =>
        [.. (await caller.Contact(api, Transfer(customers)))["customer"]!.AsArray().Select(c => (int)c!["errcode"]!)];

    private static async Task<int> Status(Caller caller, string api) => (int)Assert.Single(
        (await caller.Contact(api, new JsonObject { ["handover_userid"] = Caller.Owner, ["takeover_userid"] = Caller.Other }))["customer"]!.AsArray())!["status"]!;
}
