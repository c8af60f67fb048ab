namespace Steward.WeCom.Simulator.Tests.Limits;

public sealed class TokenRuleTests
{
    private const string List = """{"limit":1}""";

    [Fact]
    public async Task A_token_ends_before_its_time_with_40014_and_after_it_with_42001()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/clock", """{"everything":true,"speed":0}""");
        var first = await host.Token(SimulatorHost.Fast);
        await host.Do(HttpMethod.Put, "/sim/v1/faults", """{"invalidateTokens":true}""");

        Assert.Equal(40014, await host.Code(first));
        var second = await host.Token(SimulatorHost.Fast);
        Assert.NotEqual(first, second);
        await host.Advance(7199);
        Assert.Equal(0, await host.Code(second));
        await host.Advance(1);
        Assert.Equal(42001, await host.Code(second));
    }

    [Fact]
    public async Task The_switch_between_the_same_and_a_new_token_can_be_turned_while_running()
    {
        await using var host = await SimulatorHost.Start();
        var token = await host.Token(SimulatorHost.Fast);
        Assert.Equal(token, await host.Token(SimulatorHost.Fast));

        await host.Do(HttpMethod.Put, "/sim/v1/limits", """{"tokens":{"seconds":60,"newEachTime":true}}""");

        var other = await host.Token(SimulatorHost.Fast);
        Assert.NotEqual(token, other);
        Assert.Equal((0, 0), (await host.Code(token), await host.Code(other)));
    }

    [Fact]
    public async Task Many_wrong_secrets_block_the_address_for_an_hour()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/clock", """{"everything":true,"speed":0}""");
        await host.Do(HttpMethod.Put, "/sim/v1/limits", """{"badSecrets":3}""");
        var secret = (string)(await host.Corp(SimulatorHost.Fast))["secret"]!;
        var codes = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            codes.Add(await Ask("wrong"));
        }

        Assert.Equal([40001, 40001, 40001, 40001, 45009], codes);
        Assert.Equal(45009, await Ask(secret));
        await host.Advance(3599);
        Assert.Equal(45009, await Ask(secret));
        await host.Advance(1);
        Assert.Equal(0, await Ask(secret));

        async Task<int> Ask(string with) => (int)(await host.Get($"/cgi-bin/gettoken?corpid={SimulatorHost.Fast}&corpsecret={with}"))["errcode"]!;
    }

    [Fact]
    public async Task An_address_that_is_not_on_the_list_gets_60020_whatever_it_calls()
    {
        await using var host = await SimulatorHost.Start();
        var token = await host.Token(SimulatorHost.Fast);
        await host.Do(HttpMethod.Put, $"/sim/v1/corps/{SimulatorHost.Fast}/ips", """{"allowed":["10.1.2.3"]}""");

        var refused = await host.Api(token, "groupchat/list", List);
        Assert.Equal(60020, (int)refused["errcode"]!);
        Assert.EndsWith("?e=60020", (string)refused["errmsg"]!, StringComparison.Ordinal);
        Assert.Contains("from ip: 127.0.0.1", (string)refused["errmsg"]!, StringComparison.Ordinal);
        await host.Do(HttpMethod.Put, $"/sim/v1/corps/{SimulatorHost.Fast}/ips", """{"allowed":["10.1.2.3","127.0.0.1"]}""");
        Assert.Equal(0, await host.Code(token));
        Assert.StartsWith("allowed:", await host.Refused(400, HttpMethod.Put, $"/sim/v1/corps/{SimulatorHost.Fast}/ips", """{"allowed":["here"]}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_sees_only_the_groups_of_its_range()
    {
        await using var host = await SimulatorHost.Start();
        var all = (await host.Api(await host.Token(SimulatorHost.Fast), "groupchat/list", """{"limit":1000}"""))["group_chat_list"]!.AsArray();
        var app = await host.Do(HttpMethod.Post, $"/sim/v1/corps/{SimulatorHost.Fast}/apps", """{"agentId":1000010,"visible":["LiXiaoTang"]}""");
        var token = (string)(await host.Get($"/cgi-bin/gettoken?corpid={SimulatorHost.Fast}&corpsecret={app["secret"]}"))["access_token"]!;

        var seen = (await host.Api(token, "groupchat/list", """{"limit":1000}"""))["group_chat_list"]!.AsArray().Select(g => (string)g!["chat_id"]!).ToList();

        Assert.Equal(4, seen.Count);
        var hidden = all.Select(g => (string)g!["chat_id"]!).First(id => !seen.Contains(id));
        Assert.Equal(60011, (int)(await host.Api(token, "groupchat/get", $$"""{"chat_id":"{{hidden}}"}"""))["errcode"]!);
        Assert.Equal(0, (int)(await host.Api(token, "groupchat/get", $$"""{"chat_id":"{{seen[0]}}"}"""))["errcode"]!);
    }

    [Fact]
    public async Task A_service_provider_knows_the_same_people_by_other_ids()
    {
        await using var host = await SimulatorHost.Start();
        var own = await host.Token(SimulatorHost.Fast);
        var app = await host.Do(HttpMethod.Post, $"/sim/v1/corps/{SimulatorHost.Fast}/apps", """{"agentId":1000011,"provider":"agency"}""");
        var token = (string)(await host.Get($"/cgi-bin/gettoken?corpid={SimulatorHost.Fast}&corpsecret={app["secret"]}"))["access_token"]!;

        var ownChat = (string)(await host.Api(own, "groupchat/list", List))["group_chat_list"]![0]!["chat_id"]!;
        var chat = (string)(await host.Api(token, "groupchat/list", List))["group_chat_list"]![0]!["chat_id"]!;
        var group = (await host.Api(token, "groupchat/get", $$"""{"chat_id":"{{chat}}","need_name":1}"""))["group_chat"]!;
        var ownGroup = (await host.Api(own, "groupchat/get", $$"""{"chat_id":"{{ownChat}}","need_name":1}"""))["group_chat"]!;

        Assert.NotEqual(ownChat, chat);
        Assert.Equal((chat, (string)ownGroup["name"]!), ((string)group["chat_id"]!, (string)group["name"]!));
        Assert.Equal(ownGroup["member_list"]!.AsArray().Select(m => (string)m!["name"]!), group["member_list"]!.AsArray().Select(m => (string)m!["name"]!));
        Assert.Empty(Ids(group).Intersect(Ids(ownGroup)));
        Assert.DoesNotContain("unionid", group.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(86001, (int)(await host.Api(token, "groupchat/get", $$"""{"chat_id":"{{ownChat}}"}"""))["errcode"]!);

        static IEnumerable<string> Ids(System.Text.Json.Nodes.JsonNode g) => g["member_list"]!.AsArray().Where(m => (int)m!["type"]! == 2).Select(m => (string)m!["userid"]!);
    }
}
