using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Tests.Tags;

public sealed class CorpTagTests
{
    [Fact]
    public async Task Tags_are_made_listed_marked_and_shown_on_the_customer()
    {
        await using var host = await SimulatorHost.Start();
        var caller = await Caller.Of(host);
        var made = (await caller.Contact("add_corp_tag", Tags("等级", "金卡", "银卡")))["tag_group"]!;
        var (gold, silver) = ((string)made["tag"]![0]!["id"]!, (string)made["tag"]![1]!["id"]!);
        var customer = (await caller.Customers(Caller.Owner))[0];

        Assert.Equal(0, await caller.Code("mark_tag", Mark(customer, [gold, silver], [])));
        Assert.Equal(0, await caller.Code("mark_tag", Mark(customer, [], [silver])));

        var shown = await caller.Get("externalcontact/get", "&external_userid=" + customer);
        Assert.Equal([gold], shown["follow_user"]![0]!["tags"]!.AsArray().Select(t => (string)t!["tag_id"]!));
        var listed = (await caller.Contact("get_corp_tag_list", new JsonObject { ["tag_id"] = Caller.Array(silver) }))["tag_group"]!.AsArray();
        Assert.Equal(("等级", "银卡"), ((string)Assert.Single(listed)!["group_name"]!, (string)Assert.Single(listed[0]!["tag"]!.AsArray())!["name"]!));
    }

    [Fact]
    public async Task Marking_needs_a_follower_and_known_tags()
    {
        await using var host = await SimulatorHost.Start();
        var caller = await Caller.Of(host);
        var tag = (string)(await caller.Contact("add_corp_tag", Tags("等级", "金卡")))["tag_group"]!["tag"]![0]!["id"]!;
        var (mine, theirs) = ((await caller.Customers(Caller.Owner))[0], (await caller.Customers(Caller.Other))[0]);

        Assert.Equal(84084, await caller.Code("mark_tag", Mark(theirs, [tag], [])));
        Assert.Equal(40068, await caller.Code("mark_tag", Mark(mine, ["etNever"], [])));
        Assert.Equal(40096, await caller.Code("mark_tag", Mark("wmNobody", [tag], [])));
        Assert.Equal(40058, await caller.Code("mark_tag", Mark(mine, [], [])));
    }

    [Fact]
    public async Task An_app_changes_only_what_it_made_and_no_name_is_there_twice()
    {
        await using var host = await SimulatorHost.Start();
        var (caller, other) = (await Caller.Of(host), await Caller.OfNewApp(host, 1000021));
        var tag = (string)(await caller.Contact("add_corp_tag", Tags("等级", "金卡")))["tag_group"]!["tag"]![0]!["id"]!;

        Assert.Equal(40071, await caller.Code("add_corp_tag", Tags("等级", "金卡")));
        Assert.Equal(48002, await other.Code("edit_corp_tag", new JsonObject { ["id"] = tag, ["name"] = "白金" }));
        Assert.Equal(48002, await other.Code("del_corp_tag", new JsonObject { ["tag_id"] = Caller.Array(tag) }));
        Assert.Equal(0, await caller.Code("edit_corp_tag", new JsonObject { ["id"] = tag, ["name"] = "白金" }));
        Assert.Equal(0, await caller.Code("del_corp_tag", new JsonObject { ["tag_id"] = Caller.Array(tag) }));
        Assert.Empty((await caller.Contact("get_corp_tag_list", []))["tag_group"]!.AsArray());
        Assert.Equal(40058, await caller.Code("add_corp_tag", Tags(new string('长', 31), "金卡")));
    }

    private static JsonObject Tags(string group, params string[] names) =>
        new() { ["group_name"] = group, ["tag"] = new JsonArray([.. names.Select(n => new JsonObject { ["name"] = n })]) };

    private static JsonObject Mark(string customer, string[] add, string[] remove) =>
        new() { ["userid"] = Caller.Owner, ["external_userid"] = customer, ["add_tag"] = Caller.Array(add), ["remove_tag"] = Caller.Array(remove) };
}
