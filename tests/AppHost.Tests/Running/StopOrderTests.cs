using Aspire.Hosting;
using Aspire.Hosting.Running;

namespace Steward.AppHost.Tests.Running;

public sealed class StopOrderTests
{
    private static readonly Dictionary<string, string[]> Needs = new()
    {
        ["database"] = [],
        ["service"] = ["database"],
        ["gateway"] = ["service"],
        ["report"] = ["database"],
    };

    [Fact]
    public async Task What_others_need_is_stopped_after_them()
    {
        List<string> stopped = [];

        await StopOrder.StopAllAsync(Needs.Keys, name => Needs[name], name =>
        {
            stopped.Add(name);
            return Task.CompletedTask;
        });

        Assert.Equal(4, stopped.Count);
        Assert.Equal("database", stopped[^1]);
        Assert.True(stopped.IndexOf("gateway") < stopped.IndexOf("service"));
    }

    [Fact]
    public async Task Resources_that_wait_for_each_other_are_refused_by_name()
    {
        await using var sandbox = new Sandbox();
        var builder = sandbox.Builder();
        var first = builder.AddScript("first", "true");
        var second = builder.AddScript("second", "true").WaitFor(first);
        first.WaitFor(second);

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => sandbox.StartAsync(builder));

        Assert.Contains("first → second → first", refused.Message, StringComparison.Ordinal);
    }
}
