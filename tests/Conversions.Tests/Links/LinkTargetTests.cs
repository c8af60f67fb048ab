using Steward.Conversions.Links;
using Steward.Kernel;

namespace Steward.Conversions.Tests.Links;

public sealed class LinkTargetTests
{
    [Theory]
    [InlineData("https://shop.example", "https://shop.example/?stw=V")]
    [InlineData("https://shop.example/p", "https://shop.example/p?stw=V")]
    [InlineData("https://shop.example/p?a=1", "https://shop.example/p?a=1&stw=V")]
    [InlineData("https://shop.example/p?", "https://shop.example/p?stw=V")]
    [InlineData("https://shop.example/p?a=1&", "https://shop.example/p?a=1&stw=V")]
    [InlineData("http://shop.example:8080/p#top?x", "http://shop.example:8080/p?stw=V#top?x")]
    [InlineData("https://shop.example/优惠?券=1", "https://shop.example/%E4%BC%98%E6%83%A0?%E5%88%B8=1&stw=V")]
    [InlineData("https://例子.中国/a", "https://xn--fsqu00a.xn--fiqs8s/a?stw=V")]
    public void The_visitor_joins_the_query(string url, string location) =>
        Assert.Equal(location, new LinkTarget(new BrandId(Guid.NewGuid()), LinkTarget.NormaliseUrl(url)!).LocationFor("V"));

    [Theory]
    [InlineData("")]
    [InlineData("shop.example")]
    [InlineData("/p")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://shop.example/")]
    [InlineData("https://user:pw@shop.example/")]
    [InlineData("https://user@shop.example/")]
    [InlineData("https:///p")]
    public void Other_addresses_are_refused(string url) => Assert.Null(LinkTarget.NormaliseUrl(url));

    [Fact]
    public void No_target_can_smuggle_a_header() => Assert.DoesNotContain('\n', LinkTarget.NormaliseUrl("https://shop.example/a\r\nSet-Cookie: x=1") ?? string.Empty);

    [Theory]
    [InlineData("abcd", true)]
    [InlineData("A-z_0", true)]
    [InlineData("abc", false)]
    [InlineData("ab cd", false)]
    [InlineData("优惠优惠", false)]
    [InlineData("a234567890123456789012345678901234", false)]
    public void A_code_has_4_to_32_plain_characters(string code, bool valid) => Assert.Equal(valid, LinkCode.IsValid(code));
}
