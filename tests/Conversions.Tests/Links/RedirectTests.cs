using System.Net;
using Steward.Testing;

namespace Steward.Conversions.Tests.Links;

[Collection(nameof(ConversionsBench))]
public sealed class RedirectTests(ConversionsBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly string _code = ConversionsBench.NewCode();

    [Fact]
    public async Task A_new_visitor_gets_an_id_and_keeps_it()
    {
        await ConversionsBench.PutLinkAsync(bench.Host, _brand, _code, "https://shop.example/p?a=1#top");
        using var first = await ConversionsBench.GetAsync(bench.Host, _code);
        Assert.Equal((HttpStatusCode.Found, true), (first.StatusCode, first.Headers.CacheControl!.NoStore));
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        var visitor = cookie["stw_v=".Length..cookie.IndexOf(';', StringComparison.Ordinal)];
        Assert.Matches("^[0-9a-f]{32}$", visitor);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("max-age=31536000", cookie, StringComparison.Ordinal);
        Assert.Equal($"https://shop.example/p?a=1&stw={visitor}#top", first.Headers.Location!.OriginalString);

        using var second = await ConversionsBench.GetAsync(bench.Host, _code, visitor);
        Assert.False(second.Headers.Contains("Set-Cookie"));
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        await ConversionsBench.ClicksArriveAsync(bench.Host, _brand, _code, 2);
    }

    [Theory]
    [InlineData("nobody-made-this")]
    [InlineData("x")]
    [InlineData("%E4%BC%98%E6%83%A0%E4%BC%98%E6%83%A0")]
    [InlineData("a'; drop table links")]
    public async Task An_unknown_code_gets_a_page_in_two_languages(string code)
    {
        using var response = await ConversionsBench.GetAsync(bench.Host, code);
        Assert.Equal((HttpStatusCode.NotFound, true), (response.StatusCode, response.Headers.CacheControl!.NoStore));
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("链接不存在", page, StringComparison.Ordinal);
        Assert.Contains("does not exist", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("00000000000000000000000000000000")]
    public async Task A_cookie_that_is_not_ours_is_replaced(string cookie)
    {
        await ConversionsBench.PutLinkAsync(bench.Host, _brand, _code);
        Assert.NotEqual(cookie, await ConversionsBench.FollowAsync(bench.Host, _code, cookie));
    }

    [Fact]
    public async Task A_code_that_was_unknown_works_as_soon_as_it_is_made()
    {
        using (var unknown = await ConversionsBench.GetAsync(bench.Host, _code)) { Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode); }

        await ConversionsBench.PutLinkAsync(bench.Host, _brand, _code);
        await ConversionsBench.FollowAsync(bench.Host, _code);
    }

    [Fact]
    public async Task Other_replicas_hear_of_new_links_and_new_targets()
    {
        await using var replica = await ConversionsBench.StartAsync(bench.Host);
        using (var unknown = await ConversionsBench.GetAsync(replica, _code)) { Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode); }

        await ConversionsBench.PutLinkAsync(bench.Host, _brand, _code, "https://shop.example/one");
        await LeadsToAsync(replica, "/one");
        await ConversionsBench.PutLinkAsync(bench.Host, _brand, _code, "https://shop.example/two");
        await LeadsToAsync(replica, "/two");
    }

    private Task LeadsToAsync(ServiceHost replica, string path) => Eventually.TrueAsync(
        async () =>
        {
            using var response = await ConversionsBench.GetAsync(replica, _code);
            return response.Headers.Location?.AbsolutePath == path;
        },
        TimeSpan.FromSeconds(10),
        $"the replica sends visitors to {path}");
}
