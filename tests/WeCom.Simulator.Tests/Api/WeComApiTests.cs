using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Tests.Api;

public sealed class WeComApiTests
{
    [Theory]
    [InlineData("corpid=ww0&corpsecret=x", 40013)]
    [InlineData("corpid=ww5b0a1e5e00000001&corpsecret=x", 40001)]
    public async Task Gettoken_refuses_strangers(string query, int code)
    {
        await using var host = await SimulatorHost.Start();

        var answer = await host.Get("/cgi-bin/gettoken?" + query);

        Assert.Equal(code, (int)answer["errcode"]!);
        Assert.Matches(@"^[^,]+, hint: \[\d+_\d+_[0-9a-f]{32}\], from ip: .+, more info at https://open\.work\.weixin\.qq\.com/devtool/query\?e=" + code + "$", (string)answer["errmsg"]!);
    }

    [Fact]
    public async Task Gettoken_repeats_a_valid_token_unless_told_otherwise()
    {
        await using var same = await SimulatorHost.Start();
        await using var fresh = await SimulatorHost.Start("--Simulator:NewTokenEachTime=true");

        Assert.Equal(await same.Token(SimulatorHost.Fast), await same.Token(SimulatorHost.Fast));
        Assert.NotEqual(await fresh.Token(SimulatorHost.Fast), await fresh.Token(SimulatorHost.Fast));
    }

    [Fact]
    public async Task A_call_needs_a_token_that_exists_and_lives()
    {
        await using var host = await SimulatorHost.Start();
        var token = await host.Token(SimulatorHost.Fast);

        var missing = await host.Api("", "groupchat/list", """{"limit":1}""");
        Assert.Equal(41001, (int)missing["errcode"]!);
        Assert.Empty(missing["group_chat_list"]!.AsArray());
        Assert.Equal(40014, Code(await host.Api("forged", "groupchat/list", """{"limit":1}""")));
        await host.Do(HttpMethod.Put, "/sim/v1/faults", """{"expireTokens":true}""");
        Assert.Equal(42001, Code(await host.Api(token, "groupchat/list", """{"limit":1}""")));
        Assert.Equal(0, Code(await host.Api(await host.Token(SimulatorHost.Fast), "groupchat/list", """{"limit":1}""")));
    }

