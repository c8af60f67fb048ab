using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Web;

namespace Steward.Cli.Demo;

/// <summary>What customers and the brands' shops do in the verified day: follow short links and pay, through the gateway as anyone would.</summary>
internal sealed class Shoppers(Suite suite, TimeProvider clock) : IDisposable
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = suite.Address("gateway") };

    /// <summary>Follows the links and places the orders of a brand.</summary>
    /// <param name="brand">Whose shop.</param>
    /// <param name="run">Makes order numbers of this run unlike those of earlier ones.</param>
    /// <param name="ct">Stops it.</param>
    public async Task GoAsync(DemoBrand brand, string run, CancellationToken ct)
    {
        var shopping = DemoFiles.Shopping(brand.Id);
        foreach (var visits in shopping.Links)
        {
            var visitors = new List<string>();
            for (var visit = 0; visit < visits.Clicks; visit++) { visitors.Add(await FollowAsync(visits.Code, ct)); }

            foreach (var order in visits.Orders) { await PayAsync(brand, order, order.Click is { } click ? visitors[click - 1] : null, run, ct); }
        }

        foreach (var order in shopping.Unattributed) { await PayAsync(brand, order, null, run, ct); }
    }

    /// <summary>How many groups a brand's key shows.</summary>
    public async Task<int> GroupsSeenAsync(DemoBrand brand, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/groups?page_size=500");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", DemoKeys.ApiKey(suite, brand));
        using var answer = await _http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        using var page = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
        return page.RootElement.GetProperty("groups").GetArrayLength();
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> FollowAsync(string code, CancellationToken ct)
    {
        using var answer = await _http.GetAsync(new Uri($"s/{code}", UriKind.Relative), ct);
        var target = answer.Headers.Location ?? throw new UserException($"The short link {code} does not redirect (HTTP {(int)answer.StatusCode}).");
        return HttpUtility.ParseQueryString(target.Query)["stw"] ?? throw new UserException($"The short link {code} hands no visitor to the shop.");
    }

    private async Task PayAsync(DemoBrand brand, DemoOrder order, string? visitor, string run, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/orders");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", DemoKeys.ApiKey(suite, brand));
        request.Content = JsonContent.Create(new { OrderNo = $"{order.ExternalOrderId}-{run}", order.AmountFen, PaidAt = clock.GetUtcNow(), Visitor = visitor }, options: SnakeCase);
        using var answer = await _http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode) { throw new UserException($"Order {order.ExternalOrderId} was refused: {await answer.Content.ReadAsStringAsync(ct)}"); }
    }
}
