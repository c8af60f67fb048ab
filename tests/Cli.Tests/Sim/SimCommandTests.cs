using System.Text.Json.Nodes;

namespace Steward.Cli.Tests.Sim;

public sealed class SimCommandTests
{
    [Theory]
    [InlineData("sim outage start api callbacks --for 10m", "POST /sim/v1/outage", """{"parts":["api","callbacks"],"seconds":600}""")]
    [InlineData("sim outage end", "DELETE /sim/v1/outage", "")]
    [InlineData("sim faults clear", "DELETE /sim/v1/faults", "")]
    [InlineData("sim join wr1 --name 小明 --state poster", "POST /sim/v1/groups/wr1/members", """{"name":"小明","scene":3,"state":"poster"}""")]
    [InlineData("sim leave wr1 wm1", "DELETE /sim/v1/groups/wr1/members/wm1?scene=0", "")]
    [InlineData("sim remove wr1 wm1", "DELETE /sim/v1/groups/wr1/members/wm1?scene=1", "")]
    [InlineData("sim revoke m1", "POST /sim/v1/messages/revoke", """{"corp":"ww1","msgId":"m1"}""")]
    [InlineData("sim revoke m1 --corp ww2", "POST /sim/v1/messages/revoke", """{"corp":"ww2","msgId":"m1"}""")]
    [InlineData("sim clock set --advance 1d --everything true", "PUT /sim/v1/clock", """{"advanceSeconds":86400,"everything":true}""")]
    [InlineData("sim scale set --groups 90000 --members 200", "PUT /sim/v1/scale", """{"corp":"ww1","groups":90000,"membersPerGroup":200,"owners":300}""")]
    [InlineData("sim load start --rate 2500 --count 10000", "POST /sim/v1/load", """{"corp":"ww1","what":"messages","ratePerSecond":2500,"count":10000,"groups":0}""")]
    [InlineData("sim limits broadcasts week", "PUT /sim/v1/tasks/quota", """{"corp":"ww1","rule":"week"}""")]
    [InlineData("sim limits off", "PUT /sim/v1/limits", """{"limits":{"on":false}}""")]
    [InlineData("sim employees resign ZhouMingHao", "POST /sim/v1/employees/ZhouMingHao/resign?corp=ww1", "")]
    [InlineData("sim employees set --delay 5s --late-percent 20 --late 2h --never-percent 10", "PUT /sim/v1/employees/mode",
        """{"mode":"auto","delaySeconds":5,"latePercent":20,"lateSeconds":7200,"partlyPercent":0,"neverPercent":10,"remindedPercent":50}""")]
    [InlineData("sim faults set --fail groupchat/get=45009 --lose add_msg_template --times 2 --callbacks drop=10% --callbacks reorder=3", "PUT /sim/v1/faults",
        """{"rules":[{"api":"groupchat/get","does":"fail","times":2,"percent":100,"errcode":45009},{"api":"add_msg_template","does":"lose","times":2,"percent":100}],"expireTokens":false,"invalidateTokens":false,"callbacks":{"dropPercent":10,"reorder":3}}""")]
    public async Task A_command_makes_its_call(string line, string call, string body)
    {
        await using var standIn = await ControlledStandIn.StartAsync();

        var run = await standIn.RunAsync(line.Split(' '));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal((call, body), standIn.Last());
    }

    [Fact]
    public async Task Something_is_said_at_the_time_of_the_stand_in()
    {
        await using var standIn = await ControlledStandIn.StartAsync();

        var run = await standIn.RunAsync("sim", "say", "今天 有 活动吗？", "--group", "会员群", "--from", "小明", "--create");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            ("POST /sim/v1/messages?create=true", """{"corp":"ww1","group":"会员群","from":"小明","text":"今天 有 活动吗？","time":"2026-11-22T09:00:00+08:00","type":"text"}"""),
            standIn.Last());
        standIn.Answers["/sim/v1/messages"] = (200, """{"accepted":0,"rejected":1,"errors":[{"line":1,"reason":"group: 会员群 is unknown"}]}""");
        var refused = await standIn.RunAsync("sim", "say", "你好", "--group", "会员群", "--from", "小明");
        Assert.Equal((1, "It was not said: group: 会员群 is unknown"), (refused.ExitCode, refused.Error.Trim()));
    }

    [Fact]
    public async Task The_status_is_readable_or_json_and_never_shows_a_secret()
    {
        await using var standIn = await ControlledStandIn.StartAsync();

        var read = await standIn.RunAsync("sim", "status");
        var json = await standIn.RunAsync("sim", "status", "--json");

        Assert.Contains("name: 堡乐星", read.Output, StringComparison.Ordinal);
        Assert.Contains("  now: 2026-11-22T09:00:00+08:00", read.Output, StringComparison.Ordinal);
        var status = JsonNode.Parse(json.Output)!;
        Assert.Equal((12, 3), ((int)status["corps"]![0]!["archived"]!, (int)status["corps"]![0]!["callbacks"]!["sent"]!));
        Assert.All((string[])["clock", "day", "employees", "load", "faults", "scale", "closed"], part => Assert.NotNull(status[part]));
        Assert.All([read, json], run => Assert.DoesNotContain("verysecret", run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sim faults set --fail groupchat/get", "--fail takes API=NUMBER, not 'groupchat/get'.")]
    [InlineData("sim faults set --slow x=-1", "--slow takes API=NUMBER, not 'x=-1'.")]
    [InlineData("sim faults set --callbacks lose=1", "--callbacks takes drop, duplicate or reorder")]
    [InlineData("sim clock set --advance soon", "'soon' is not a length of time; write 90, 90s, 5m, 2h or 3d.")]
    [InlineData("sim outage start weather", "'weather'")]
    [InlineData("sim outage start", "Required argument missing")]
    [InlineData("sim join wr1", "either --name of somebody new or --id of somebody known")]
    [InlineData("sim employees set --mode lazy", "'lazy'")]
    [InlineData("sim say 你好", "--group")]
    [InlineData("sim", "Required command was not provided")]
    [InlineData("sim status --address nowhere", "--address: nowhere is not an http address.")]
    public async Task A_wrong_line_is_explained_and_nothing_is_called(string line, string explained)
    {
        var run = await Platformctl.RunAsync(line.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(explained, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_and_an_absence_are_told_in_one_line()
    {
        await using var standIn = await ControlledStandIn.StartAsync();
        standIn.Answers["/sim/v1/scale"] = (400, """{"error":"groups: 0 (none) to 1000000"}""");

        var refused = await standIn.RunAsync("sim", "scale", "set", "--groups", "9999999");
        var absent = await Platformctl.RunAsync("sim", "status", "--address", "http://127.0.0.1:1");

        Assert.Equal((1, "The WeCom stand-in refused: groups: 0 (none) to 1000000"), (refused.ExitCode, refused.Error.Trim()));
        Assert.Equal(1, absent.ExitCode);
        Assert.StartsWith("No WeCom stand-in answers at http://127.0.0.1:1/", absent.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        var run = await Platformctl.RunAsync("sim", "--help");

        Assert.All(
            (string[])["status", "faults", "outage", "say", "revoke", "join", "leave", "remove", "employees", "clock", "scale", "load", "limits"],
            command => Assert.Contains($"  {command}", run.Output, StringComparison.Ordinal));
    }
}
