using System.Net;
using Steward.Testing;
using static Steward.Gateway.Tests.GatewayBench;

namespace Steward.Gateway.Tests.Keys;

[Collection(GatewayCollection.Name)]
public sealed class KeyLimitsTests(GatewayBench bench)
{
    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_come_back_and_others_are_served()
    {
        await using var gateway = await bench.StartAsync(await TestRedis.DatabaseAsync(), "--Keys:Burst=3", "--Keys:PerSecond=1");
        var (busy, calm) = (await bench.KeyAsync(), await bench.KeyAsync());

        var answers = new List<HttpResponseMessage>();
        for (var request = 0; request < 20; request++) { answers.Add(await bench.GetAsync("/api/v1/groups", busy.Secret, gateway)); }

        Assert.InRange(answers.Count(answer => answer.StatusCode is HttpStatusCode.OK), 3, 15);
        var refused = answers.First(answer => answer.StatusCode is HttpStatusCode.TooManyRequests);
        await ProblemAsync(HttpStatusCode.TooManyRequests, "GTW-005", refused);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 5);
        Assert.Equal(HttpStatusCode.OK, (await bench.GetAsync("/api/v1/groups", calm.Secret, gateway)).StatusCode);
    }
}
