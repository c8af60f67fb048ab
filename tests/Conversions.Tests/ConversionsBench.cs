using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Npgsql;
using Steward.Contracts.Conversions.V1;
using Steward.Testing;

namespace Steward.Conversions.Tests;

/// <summary>One running service for all slice tests; each test has brands and codes of its own, which is also how they would notice a leak.</summary>
public sealed class ConversionsBench : IAsyncLifetime
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private ServiceHost? _host;

    public ServiceHost Host => _host ?? throw new InvalidOperationException("The bench has not started.");

    public async Task InitializeAsync() => _host = await StartAsync();

    public async Task DisposeAsync()
    {
        if (_host is not null) { await _host.DisposeAsync(); }
    }

    /// <summary>Starts the service with an attribution window of one hour.</summary>
    public static Task<ServiceHost> StartAsync(ServiceHost? earlier = null, params string[] args) => ServiceHost.StartAsync(
        ConversionsService.Definition, args: [$"--Clicks:SpillFolder={SpillFolder}", $"--Attribution:Window={Window}", .. args], earlier: earlier);

    public static string SpillFolder { get; } = Directory.CreateTempSubdirectory("steward-spill-").FullName;

    public static string NewCode() => Guid.NewGuid().ToString("N")[..12];

    public static async Task PutLinkAsync(ServiceHost host, Guid brand, string code, string target = "https://shop.example/p", Guid? group = null) =>
        await host.Client<LinkService.LinkServiceClient>(ServiceHost.OperatorOf(brand)).PutLinkAsync(new PutLinkRequest
        {
            Link = new Link { BrandId = brand.ToString(), Code = code, TargetUrl = target, Channel = "poster", GroupId = group?.ToString() ?? string.Empty },
        });

    /// <summary>Follows a link as a browser that keeps the visitor cookie would.</summary>
    /// <returns>The visitor that the shop learns.</returns>
    public static async Task<string> FollowAsync(ServiceHost host, string code, string? visitor = null)
    {
        using var response = await GetAsync(host, code, visitor);
        Assert.Equal(System.Net.HttpStatusCode.Found, response.StatusCode);
        var location = response.Headers.Location!.OriginalString;
        return location[(location.IndexOf("stw=", StringComparison.Ordinal) + 4)..];
    }

    public static async Task<HttpResponseMessage> GetAsync(ServiceHost host, string code, string? visitor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/s/{code}");
        if (visitor is not null) { request.Headers.Add("Cookie", $"stw_v={visitor}"); }

        return await host.Http.SendAsync(request);
    }

    public static Order AnOrder(Guid brand, string number, string visitor = "", long fen = 990, DateTimeOffset? paidAt = null) => new()
    {
        BrandId = brand.ToString(),
        OrderNo = number,
        AmountFen = fen,
        PaidAt = Timestamp.FromDateTimeOffset(paidAt ?? TimeProvider.System.GetUtcNow()),
        Visitor = visitor,
    };

    public static async Task<RecordOrderResponse> RecordAsync(ServiceHost host, Order order) =>
        await host.Client<OrderService.OrderServiceClient>(ServiceHost.KeyOf(Guid.Parse(order.BrandId))).RecordOrderAsync(new RecordOrderRequest { Order = order });

    public static async Task<Link> LinkAsync(ServiceHost host, Guid brand, string code) => Assert.Single(
        (await host.Client<LinkService.LinkServiceClient>(ServiceHost.OperatorOf(brand)).ListLinksAsync(new ListLinksRequest { BrandId = brand.ToString(), Search = code })).Links);

    public static Task ClicksArriveAsync(ServiceHost host, Guid brand, string code, long clicks) =>
        Eventually.TrueAsync(async () => (await LinkAsync(host, brand, code)).Clicks == clicks, TimeSpan.FromSeconds(20), $"link {code} has {clicks} clicks");

    /// <summary>Cuts the service off from its database, or lets it in again.</summary>
    public static async Task LetConnectAsync(ServiceHost host, bool allowed)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(host.OwnerConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        var name = host.TestDatabase.Name;
        await using var command = new NpgsqlCommand(
            $"alter database \"{name}\" allow_connections {allowed}; select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}' and not {allowed}", connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<RpcException> RefusedAsync<T>(AsyncUnaryCall<T> call, StatusCode status, string code)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal((status, code), (refused.StatusCode, refused.Trailers.GetValue("problem-code")));
        return refused;
    }
}

[CollectionDefinition(nameof(ConversionsBench))]
public sealed class ConversionsBenchCollection : ICollectionFixture<ConversionsBench>;
