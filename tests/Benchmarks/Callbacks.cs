using System.Diagnostics;
using Spectre.Console;
using Steward.Channels.Tests;
using Steward.Channels.Tests.Callbacks;
using Steward.Testing;

namespace Steward.Benchmarks;

/// <summary>Callbacks at 2,000 a second, all of them different, at a real Channels service. Client, service, PostgreSQL and RabbitMQ share the machine.</summary>
internal static class Callbacks
{
    private const int PerSecond = 2000;
    private const int Slower = 50;
    private const int Warm = 200;
    private const double MostMilliseconds = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>
    /// <c>[seconds] [seconds of outage]</c>; default 60 and none. With an outage the broker is killed in the middle of a second storm, and 50 callbacks a second go on until it is back.
    /// True when all were stored, the p99 of the answers held and everything was told.
    /// </summary>
    public static async Task<bool> RunAsync(string[] args)
    {
        var duration = TimeSpan.FromSeconds(args.At(0, 60));
        var raw = await RawDoor.MeasureAsync(PerSecond, duration);

        await using var wecom = await ScriptedWeCom.StartAsync();
        wecom.On("externalcontact/groupchat/get", CallbackStorm.OneGroup);
        await using var world = await World.WithAsync(wecom);
        var storm = await CallbackStorm.RunAsync(world.Host.Http, world.Account, PerSecond, duration);
        var watch = Stopwatch.StartNew();
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from callback_queue") == 0, Patience, "all are applied");
        var applied = watch.Elapsed;
        var stored = await world.AskAsync<long>("select count(*) from callbacks_raw where outcome not in ('', 'unknown', 'malformed', 'failed')") - Warm;

        var table = new Table().AddColumns("callbacks", "sent", "answered", "stored and applied", "p50 ms", "p99 ms", "max ms").Title($"{PerSecond:N0}/s for {duration.TotalSeconds:N0} s, {Environment.ProcessorCount} cores, .NET {Environment.Version}");
        table.AddRow("raw: a web server that only says success", $"{raw.Sent:N0}", $"{raw.Answered:N0}", "", $"{raw.P50:0.0}", $"{raw.P99:0.0}", $"{raw.Max:0.0}");
        table.AddRow("Channels", $"{storm.Sent:N0}", $"{storm.Answered:N0}", $"{stored:N0}, {applied.TotalSeconds:0.0} s after the last", $"{storm.P50:0.0}", $"{storm.P99:0.0}", $"{storm.Max:0.0}");
        AnsiConsole.Write(table);
        var held = storm.Answered == storm.Sent && stored == storm.Sent && storm.P99 < MostMilliseconds;
        if (args.At(1, 0) is var away and > 0)
        {
            var outage = await BrokerOutage.RunAsync(PerSecond, duration, Slower, TimeSpan.FromSeconds(away));
            AnsiConsole.WriteLine($"outage of {away} s: {outage}");
            held &= outage.Unanswered == 0 && !outage.EndedWhileAway && outage.Told.DistinctBy(told => told.MessageId).Count() == outage.Expected.Count;
        }

        return held;
    }
}
