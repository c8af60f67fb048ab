using System.Net;
using static Steward.Gateway.Tests.GatewayBench;

namespace Steward.Gateway.Tests.Groups;

[Collection(GatewayCollection.Name)]
public sealed class ListGroupsTests(GatewayBench bench)
{
    [Fact]
    public async Task A_key_sees_its_own_brands_groups_and_no_others()
    {
        var (mine, foreign) = (await bench.KeyAsync(), await bench.KeyAsync());
        var group = await bench.GroupAsync(mine.Brand, "奶茶福利一群");
        await bench.GroupAsync(foreign.Brand, "别家的群");

        var page = await JsonAsync(await bench.GetAsync("/api/v1/groups", mine.Secret));

        Assert.Equal(1, page.GetProperty("total").GetInt32());
        var shown = Assert.Single(page.GetProperty("groups").EnumerateArray());
        Assert.Equal((group.ToString(), "奶茶福利一群"), (shown.GetProperty("group_id").GetString(), shown.GetProperty("name").GetString()));
        Assert.Equal(0, shown.GetProperty("messages_today").GetInt64());
    }

    [Fact]
    public async Task Pages_and_search_work_as_in_Members()
    {
        var key = await bench.KeyAsync();
        foreach (var name in (string[])["甲群", "乙群", "丙店"]) { await bench.GroupAsync(key.Brand, name); }

        var first = await JsonAsync(await bench.GetAsync($"/api/v1/groups?search={Uri.EscapeDataString("群")}&page_size=1", key.Secret));
        var second = await JsonAsync(await bench.GetAsync($"/api/v1/groups?search={Uri.EscapeDataString("群")}&page_size=1&page_token={first.GetProperty("next_page_token").GetString()}", key.Secret));

        Assert.Equal(2, first.GetProperty("total").GetInt32());
        Assert.NotEqual(first.GetProperty("groups")[0].GetProperty("name").GetString(), second.GetProperty("groups")[0].GetProperty("name").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next_page_token").ValueKind);
    }

    [Fact]
    public async Task Every_wrong_parameter_is_named()
    {
        var key = await bench.KeyAsync();

        var problem = await ProblemAsync(HttpStatusCode.BadRequest, "GTW-001", await bench.GetAsync($"/api/v1/groups?page_size=x&search={new string('a', 101)}", key.Secret));
        Assert.Equal(["page_size", "search"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());

        var token = await ProblemAsync(HttpStatusCode.BadRequest, "STW-006", await bench.GetAsync("/api/v1/groups?page_token=x", key.Secret));
        Assert.True(token.GetProperty("errors").TryGetProperty("page_token", out _));
    }
}
