using Grpc.Core;
using Steward.Contracts.Conversions.V1;
using Steward.Testing;

namespace Steward.Conversions.Tests.Links;

[Collection(nameof(ConversionsBench))]
public sealed class PutLinkTests(ConversionsBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly string _code = ConversionsBench.NewCode();

    [Fact]
    public async Task A_link_is_made_and_its_target_can_change()
    {
        await ConversionsBench.PutLinkAsync(bench.Host, _brand, _code, "https://shop.example/old");
        await ConversionsBench.FollowAsync(bench.Host, _code);
        var put = await Links(_brand).PutLinkAsync(new PutLinkRequest { Link = new Link { BrandId = _brand.ToString(), Code = _code, TargetUrl = "https://shop.example/new", Channel = "店内" } });
        Assert.Equal(($"/s/{_code}", "店内"), (put.Path, put.Link.Channel));
        using var response = await ConversionsBench.GetAsync(bench.Host, _code);
        Assert.StartsWith("https://shop.example/new?stw=", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        await ConversionsBench.ClicksArriveAsync(bench.Host, _brand, _code, 2);
    }

    [Fact]
    public async Task A_code_belongs_to_one_brand()
    {
        await ConversionsBench.PutLinkAsync(bench.Host, _brand, _code);
        var other = Guid.NewGuid();
        await ConversionsBench.RefusedAsync(Links(other).PutLinkAsync(Request(other, _code, "https://evil.example/")), StatusCode.FailedPrecondition, "CNV-002");
        using var response = await ConversionsBench.GetAsync(bench.Host, _code);
        Assert.Equal("shop.example", response.Headers.Location!.Host);
        await ConversionsBench.RefusedAsync(Links(other).PutLinkAsync(Request(_brand, _code, "https://evil.example/")), StatusCode.NotFound, "STW-003");
    }

    [Theory]
    [InlineData("abc", "https://shop.example/", "CNV-001")]
    [InlineData("abcd", "javascript:alert(1)", "CNV-003")]
    [InlineData("abcd", "https://u:p@shop.example/", "CNV-003")]
    public async Task Bad_input_is_refused(string code, string target, string problem) =>
        await ConversionsBench.RefusedAsync(Links(_brand).PutLinkAsync(Request(_brand, code, target)), StatusCode.InvalidArgument, problem);

    [Fact]
    public async Task A_brand_key_may_not_make_links() => await ConversionsBench.RefusedAsync(
        bench.Host.Client<LinkService.LinkServiceClient>(ServiceHost.KeyOf(_brand)).PutLinkAsync(Request(_brand, _code, "https://shop.example/")), StatusCode.PermissionDenied, "STW-002");

    private static PutLinkRequest Request(Guid brand, string code, string target) => new() { Link = new Link { BrandId = brand.ToString(), Code = code, TargetUrl = target } };

    private LinkService.LinkServiceClient Links(Guid brand) => bench.Host.Client<LinkService.LinkServiceClient>(ServiceHost.OperatorOf(brand));
}
