using System.Text;
using Steward.Cli.Replay;
using Steward.Testing;

namespace Steward.Cli.Tests.Replay;

public sealed class ReplayMessagesTests
{
    private static readonly DateTimeOffset Said = new(2004, 11, 15, 12, 18, 0, TimeSpan.Zero);
    private readonly TestClock _clock = new();

    [Fact]
    public async Task Messages_go_in_order_and_in_batches_with_the_corp_and_the_time_of_now()
    {
        await using var standIn = await StandIn.StartAsync();
        var replay = await RunAsync(standIn, Lines(1_201));
        Assert.Equal([500, 500, 201], standIn.Batches.Select(batch => batch.Count));
        Assert.Equal(Enumerable.Range(1, 1_201).Select(i => $"m{i}"), standIn.Messages.Select(message => (string)message["text"]!));
        Assert.All(standIn.Messages, message => Assert.Equal(("ww1", "g", "s", _clock.GetUtcNow().ToUnixTimeMilliseconds()), ((string)message["corp"]!, (string)message["group"]!, (string)message["from"]!, (long)message["time"]!)));
        Assert.Equal((1_201, 0), (replay.Accepted, replay.Errors.Count()));
    }

    [Fact]
    public async Task What_the_stand_in_refuses_is_told_by_the_line_of_the_file()
    {
        await using var standIn = await StandIn.StartAsync(text => text is "m3" or "m700" ? $"{text} is not wanted" : null);
        var lines = Lines(900).ToList();
        // The file has a header and a malformed line 5: lines and messages are out of step.
        lines.Insert(3, new ExportLine(5, 10, null, "1 columns, needs 4"));
        lines = [.. lines.Select((line, at) => line with { Number = at + 2 })];
        var replay = await RunAsync(standIn, lines);
        Assert.Equal([(4, "m3 is not wanted"), (5, "1 columns, needs 4"), (702, "m700 is not wanted")], replay.Errors);
        Assert.Equal(898, replay.Accepted);
    }

    [Fact]
    public async Task Long_texts_go_in_smaller_batches_than_the_stand_in_takes_at_once()
    {
        await using var standIn = await StandIn.StartAsync();
        var replay = await RunAsync(standIn, Lines(200, new string('长', 20_000)));
        Assert.Equal([50, 50, 50, 50], standIn.Batches.Select(batch => batch.Count));
        Assert.All(standIn.Batches, batch => Assert.InRange(batch.Sum(message => Encoding.UTF8.GetByteCount((string)message["text"]!)), 1, 4 * 1024 * 1024));
        Assert.Equal(200, replay.Accepted);
    }

    [Fact]
    public async Task Progress_counts_every_byte_of_good_and_bad_lines()
    {
        await using var standIn = await StandIn.StartAsync();
        using var simulator = new SimulatorClient(standIn.Address);
        long bytes = 0;
        await new ReplayMessages(simulator, _clock, "ww1", 0).RunAsync(Lines(3).Append(new ExportLine(4, 7, null, "broken")), read => bytes += read, CancellationToken.None);
        Assert.Equal(37, bytes);
    }

    [Fact]
    public async Task At_sixty_times_the_speed_a_minute_takes_a_second()
    {
        await using var standIn = await StandIn.StartAsync();
        using var simulator = new SimulatorClient(standIn.Address);
        var replay = new ReplayMessages(simulator, _clock, "ww1", 60);
        var running = replay.RunAsync([Line(1, Said), Line(2, Said.AddMinutes(1)), Line(3, Said.AddMinutes(1))], _ => { }, CancellationToken.None);
        for (var step = 1; step <= 5; step++)
        {
            await Eventually.TrueAsync(() => Task.FromResult(_clock.ArmedTimers == 1), TimeSpan.FromSeconds(10), $"it waits for the {step}. time");
            Assert.Single(standIn.Messages);
            _clock.Advance(TimeSpan.FromMilliseconds(200));
        }

        await running;
        Assert.Equal(["m1", "m2", "m3"], standIn.Messages.Select(message => (string)message["text"]!));
        Assert.Equal([0, 1_000, 1_000], standIn.Messages.Select(message => (long)message["time"]! - (long)standIn.Messages[0]["time"]!));
    }

    [Fact]
    public async Task A_message_that_is_older_than_the_first_waits_for_nothing()
    {
        await using var standIn = await StandIn.StartAsync();
        using var simulator = new SimulatorClient(standIn.Address);
        var replay = new ReplayMessages(simulator, _clock, "ww1", 1);
        await replay.RunAsync([Line(1, Said), Line(2, Said.AddHours(-1)), Line(3, Said)], _ => { }, CancellationToken.None);
        Assert.Equal(3, replay.Accepted);
    }

    [Fact]
    public async Task A_stand_in_that_refuses_the_call_is_quoted()
    {
        await using var standIn = await StandIn.StartAsync();
        using var simulator = new SimulatorClient(new Uri(standIn.Address, "elsewhere/"));
        var failure = await Assert.ThrowsAsync<UserException>(() => new ReplayMessages(simulator, _clock, "ww1", 0).RunAsync(Lines(1), _ => { }, CancellationToken.None));
        Assert.Contains("refused (404)", failure.Message, StringComparison.Ordinal);
    }

    private async Task<ReplayMessages> RunAsync(StandIn standIn, IEnumerable<ExportLine> lines)
    {
        using var simulator = new SimulatorClient(standIn.Address);
        var replay = new ReplayMessages(simulator, _clock, "ww1", 0);
        await replay.RunAsync(lines, _ => { }, CancellationToken.None);
        return replay;
    }

    private static IEnumerable<ExportLine> Lines(int count, string? text = null) => Enumerable.Range(1, count).Select(number => Line(number, Said, text));

    private static ExportLine Line(int number, DateTimeOffset time, string? text = null) => new(number, 10, new ExportedMessage(time, "g", "s", text ?? $"m{number}"), null);
}
