using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Tests.Archive;

public sealed class GetChatDataTests
{
    [Fact]
    public async Task A_message_has_the_documented_members()
    {
        await using var host = await SimulatorHost.Start();
        await host.PlayDay();

        var message = (JsonObject)(await host.Archive(SimulatorHost.Fast, 0, 1))["chatdata"]![0]!;

        Assert.Equal(["seq", "msgid", "action", "from", "tolist", "roomid", "msgtime", "msgtype", "text"], message.Select(m => m.Key));
        Assert.Matches(@"^\d+_\d+_external$", (string)message["msgid"]!);
        Assert.Equal("send", (string)message["action"]!);
        Assert.InRange(message["tolist"]!.AsArray().Count, 1, 8);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1001)]
    [InlineData(-1, 10)]
    public async Task Arguments_out_of_range_are_refused(long seq, int limit)
    {
        await using var host = await SimulatorHost.Start();

        Assert.Equal(10000, (int)(await host.Archive(SimulatorHost.Fast, seq, limit))["errcode"]!);
    }

    [Fact]
    public async Task A_stranger_is_refused()
    {
        await using var host = await SimulatorHost.Start();

        Assert.Equal(40001, (int)(await host.Archive(SimulatorHost.Fast, 0, 10, "wrong"))["errcode"]!);
        Assert.Equal(40013, (int)(await host.Archive("ww0", 0, 10, "wrong"))["errcode"]!);
    }

    [Fact]
    public async Task Calls_are_limited_by_the_minute()
    {
        await using var host = await SimulatorHost.Start("--Simulator:ArchiveCallsPerMinute=5");
        var secret = (string)(await host.Corp(SimulatorHost.Fast))["archiveSecret"]!;
        var codes = new List<int>();
        for (var i = 0; i < 15; i++)
        {
            codes.Add((int)(await host.Archive(SimulatorHost.Fast, 0, 10, secret))["errcode"]!);
        }

        // A minute may turn in between, which allows five more.
        Assert.InRange(codes.Count(c => c == 0), 5, 10);
        Assert.All(codes.Where(c => c != 0), c => Assert.Equal(45009, c));
    }
}
