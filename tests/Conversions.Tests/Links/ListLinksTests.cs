using Steward.Contracts.Conversions.V1;
using Steward.Testing;

namespace Steward.Conversions.Tests.Links;

[Collection(nameof(ConversionsBench))]
public sealed class ListLinksTests(ConversionsBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_and_show_no_other_brand()
    {
        string[] codes = [ConversionsBench.NewCode(), ConversionsBench.NewCode(), ConversionsBench.NewCode()];
        foreach (var code in codes) { await ConversionsBench.PutLinkAsync(bench.Host, _brand, code); }

        var seen = new List<string>();
        var token = string.Empty;
        do
        {
            var page = await ListAsync(_brand, new ListLinksRequest { PageSize = 2, PageToken = token });
            Assert.Equal(3, page.Total);
            seen.AddRange(page.Links.Select(link => link.Code));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(codes.Reverse(), seen);
        Assert.Equal(codes[1], Assert.Single((await ListAsync(_brand, new ListLinksRequest { Search = codes[1][2..] })).Links).Code);
        Assert.Empty((await ListAsync(Guid.NewGuid(), new ListLinksRequest())).Links);
    }

    private async Task<ListLinksResponse> ListAsync(Guid brand, ListLinksRequest request) =>
        await bench.Host.Client<LinkService.LinkServiceClient>(ServiceHost.OperatorOf(brand)).ListLinksAsync(request);
}
