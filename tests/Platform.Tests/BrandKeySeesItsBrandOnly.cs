using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Steward.Cli.Demo;
using Xunit;

namespace Steward.Platform.Tests;

[Collection(Stories.Name)]
public sealed class BrandKeySeesItsBrandOnly(RunningSuite suite)
{
    [Fact]
    public async Task Each_key_shows_its_own_groups_and_none_of_the_other_brand()
    {
        var (ours, theirs) = (await GroupsAsync(DemoKeys.ApiKey(suite.Suite, suite.FastFood)), await GroupsAsync(DemoKeys.ApiKey(suite.Suite, suite.Beauty)));

        Assert.NotEmpty(ours);
        Assert.NotEmpty(theirs);
        Assert.Empty(ours.Intersect(theirs));
        Assert.Contains((await suite.GroupAsync(suite.FastFood)).GroupId, ours);
        Assert.DoesNotContain((await suite.GroupAsync(suite.Beauty)).GroupId, ours);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_shown()
    {
        using var http = new HttpClient { BaseAddress = suite.Suite.Address("gateway") };
        using var answer = await http.GetAsync(new Uri("api/v1/groups", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<IReadOnlyList<string>> GroupsAsync(string key)
    {
        using var http = new HttpClient { BaseAddress = suite.Suite.Address("gateway") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var page = JsonDocument.Parse(await http.GetStringAsync(new Uri("api/v1/groups?page_size=500", UriKind.Relative)));
        return [.. page.RootElement.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("group_id").GetString()!)];
    }
}
