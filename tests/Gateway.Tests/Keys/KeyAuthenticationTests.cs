using System.Net;
using Steward.NativeServers;
using Steward.Testing;
using static Steward.Gateway.Tests.GatewayBench;

namespace Steward.Gateway.Tests.Keys;

[Collection(GatewayCollection.Name)]
public sealed class KeyAuthenticationTests(GatewayBench bench)
{
    private const string Groups = "/api/v1/groups";

    [Theory]
    [InlineData(null)]
    [InlineData("stw_00000000_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("nonsense")]
    public async Task Without_a_known_key_nothing_is_shown(string? secret)
    {
        var response = await bench.GetAsync(Groups, secret);

        await ProblemAsync(HttpStatusCode.Unauthorized, "GTW-006", response);
        Assert.StartsWith("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_services_own_token_is_not_an_API_key()
    {
        var tokens = (ServiceDefaults.Auth.CallerTokens)bench.Gateway.Services.GetService(typeof(ServiceDefaults.Auth.CallerTokens))!;

        await ProblemAsync(HttpStatusCode.Unauthorized, "GTW-006", await bench.GetAsync(Groups, tokens.For(ServiceHost.ServiceCaller)));
    }

    [Fact]
    public async Task A_key_without_the_scope_is_refused_with_its_name()
    {
        var key = await bench.KeyAsync(scopes: "orders.write");

        var problem = await ProblemAsync(HttpStatusCode.Forbidden, "GTW-007", await bench.GetAsync(Groups, key.Secret));

        Assert.Equal("groups.read", problem.GetProperty("scope").GetString());
    }

    [Fact]
    public async Task A_revoked_or_expired_key_is_refused()
    {
        var revoked = await bench.KeyAsync();
        await bench.RevokeAsync(revoked);
        var expiring = await bench.KeyAsync(expiresAt: bench.Clock.GetUtcNow().AddSeconds(1));
        bench.Clock.Advance(TimeSpan.FromSeconds(1));

        await ProblemAsync(HttpStatusCode.Unauthorized, "GTW-006", await bench.GetAsync(Groups, revoked.Secret));
        await ProblemAsync(HttpStatusCode.Unauthorized, "GTW-006", await bench.GetAsync(Groups, expiring.Secret));
    }

    [Fact]
    public async Task A_key_that_is_revoked_while_remembered_ends_within_a_minute()
    {
        var key = await bench.KeyAsync();
        Assert.Equal(HttpStatusCode.OK, (await bench.GetAsync(Groups, key.Secret)).StatusCode);
        await bench.RevokeAsync(key);
        Assert.Equal(HttpStatusCode.OK, (await bench.GetAsync(Groups, key.Secret)).StatusCode);

        bench.Clock.Advance(TimeSpan.FromSeconds(60));

        await ProblemAsync(HttpStatusCode.Unauthorized, "GTW-006", await bench.GetAsync(Groups, key.Secret));
    }

    [Fact]
    public async Task The_other_header_works_too()
    {
        var key = await bench.KeyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Groups) { Headers = { { "X-Api-Key", key.Secret } } };

        Assert.Equal(HttpStatusCode.OK, (await bench.Gateway.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Redis_may_die_and_come_back_and_no_request_fails()
    {
        var folder = Directory.CreateTempSubdirectory("steward-gateway-redis-").FullName;
        try
        {
            var redis = await RedisServer.StartAsync(new RedisOptions(Path.Combine(folder, "redis"), 0, "test"), CancellationToken.None);
            await using var gateway = await bench.StartAsync(redis.ConnectionString);
            var (known, late) = (await bench.KeyAsync(), await bench.KeyAsync());
            Assert.Equal(HttpStatusCode.OK, (await bench.GetAsync(Groups, known.Secret, gateway)).StatusCode);

            await redis.StopAsync(CancellationToken.None);

            foreach (var secret in (string[])[known.Secret, late.Secret, known.Secret, late.Secret]) { Assert.Equal(HttpStatusCode.OK, (await bench.GetAsync(Groups, secret, gateway)).StatusCode); }

            await ProblemAsync(HttpStatusCode.Unauthorized, "GTW-006", await bench.GetAsync(Groups, "stw_unknown0_" + new string('a', 43), gateway));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task While_Members_is_away_a_key_is_neither_good_nor_bad()
    {
        await using var gateway = await bench.StartAsync(await TestRedis.DatabaseAsync(), "--services:members:grpc:0=http://127.0.0.1:1");

        await ProblemAsync(HttpStatusCode.ServiceUnavailable, "RPC-Unavailable", await bench.GetAsync(Groups, (await bench.KeyAsync()).Secret, gateway));
    }
}
