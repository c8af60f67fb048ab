using Steward.WeCom.Simulator.Broadcasts;
using Steward.WeCom.Simulator.Tests.World;

namespace Steward.WeCom.Simulator.Tests.Broadcasts;

public sealed class BroadcastQuotaTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 9, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("month", 30)]
    [InlineData("week", 7)]
    [InlineData("day", 1)]
    public void A_recipient_gets_so_many_and_the_next_period_begins_anew(string named, int most)
    {
        var rule = Enum.Parse<QuotaRule>(named, ignoreCase: true);
        var (quota, corp) = (new BroadcastQuota(), Worlds.Default.Corps.Values.First());
        quota.SetRule(corp, rule);

        Assert.Equal(most, Enumerable.Range(0, 40).Count(_ => quota.TryTake(corp, "wr1", Monday)));
        Assert.True(quota.TryTake(corp, "wr2", Monday));
        var last = rule switch { QuotaRule.Month => Monday.AddDays(28), QuotaRule.Week => Monday.AddDays(6), _ => Monday.AddHours(14) };
        Assert.False(quota.TryTake(corp, "wr1", last));
        quota.GiveBack("wr1", Monday);
        Assert.True(quota.TryTake(corp, "wr1", last));
        Assert.True(quota.TryTake(corp, "wr1", rule switch { QuotaRule.Month => Monday.AddDays(29), QuotaRule.Week => Monday.AddDays(7), _ => Monday.AddHours(15) }));
    }

    [Fact]
    public async Task The_rule_of_a_corp_is_set_while_running()
    {
        await using var host = await SimulatorHost.Start("--Simulator:AutoConfirm=false");
        var caller = await Caller.Of(host);
        await host.Do(HttpMethod.Put, "/sim/v1/tasks/quota", $$"""{"corp":"{{SimulatorHost.Fast}}","rule":"day"}""");
        var body = new System.Text.Json.Nodes.JsonObject { ["chat_type"] = "group", ["sender"] = Caller.Owner, ["text"] = new System.Text.Json.Nodes.JsonObject { ["content"] = "早" } };

        Assert.Equal((0, 41048), (await caller.Code("add_msg_template", body), await caller.Code("add_msg_template", body)));
        Assert.StartsWith("rule:", await host.Refused(400, HttpMethod.Put, "/sim/v1/tasks/quota", $$"""{"corp":"{{SimulatorHost.Fast}}","rule":"year"}"""), StringComparison.Ordinal);
    }
}
