using Spectre.Console;

namespace Steward.Benchmarks;

/// <summary>The whole suite: throughput of a burst and latency of a steady load.</summary>
internal static class Suite
{
    /// <summary><c>[messages] [steady seconds]</c>; defaults 200,000 messages and 30 s at the design peak of 2,000 messages/s.</summary>
    public static async Task<bool> RunAsync(string[] args)
    {
        var messages = args.At(0, 200_000);
        var seconds = args.At(1, 30);

        var broker = await RawBroker.MeasureAsync(messages);
        var copy = await RawCopy.MeasureAsync(messages);
        var (throughput, latency) = await WholeWay.MeasureAsync(messages, seconds);

        var table = new Table().AddColumns("what", "messages/s", "ratio").Title($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {messages:N0} messages");
        table.AddRow("raw: RabbitMQ.Client, publish + confirm + consume + ack, envelopes of 100, quorum queue", $"{broker:N0}", "1.00");
        table.AddRow("raw: binary COPY into one table with the history's primary key, 1,000 rows a transaction", $"{copy:N0}", "1.00");
        table.AddRow("suite: from the stand-in to the last of five consumers' commit", $"{throughput:N0}", $"{throughput / broker:0.000} of broker, {throughput / copy:0.000} of COPY");
        AnsiConsole.Write(table);

        var steady = new Table().AddColumns("accept to screened at 2,000/s", "ms").Title($"{latency.Count:N0} messages over {seconds} s");
        steady.AddRow("p50", $"{latency.P50:0.0}");
        steady.AddRow("p99", $"{latency.P99:0.0}");
        steady.AddRow("max", $"{latency.Max:0.0}");
        AnsiConsole.Write(steady);
        return true;
    }
}
