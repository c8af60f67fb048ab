using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Steward.Cli.Status;
using Steward.Contracts.Conversions.V1;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Staffing.V1;
using Steward.Platform.Tests;
using Steward.Testing;

namespace Steward.Benchmarks;

/// <summary>The running suite: how many messages a second go the whole way, and how long one takes from acceptance to screening at the design peak.</summary>
internal static class WholeWay
{
    private const int PeakPerSecond = 2000;
    private const int WarmUp = 200_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    public static async Task<(double PerSecond, Percentiles Latency)> MeasureAsync(int messages, int seconds)
    {
        var suite = new RunningSuite();
        // WeCom's own limit of calls is not what is measured here; and the reader waits at most 50 ms for the next page.
        suite.Settings["Simulator__ArchiveCallsPerMinute"] = "0";
        suite.Settings["Archive__PollMilliseconds"] = "50";
        await suite.InitializeAsync();
        try
        {
            // Warm: the JIT has compiled the hot paths for the last time, and every pool and table has seen traffic.
            await SayAsync(suite, WarmUp, 0);

            var watch = Stopwatch.StartNew();
            await SayAsync(suite, messages, 0);
            var perSecond = messages / watch.Elapsed.TotalSeconds;

            // The burst's answers are still being sent, confirmed and heard again as messages: the steady load begins when that is over.
            await Eventually.TrueAsync(async () => { await Task.Delay(Look); return (await suite.TallyAsync()).CommandsOpen == 0; }, Patience, "the answers of the burst are settled");
            await using var tap = await LatencyTap.StartAsync(suite.DataFolder);
            await SayAsync(suite, PeakPerSecond * seconds, PeakPerSecond);
            return (perSecond, tap.Result());
        }
        finally
        {
            await suite.DisposeAsync();
        }
    }

    /// <summary>
    /// Says messages at the stand-in and waits until Moderation and the four that consume what it screened have committed the last of them. The sends that answers
    /// cause go on afterwards, at the pace of simulated employees.
    /// </summary>
    private static async Task SayAsync(RunningSuite suite, int count, int perSecond)
    {
        var before = await LeastAsync(suite, long.MinValue);
        using var http = new HttpClient { BaseAddress = suite.Simulator.Address };
        using var answer = await http.PostAsJsonAsync("sim/v1/load", new { corp = suite.FastFood.CorpId, ratePerSecond = perSecond, count, groups = 0 });
        answer.EnsureSuccessStatusCode();
        await Eventually.TrueAsync(
            async () =>
            {
                await Task.Delay(Look);
                return await LeastAsync(suite, before + count) >= before + count;
            },
            Patience,
            $"{count} messages have gone the whole way");
    }

    /// <summary>
    /// How many messages the slowest of the consumers has committed. While Conversions has not seen as many as are hoped for, nobody else is asked: a look is one question
    /// then, where the tally of the stories asks 26, which is a load of its own.
    /// </summary>
    private static async Task<long> LeastAsync(RunningSuite suite, long hoped)
    {
        var (to, brand, today) = (suite.Suite, suite.FastFood.Id.ToString(), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        var period = new GetSummaryRequest { BrandId = brand, FromDay = today.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ToDay = today.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        var counted = (await to.Client<ReportService.ReportServiceClient>().GetSummaryAsync(period)).Total;
        var seen = counted.Messages + counted.StaffMessages;
        if (seen < hoped) { return seen; }

        var flow = await Flow.ReadAsync(to, brand, CancellationToken.None);
        var work = await to.Client<WorkItemService.WorkItemServiceClient>().GetWorkTotalsAsync(new GetWorkTotalsRequest { BrandId = brand });
        var activity = await to.Client<MemberService.MemberServiceClient>().GetActivityTotalsAsync(new GetActivityTotalsRequest { BrandId = brand });

        // Questions still at Content keep back the count by as many as they are.
        var answered = flow.Screened - (flow.Questions - flow.Answered - flow.HandedOn);
        return new[] { seen, flow.Screened, answered, work.MessagesSeen, activity.Messages }.Min();
    }
}

/// <summary>Milliseconds, by nearest rank.</summary>
internal sealed record Percentiles(int Count, double P50, double P99, double Max);

/// <summary>Hears every screened envelope as a consumer would and compares its arrival with the moment Channels accepted it: the broker's hop is included.</summary>
internal sealed class LatencyTap : IAsyncDisposable
{
    private readonly List<double> _milliseconds = [];
    private readonly IConnection _connection;

    private LatencyTap(IConnection connection) => _connection = connection;

    public static async Task<LatencyTap> StartAsync(string dataFolder)
    {
        var secrets = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(Path.Combine(dataFolder, "secrets.json")))!;
        var connection = await new ConnectionFactory { HostName = "127.0.0.1", Port = int.Parse(secrets["rabbitmq:port"], System.Globalization.CultureInfo.InvariantCulture), UserName = "steward", Password = secrets["rabbitmq:password"] }.CreateConnectionAsync();
        var tap = new LatencyTap(connection);
        var channel = await connection.CreateChannelAsync();
        var queue = await channel.QueueDeclareAsync();
        for (var lane = 0; lane < 64; lane++) { await channel.QueueBindAsync(queue.QueueName, "moderation.messages-screened.v1", $"p{lane}"); }

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => { tap.Hear(delivery.Body.Span); return Task.CompletedTask; };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return tap;
    }

    public Percentiles Result()
    {
        lock (_milliseconds)
        {
            _milliseconds.Sort();
            return new Percentiles(_milliseconds.Count, At(0.50), At(0.99), _milliseconds[^1]);
        }

        double At(double share) => _milliseconds[(int)Math.Ceiling(share * _milliseconds.Count) - 1];
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private void Hear(ReadOnlySpan<byte> body)
    {
        var now = TimeProvider.System.GetUtcNow();
        var reader = new Utf8JsonReader(body);
        using var envelope = JsonDocument.ParseValue(ref reader);
        var message = envelope.RootElement.GetProperty("message");
        var took = (now - message.GetProperty("acceptedAt").GetDateTimeOffset()).TotalMilliseconds;
        lock (_milliseconds) { _milliseconds.AddRange(Enumerable.Repeat(took, message.GetProperty("messages").GetArrayLength())); }
    }
}
