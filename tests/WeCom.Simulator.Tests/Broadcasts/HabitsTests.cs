using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Broadcasts;

namespace Steward.WeCom.Simulator.Tests.Broadcasts;

public sealed class HabitsTests
{
    private static readonly EmployeeMode Mixed = new(true, TimeSpan.FromMinutes(1)) { LatePercent = 20, PartlyPercent = 10, NeverPercent = 15, RemindedPercent = 40 };

    [Fact]
    public void Shares_are_kept_and_the_seed_decides()
    {
        var decisions = Enumerable.Range(0, 10_000).Select(i => Habits.Of(Mixed, 1, "msg" + i)).ToList();

        Assert.InRange(decisions.Count(d => d.After is null), 1350, 1650);
        Assert.InRange(decisions.Count(d => d.Share is > 0 and < 1), 850, 1150);
        Assert.InRange(decisions.Count(d => d.Share == 1 && d.After > Mixed.Delay), 1850, 2150);
        Assert.All(decisions, d => Assert.True(d.After is null || d.After <= Mixed.Delay + Mixed.Late));
        Assert.Equal(decisions, Enumerable.Range(0, 10_000).Select(i => Habits.Of(Mixed, 1, "msg" + i)));
        Assert.NotEqual(decisions, Enumerable.Range(0, 10_000).Select(i => Habits.Of(Mixed, 2, "msg" + i)));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => Habits.AfterReminder(Mixed, 1, "msg" + i, 1).After is not null), 3800, 4200);
    }

    [Fact]
    public async Task Late_partial_and_reminded_confirmations_happen_at_their_time()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/clock", """{"everything":true,"speed":0}""");
        var caller = await Caller.Of(host);

        await Mode(host, """{"mode":"auto","delaySeconds":60,"latePercent":100,"lateSeconds":3600}""");
        var late = await Add(caller, "晚");
        await host.Advance(60);
        Assert.Equal(0, await Sent(host, late));
        await host.Advance(3600);
        Assert.Equal(4, await Sent(host, late));

        await Mode(host, """{"mode":"auto","delaySeconds":60,"partlyPercent":100}""");
        var partly = await Add(caller, "半");
        await host.Advance(60);
        Assert.InRange(await Sent(host, partly), 1, 3);

        await Mode(host, """{"mode":"auto","delaySeconds":60,"neverPercent":100,"remindedPercent":100}""");
        var never = await Add(caller, "催");
        await host.Advance(3000);
        Assert.Equal(0, await Sent(host, never));
        await caller.Contact("remind_groupmsg_send", new JsonObject { ["msgid"] = never });
        await host.Advance(60);
        Assert.Equal(4, await Sent(host, never));
    }

    [Theory]
    [InlineData("""{"mode":"auto","latePercent":60,"neverPercent":60}""", "latePercent")]
    [InlineData("""{"mode":"auto","lateSeconds":-1}""", "delaySeconds, lateSeconds")]
    [InlineData("""{"mode":"auto","remindedPercent":101}""", "latePercent")]
    public async Task A_bad_mode_names_the_field(string body, string field)
    {
        await using var host = await SimulatorHost.Start();

        Assert.StartsWith(field, await host.Refused(400, HttpMethod.Put, "/sim/v1/employees/mode", body), StringComparison.Ordinal);
    }

    private static Task<JsonObject> Mode(SimulatorHost host, string body) => host.Do(HttpMethod.Put, "/sim/v1/employees/mode", body);

    private static async Task<string> Add(Caller caller, string text) => (string)(await caller.Contact("add_msg_template", new JsonObject
    {
        ["chat_type"] = "group",
        ["sender"] = Caller.Owner,
        ["text"] = new JsonObject { ["content"] = text },
    }))["msgid"]!;

    private static async Task<int> Sent(SimulatorHost host, string msgId) =>
        (int)(await host.Get("/sim/v1/tasks"))["tasks"]!.AsArray().Single(t => (string)t!["msgId"]! == msgId)!["sent"]!;
}
