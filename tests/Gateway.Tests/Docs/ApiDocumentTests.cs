using System.Net;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using static Steward.Gateway.Tests.GatewayBench;

namespace Steward.Gateway.Tests.Docs;

[Collection(GatewayCollection.Name)]
public sealed partial class ApiDocumentTests(GatewayBench bench)
{
    [Fact]
    public async Task The_document_is_valid_and_describes_the_brand_API_and_nothing_else()
    {
        var text = await (await bench.GetAsync("/openapi/v1.json", null)).Content.ReadAsStringAsync();
        var (document, diagnostic) = OpenApiDocument.Parse(text, "json");

        Assert.Empty(diagnostic!.Errors);
        Assert.Equal(["/api/v1/groups", "/api/v1/orders"], document!.Paths.Keys.Order());
        var scheme = Assert.Single(document.Components!.SecuritySchemes!);
        Assert.Equal("bearer", scheme.Value.Scheme);
        var operations = document.Paths.Values.SelectMany(path => path.Operations!.Values).ToArray();
        Assert.All(operations, operation =>
        {
            Assert.Equal(scheme.Key, Assert.Single(Assert.Single(operation.Security!).Keys).Reference.Id);
            Assert.All((string[])["400", "401", "403", "429", "503"], status => Assert.Contains("application/problem+json", operation.Responses![status].Content!.Keys));
            Assert.NotEmpty(operation.Summary!);
        });
    }

    [Fact]
    public async Task Fields_are_spelled_as_on_the_wire_and_an_order_has_an_example()
    {
        var document = await JsonAsync(await bench.GetAsync("/openapi/v1.json", null));

        var order = document.GetProperty("components").GetProperty("schemas").GetProperty("OrderBody");
        Assert.Equal(["amount_fen", "member_external_id", "order_no", "paid_at", "visitor"], order.GetProperty("properties").EnumerateObject().Select(field => field.Name).Order());
        Assert.Equal(["amount_fen", "order_no", "paid_at"], order.GetProperty("required").EnumerateArray().Select(field => field.GetString()!).Order());
        var example = document.GetProperty("paths").GetProperty("/api/v1/orders").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example");
        Assert.Empty(Steward.Gateway.Orders.OrderBody.Read(example).Errors);
        var parameters = document.GetProperty("paths").GetProperty("/api/v1/groups").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(field => field.GetProperty("name").GetString());
        Assert.Equal(["page_size", "page_token", "search"], parameters.Order());
    }

    [Fact]
    public async Task The_page_and_the_landing_page_need_no_outside_address()
    {
        var page = await bench.GetAsync("/docs/index.html", null);
        var landing = await bench.GetAsync("/", null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, landing.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await bench.GetAsync("/docs/swagger-ui-bundle.js", null)).StatusCode);
        Assert.DoesNotMatch(OutsideAddress(), await page.Content.ReadAsStringAsync());
        var links = await landing.Content.ReadAsStringAsync();
        Assert.Contains("href=\"/docs\"", links, StringComparison.Ordinal);
        Assert.DoesNotMatch(OutsideAddress(), links);
    }

    [GeneratedRegex("(src|href)=\"(https?:)?//")]
    private static partial Regex OutsideAddress();
}