    [Fact]
    public async Task Listing_groups_pages_through_all_of_them_once()
    {
        await using var host = await SimulatorHost.Start();
        var token = await host.Token(SimulatorHost.Fast);
        var seen = new List<string>();
        var cursor = "";
        do
        {
            var page = await host.Api(token, "groupchat/list", $$"""{"status_filter":0,"limit":7,"cursor":"{{cursor}}"}""");
            seen.AddRange(page["group_chat_list"]!.AsArray().Select(g => (string)g!["chat_id"]!));
            cursor = (string)page["next_cursor"]!;
        }
        while (cursor.Length > 0);

        Assert.Equal(24, seen.Count);
        Assert.Equal(24, seen.Distinct().Count());
        Assert.All(seen, id => Assert.Matches("^wr[A-Za-z0-9]{30}$", id));
        var owned = await host.Api(token, "groupchat/list", """{"owner_filter":{"userid_list":["LiXiaoTang"]},"limit":1000}""");
        Assert.Equal(4, owned["group_chat_list"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""{"limit":0}""", 40058)]
    [InlineData("""{"limit":1001}""", 40058)]
    [InlineData("{}", 40058)]
    [InlineData("""{"limit":"ten"}""", 40058)]
    [InlineData("""{"limit":10,"status_filter":4}""", 40058)]
    [InlineData("""{"limit":10,"cursor":"made-up"}""", 40058)]
    [InlineData("""{"limit":10,"owner_filter":{"userid_list":["nobody"]}}""", 60111)]
    [InlineData("""{"limit":10,"owner_filter":[]}""", 40058)]
    [InlineData("""{"limit":10""", 47001)]
    [InlineData("[]", 47001)]
    [InlineData("", 47001)]
    public async Task Listing_groups_checks_its_request(string body, int code)
    {
        await using var host = await SimulatorHost.Start();

        Assert.Equal(code, Code(await host.Api(await host.Token(SimulatorHost.Fast), "groupchat/list", body)));
    }

    [Fact]
    public async Task A_group_shows_its_members_with_names_on_request()
    {
        await using var host = await SimulatorHost.Start();
        var token = await host.Token(SimulatorHost.Fast);
        var chat = (string)(await host.Api(token, "groupchat/list", """{"limit":1}"""))["group_chat_list"]![0]!["chat_id"]!;

        var named = (await host.Api(token, "groupchat/get", $$"""{"chat_id":"{{chat}}","need_name":1}"""))["group_chat"]!;
        var plain = (await host.Api(token, "groupchat/get", $$"""{"chat_id":"{{chat}}"}"""))["group_chat"]!;

        Assert.Equal("堡乐星·徐家汇店会员群", (string)named["name"]!);
        Assert.Equal("LiXiaoTang", (string)named["owner"]!);
        Assert.Matches("^[0-9a-f]{32}$", (string)named["member_version"]!);
        var members = named["member_list"]!.AsArray();
        Assert.True(members.Count is > 50 and < 80);
        Assert.Equal(2, members.Count(m => (int)m!["type"]! == 1));
        Assert.All(members.Where(m => (int)m!["type"]! == 2), m => Assert.Matches("^wm[A-Za-z0-9]{30}$", (string)m!["userid"]!));
        Assert.All(members, m => Assert.NotEqual("", (string)m!["name"]!));
        Assert.All(plain["member_list"]!.AsArray(), m => Assert.Null(m!["name"]));
        Assert.Equal(["ZhouMingHao"], named["admin_list"]!.AsArray().Select(a => (string)a!["userid"]!));
    }

    [Theory]
    [InlineData("""{"chat_id":"nonsense"}""", 40050)]
    [InlineData("{}", 40050)]
    [InlineData("""{"chat_id":"wrUnknown"}""", 86001)]
    [InlineData("""{"chat_id":"wrUnknown","need_name":2}""", 40058)]
    public async Task A_group_that_is_none_is_refused(string body, int code)
    {
        await using var host = await SimulatorHost.Start();

        Assert.Equal(code, Code(await host.Api(await host.Token(SimulatorHost.Fast), "groupchat/get", body)));
    }

    [Fact]
    public async Task A_corp_does_not_see_the_groups_of_another()
    {
        await using var host = await SimulatorHost.Start();
        var chat = (string)(await host.Api(await host.Token(SimulatorHost.Fast), "groupchat/list", """{"limit":1}"""))["group_chat_list"]![0]!["chat_id"]!;

        Assert.Equal(86001, Code(await host.Api(await host.Token(SimulatorHost.Beauty), "groupchat/get", $$"""{"chat_id":"{{chat}}"}""")));
    }

    [Fact]
    public async Task Injected_failures_happen_so_many_times()
    {
        await using var host = await SimulatorHost.Start();
        var token = await host.Token(SimulatorHost.Fast);
        await host.Do(HttpMethod.Put, "/sim/v1/faults", """{"failNext":[{"api":"groupchat/list","errcode":-1,"times":2}]}""");

        int[] codes = [await List(), await List(), await List()];

        Assert.Equal([-1, -1, 0], codes);
        async Task<int> List() => Code(await host.Api(token, "groupchat/list", """{"limit":1}"""));
    }

    [Fact]
    public async Task The_callback_addresses_are_listed()
    {
        await using var host = await SimulatorHost.Start();

        var answer = await host.Get("/cgi-bin/getcallbackip?access_token=" + await host.Token(SimulatorHost.Fast));

        Assert.Equal(0, Code(answer));
        Assert.NotEmpty(answer["ip_list"]!.AsArray());
    }

    [Theory]
    [InlineData("groupchat/create")]
    [InlineData("groupchat/del_member")]
    [InlineData("groupchat/kick")]
    [InlineData("groupchat/mute")]
    [InlineData("groupchat/send")]
    [InlineData("message/recall")]
    public async Task What_WeCom_does_not_offer_has_no_route(string api)
    {
        await using var host = await SimulatorHost.Start();

        using var response = await host.Raw(HttpMethod.Post, $"/cgi-bin/externalcontact/{api}?access_token={await host.Token(SimulatorHost.Fast)}", "{}");

        Assert.Equal(404, (int)response.StatusCode);
    }

    private static int Code(JsonObject answer) => (int)answer["errcode"]!;
}
