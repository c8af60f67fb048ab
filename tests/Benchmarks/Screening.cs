using System.Globalization;
using Spectre.Console;

namespace Steward.Benchmarks;

/// <summary>The whole screening stage: envelope in, rules with variants and the model, findings committed, envelope out through the outbox.</summary>
internal static class Screening
{
    private const int Burst = 200_000;
    private const int Rounds = 3;
    private const int PeakPerSecond = 2000;
    private const int InEnvelope = 20;
    private const double LeastPerSecond = 40_000;
    private const double MostMilliseconds = 50;

    /// <summary><c>[seconds of steady load]</c>; default 30. True when both targets are met and every message is stored once.</summary>
    public static async Task<bool> RunAsync(string[] args)
    {
        var seconds = args.At(0, 30);
        var raw = await RawHop.MeasureAsync(Burst);
        var copy = await RawCopy.MeasureAsync(Burst);
        await using var stage = await ScreeningStage.StartAsync();

        // Warm: the JIT has compiled the hot paths for the last time, and every pool and table has seen traffic.
        var sent = 0L;
        for (var round = 0; round < 2; round++, sent += Burst / 2) { await stage.BurstAsync(Burst / 2); }

        var (rates, before) = (new List<double>(), stage.Used());
        for (var round = 0; round < Rounds; round++, sent += Burst) { rates.Add(await stage.BurstAsync(Burst)); }

        var after = stage.Used();
        var latency = await stage.SteadyAsync(PeakPerSecond, InEnvelope, seconds);
        sent += latency.Count;
        var (screened, offences) = await stage.StoredAsync();
        var rate = rates.Order().ElementAt(Rounds / 2);

        var table = new Table().AddColumns("what", "messages/s", "ratio").Title($"{Environment.ProcessorCount} cores, load {await LoadAsync()}, .NET {Environment.Version}, envelopes of {Envelope.Messages}");
        table.AddRow("raw: one enveloped hop, decoded and put away by COPY, bare clients", $"{raw:N0}", "1.00");
        table.AddRow("raw: binary COPY alone, 1,000 rows a transaction", $"{copy:N0}", $"{copy / raw:0.00}");
        table.AddRow($"stage, median of {Rounds} ({string.Join(", ", rates.Select(one => one.ToString("N0", CultureInfo.InvariantCulture)))})", $"{rate:N0}", $"{rate / raw:0.00}");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"Processor time a message: {Each(after.Own - before.Own)} in the process of stage, sender and listener, {Each(after.Postgres - before.Postgres)} in PostgreSQL, {Each(after.Broker - before.Broker)} in RabbitMQ; {PeakPerSecond:N0}/s offered for {seconds} s in envelopes of {InEnvelope}: p50 {latency.P50:0.0} ms, p99 {latency.P99:0.0} ms, max {latency.Max:0.0} ms");
        AnsiConsole.WriteLine($"{sent:N0} messages sent, {screened:N0} screened, {offences:N0} offences");
        return rate >= LeastPerSecond && latency.P99 <= MostMilliseconds && screened == sent;
    }

    private static string Each(TimeSpan ofBursts) => string.Create(CultureInfo.InvariantCulture, $"{(ofBursts / (Rounds * Burst)).TotalMicroseconds:0.0} µs");

    private static async Task<string> LoadAsync() => (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
}
