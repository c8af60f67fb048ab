using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Tests.Rules;

public sealed class InterceptRuleTests
{
    [Fact]
    public async Task A_rule_stops_an_employee_and_never_a_customer()
    {
        await using var host = await SimulatorHost.Start();
        var caller = await Caller.Of(host);
        await caller.Contact("add_intercept_rule", Rule("绝对化", "全网最低"));
        var (chat, customer) = ((await caller.Chats(Caller.Owner))[0], "");
        customer = (string)(await caller.Contact("groupchat/get", new JsonObject { ["chat_id"] = chat }))["group_chat"]!["member_list"]!.AsArray().First(m => (int)m!["type"]! == 2)!["userid"]!;

        var answer = await host.Do(HttpMethod.Post, "/sim/v1/messages", string.Join('\n', Line(Caller.Owner), Line(customer)));

        Assert.Equal((1, 1), ((int)answer["accepted"]!, (int)answer["rejected"]!));
        Assert.Equal(customer, (string)Assert.Single(await host.ReadArchive(SimulatorHost.Fast))["from"]!);

        string Line(string from) =>
            new JsonObject { ["corp"] = SimulatorHost.Fast, ["group"] = chat, ["from"] = from, ["text"] = "今天全网最低", ["time"] = 1_795_000_000_000 }.ToJsonString();
    }

    [Fact]
    public async Task A_rule_is_shown_changed_and_deleted()
    {
        await using var host = await SimulatorHost.Start();
        var (caller, other) = (await Caller.Of(host), await Caller.OfNewApp(host, 1000023));
        var id = (string)(await caller.Contact("add_intercept_rule", Rule("绝对化", "最佳")))["rule_id"]!;
        var named = new JsonObject { ["rule_id"] = id };

        Assert.Equal(id, (string)Assert.Single((await caller.Get("externalcontact/get_intercept_rule_list"))["rule_list"]!.AsArray())!["rule_id"]!);
        var update = new JsonObject { ["rule_id"] = id, ["word_list"] = Caller.Array("第一", "唯一"), ["intercept_type"] = 2, ["extra_rule"] = new JsonObject { ["semantics_list"] = new JsonArray(1) } };
        Assert.Equal(48002, await other.Code("update_intercept_rule", update));
        Assert.Equal(0, await caller.Code("update_intercept_rule", update));
        var rule = (await other.Contact("get_intercept_rule", named))["rule"]!;
        Assert.Equal((2, 2, 1), ((int)rule["intercept_type"]!, rule["word_list"]!.AsArray().Count, (int)rule["extra_rule"]!["semantics_list"]![0]!));
        Assert.Equal(0, await caller.Code("del_intercept_rule", named));
        Assert.Equal(41071, await caller.Code("get_intercept_rule", named));
        Assert.Equal(41070, await caller.Code("get_intercept_rule", new JsonObject { ["rule_id"] = "never" }));
    }

    [Fact]
    public async Task A_hundred_rules_of_three_hundred_words_of_thirty_two_characters_and_no_more()
    {
        await using var host = await SimulatorHost.Start();
        var caller = await Caller.Of(host);
        var most = Rule("满", [.. Enumerable.Range(0, 300).Select(i => $"{i:D4}" + new string('词', 28))]);
        Assert.Equal(0, await caller.Code("add_intercept_rule", most));
        Assert.Equal(41077, await caller.Code("add_intercept_rule", Rule("满", "一")));
        Assert.Equal(41068, await caller.Code("add_intercept_rule", Rule("多", [.. Enumerable.Range(0, 301).Select(i => $"{i}")])));
        Assert.Equal(41083, await caller.Code("add_intercept_rule", Rule("长", new string('词', 33))));
        var odd = Rule("义", "一");
        odd["semantics_list"] = new JsonArray(4);
        Assert.Equal(41084, await caller.Code("add_intercept_rule", odd));
        Assert.Equal(40058, await caller.Code("add_intercept_rule", Rule(new string('名', 21), "一")));
        for (var i = 1; i < 100; i++)
        {
            Assert.Equal(0, await caller.Code("add_intercept_rule", Rule("规则" + i, "一")));
        }

        Assert.Equal(41069, await caller.Code("add_intercept_rule", Rule("第一百零一", "一")));
    }

    private static JsonObject Rule(string name, params string[] words) => new()
    {
        ["rule_name"] = name,
        ["word_list"] = Caller.Array(words),
        ["intercept_type"] = 1,
        ["applicable_range"] = new JsonObject { ["user_list"] = Caller.Array(Caller.Owner) },
    };
}
