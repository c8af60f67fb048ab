using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Members.V1;
using Steward.Members;
using Steward.Testing;

namespace Steward.Gateway.Tests;

/// <summary>The gateway on real ports, in front of a real Members and a real Redis; each test has brands and keys of its own.</summary>
public sealed class GatewayBench : IAsyncLifetime
{
    private readonly Upstream _upstream = new();
    private ServiceHost _behind = null!;

    /// <summary>The clock of all hosts.</summary>
    public TestClock Clock { get; } = new(DateTimeOffset.UtcNow);

    public ServiceHost Members { get; private set; } = null!;

    public ServiceHost Gateway { get; private set; } = null!;

    public Upstream Upstream => _upstream;

    public async Task InitializeAsync()
    {
        Members = await ServiceHost.StartAsync(MembersService.Definition, UseClock);
        _behind = await ServiceHost.StartAsync(_upstream.Definition, UseClock, earlier: Members);
        Gateway = await StartAsync(await TestRedis.DatabaseAsync());
    }

    public async Task DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _behind.DisposeAsync();
        await Members.DisposeAsync();
    }

    /// <summary>Another gateway in front of the same services.</summary>
    public Task<ServiceHost> StartAsync(string redis, params string[] settings) => ServiceHost.StartAsync(
        GatewayService.Definition,
        UseClock,
        [
            $"--ConnectionStrings:redis={redis}",
            $"--services:members:grpc:0={Members.GrpcAddress}", $"--services:members:http:0={Members.HttpAddress}",
            $"--services:conversions:grpc:0={_behind.GrpcAddress}", $"--services:conversions:http:0={_behind.HttpAddress}",
            $"--services:channels:http:0={_behind.HttpAddress}",
            .. settings,
        ],
        Members);

    /// <summary>A new brand with one group and a key.</summary>
    public async Task<TestKey> KeyAsync(Guid? brand = null, DateTimeOffset? expiresAt = null, params string[] scopes)
    {
        var id = brand ?? Guid.NewGuid();
        var brands = Members.Client<BrandService.BrandServiceClient>(ServiceHost.ServiceCaller);
        await brands.PutBrandAsync(new PutBrandRequest { Brand = new Brand { BrandId = id.ToString(), Code = $"b-{id:N}"[..32], Name = "包乐星" } });
        var request = new IssueApiKeyRequest { BrandId = id.ToString(), KeyId = Guid.NewGuid().ToString(), Name = "ERP", Scopes = { scopes.Length > 0 ? scopes : ["groups.read", "orders.write"] } };
        if (expiresAt is { } end) { request.ExpiresAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(end); }

        var issued = await brands.IssueApiKeyAsync(request);
        return new TestKey(id, issued.KeyId, issued.Secret);
    }

    public async Task RevokeAsync(TestKey key) =>
        await Members.Client<BrandService.BrandServiceClient>(ServiceHost.ServiceCaller).RevokeApiKeyAsync(new RevokeApiKeyRequest { BrandId = key.Brand.ToString(), KeyId = key.Id });

    /// <summary>Makes Members know a group of the brand.</summary>
    public async Task<Guid> GroupAsync(Guid brand, string name)
    {
        var group = Guid.NewGuid();
        await Members.PublishAsync(new GroupSyncedV1
        {
            BrandId = brand, AccountId = Guid.NewGuid(), Partition = 0, GroupId = group, ExternalId = $"wr{group:N}", Name = name,
            OwnerId = Guid.NewGuid(), CreatedAt = Clock.GetUtcNow(), SyncedAt = Clock.GetUtcNow(), Roster = [],
        });
        var groups = Members.Client<GroupService.GroupServiceClient>(ServiceHost.OperatorOf(brand));
        await Eventually.TrueAsync(
            async () => (await groups.ListGroupsAsync(new ListGroupsRequest { GroupIds = { group.ToString() } })).Total == 1, TimeSpan.FromSeconds(20), "Members knows the group");
        return group;
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? secret, ServiceHost? gateway = null) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), secret, gateway);

    public Task<HttpResponseMessage> PostAsync(string path, string? secret, string json) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") }, secret, null);

    /// <summary>The problem of a refused request, after checking its status and code.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpStatusCode status, string code, HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? secret, ServiceHost? gateway)
    {
        if (secret is not null) { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret); }

        return await (gateway ?? Gateway).Http.SendAsync(request);
    }

    private void UseClock(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
}

/// <summary>A brand's key.</summary>
public sealed record TestKey(Guid Brand, string Id, string Secret);

[CollectionDefinition(Name)]
public sealed class GatewayCollection : ICollectionFixture<GatewayBench>
{
    public const string Name = "gateway";
}
