using System.Diagnostics;
using System.Net.Http.Json;
using Steward.Testing;
using Xunit;

namespace Steward.Platform.Tests;

[Collection(Stories.Name)]
public sealed class NothingIsLostWhenSomethingDies(RunningSuite suite)
{
    private const int Messages = 4000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("channels")]
    [InlineData("moderation")]
    [InlineData("content")]
    [InlineData("members")]
    public async Task A_service_killed_in_mid_flow_comes_back_and_every_message_counts_once(string service)
    {
        var before = await suite.SettledAsync(Patience);
        var restarts = (await suite.ResourceAsync(service)).Restarts;
        await StartLoadAsync();
        await Eventually.TrueAsync(async () => (await suite.Simulator.CorpsAsync(CancellationToken.None)).Sum(corp => corp.Archived) > before.Accepted + Messages / 10, Patience, "messages are on their way");

        using (var victim = Process.GetProcessById((await suite.ResourceAsync(service)).Pid!.Value)) { victim.Kill(); }

        await Eventually.TrueAsync(async () => await suite.ResourceAsync(service) is { State: "Running", Health: "healthy" } now && now.Restarts > restarts, Patience, $"{service} is back");
        var after = await suite.SettledAsync(Patience);
        Assert.True(after.Accepted >= before.Accepted + Messages, $"{after.Accepted - before.Accepted} of {Messages} messages arrived");
    }

    [Fact]
    public async Task The_broker_restarted_in_mid_flow_loses_and_doubles_nothing()
    {
        var before = await suite.SettledAsync(Patience);
        await StartLoadAsync();
        await Eventually.TrueAsync(async () => (await suite.Simulator.CorpsAsync(CancellationToken.None)).Sum(corp => corp.Archived) > before.Accepted + Messages / 10, Patience, "messages are on their way");

        await suite.PressAsync("rabbitmq", "restart");

        await Eventually.TrueAsync(async () => await suite.ResourceAsync("rabbitmq") is { State: "Running", Health: "healthy" }, Patience, "the broker is back");
        var after = await suite.SettledAsync(Patience);
        Assert.True(after.Accepted >= before.Accepted + Messages, $"{after.Accepted - before.Accepted} of {Messages} messages arrived");
    }

    private async Task StartLoadAsync()
    {
        using var http = new HttpClient { BaseAddress = suite.Simulator.Address };
        using var answer = await http.PostAsJsonAsync("sim/v1/load", new { corp = suite.FastFood.CorpId, ratePerSecond = 1000, count = Messages, groups = 0 });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
