using Microsoft.Extensions.DependencyInjection;
using Steward.Conversions.Clicks;
using Steward.Testing;

namespace Steward.Conversions.Tests.Clicks;

public sealed class StoreClicksTests
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly string _code = ConversionsBench.NewCode();

    [Fact]
    public async Task Without_a_database_redirects_go_on_and_their_clicks_arrive_later()
    {
        await using var host = await ConversionsBench.StartAsync();
        await ConversionsBench.PutLinkAsync(host, _brand, _code);
        await ConversionsBench.FollowAsync(host, _code);
        await ConversionsBench.ClicksArriveAsync(host, _brand, _code, 1);

        await ConversionsBench.LetConnectAsync(host, false);
        for (var i = 0; i < 30; i++) { await ConversionsBench.FollowAsync(host, _code); }

        using (var unknown = await ConversionsBench.GetAsync(host, "never-made")) { Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, unknown.StatusCode); }

        var spill = host.Services.GetRequiredService<SpillFile>();
        await Eventually.TrueAsync(() => Task.FromResult(!spill.IsEmpty), TimeSpan.FromSeconds(20), "clicks are in the spill file");
        await ConversionsBench.LetConnectAsync(host, true);
        await ConversionsBench.ClicksArriveAsync(host, _brand, _code, 31);
        await Eventually.TrueAsync(() => Task.FromResult(spill.IsEmpty), TimeSpan.FromSeconds(20), "the spill file is empty");
    }

    [Fact]
    public async Task Clicks_that_a_stopped_service_could_not_store_are_stored_by_the_next()
    {
        await using var host = await ConversionsBench.StartAsync();
        await ConversionsBench.PutLinkAsync(host, _brand, _code);
        await ConversionsBench.LetConnectAsync(host, false);
        for (var i = 0; i < 5; i++) { await ConversionsBench.FollowAsync(host, _code); }

        await host.StopAsync();
        await host.Services.GetRequiredService<SpillFile>().DisposeAsync();
        await ConversionsBench.LetConnectAsync(host, true);
        await using var next = await ConversionsBench.StartAsync(host);
        await ConversionsBench.ClicksArriveAsync(next, _brand, _code, 5);
    }

    [Fact]
    public async Task A_clean_stop_stores_every_click()
    {
        await using var host = await ConversionsBench.StartAsync();
        await ConversionsBench.PutLinkAsync(host, _brand, _code);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ConversionsBench.FollowAsync(host, _code)));
        await host.StopAsync();
        await using var next = await ConversionsBench.StartAsync(host);
        Assert.Equal(50, (await ConversionsBench.LinkAsync(next, _brand, _code)).Clicks);
    }

    [Fact]
    public async Task More_clicks_than_memory_holds_take_the_way_through_the_file()
    {
        await using var host = await ConversionsBench.StartAsync(null, "--Clicks:Capacity=4");
        await ConversionsBench.PutLinkAsync(host, _brand, _code);
        var channel = host.Services.GetRequiredService<ClickChannel>();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => ConversionsBench.FollowAsync(host, _code)));
        await Eventually.TrueAsync(() => Task.FromResult(channel.Unstored == 0), TimeSpan.FromSeconds(20), "all clicks are stored or lost");

        // Two channels of four and a file: a burst may outrun them, but nothing is counted twice and the redirects did not wait.
        Assert.InRange((await ConversionsBench.LinkAsync(host, _brand, _code)).Clicks, 8, 200);
    }
}
