using System.Diagnostics;
using Spectre.Console;
using Steward.Channels.Tests;
using Steward.Contracts.Channels.V1;
using Steward.NativeServers;
using Steward.Testing;

namespace Steward.Benchmarks;

/// <summary>How long Channels works on a full comparison of many groups of the stand-in, every limit lifted, and what that means for ninety thousand at WeCom's limit.</summary>
internal static class Rosters
{
    private const int LargestPlatform = 90_000;
    private const int CallsPerMinute = 10_000;
    private const double BulkShare = 0.8;
    private const int Members = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromHours(3);

    /// <summary><c>[groups]</c>; default 10,000. True when every group was read and stored.</summary>
    public static async Task<bool> RunAsync(string[] args)
    {
        var groups = args.At(0, 10_000);
        var raw = await RawPeople.MeasureAsync((long)groups * Members);

        await using var simulator = await Simulator.StartAsync();
        var corp = await simulator.CorpAsync();
        await simulator.ControlAsync(HttpMethod.Put, "/sim/v1/scale", new { corp = corp.CorpId, groups, membersPerGroup = Members });
        await simulator.ControlAsync(HttpMethod.Put, "/sim/v1/limits", new { limits = new { on = false } });

        // A broker on which nobody listens: what is told is published and confirmed, and not kept by the test's own listener.
        var folder = Directory.CreateTempSubdirectory("steward-bench-").FullName;
        await using var broker = await RabbitMqServer.StartAsync(new RabbitMqOptions(folder, 0, "bench"), CancellationToken.None);
        await using var world = await World.WithAsync(simulator, corp, $"--ConnectionStrings:rabbitmq={broker.ConnectionString}");
        await world.AskAsync<int>("update quota_rules set most = 60000000, bulk_percent = 100 where scope in ('corp-api', 'address-api') and span in ('minute', 'hour') returning most");

        AnsiConsole.WriteLine($"{groups:N0} groups of {Members}, {Environment.ProcessorCount} cores, .NET {Environment.Version}; raw: {raw:N0} people/s by binary COPY");
        var whole = true;
        foreach (var what in new[] { "all of them new", "none of them changed" })
        {
            using var self = Process.GetCurrentProcess();
            var (cpu, watch) = (self.TotalProcessorTime, Stopwatch.StartNew());
            var run = await CompareAsync(world, groups);
            var took = watch.Elapsed;
            self.Refresh();
            var work = took / groups * LargestPlatform;
            var limit = TimeSpan.FromMinutes(LargestPlatform / (CallsPerMinute * BulkShare));
            var perSecond = groups * (double)Members / took.TotalSeconds;
            AnsiConsole.WriteLine(
                $"{what}: {took.TotalSeconds:N1} s, {took.TotalMilliseconds / groups:N2} ms a group ({(self.TotalProcessorTime - cpu).TotalMilliseconds / groups:N2} ms of processor time in this process), "
                + $"{perSecond:N0} people/s ({perSecond / raw:0.00} of raw); {run.RostersRepaired:N0} repaired, {run.Failures:N0} failures. "
                + $"{LargestPlatform:N0} groups: {work.TotalMinutes:N1} min of work, {(work > limit ? work : limit).TotalMinutes:N1} min within WeCom's limit");
            whole &= run.State == "done" && run.Failures == 0 && run.GroupsCompared >= groups;
        }

        var watchOutbox = Stopwatch.StartNew();
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from outbox") == 0, Patience, "everything is told");
        using var end = Process.GetCurrentProcess();
        AnsiConsole.WriteLine($"everything is told {watchOutbox.Elapsed.TotalSeconds:N1} s after that; peak of this process {end.PeakWorkingSet64 >> 20:N0} MB");
        return whole;
    }

    /// <summary>Says the pace of each tenth of the way, so that a run that slows as the tables grow is seen to.</summary>
    private static async Task<Reconciliation> CompareAsync(World world, int groups)
    {
        var (watch, since, told) = (Stopwatch.StartNew(), TimeSpan.Zero, 0);
        var asked = await world.Accounts.ReconcileAccountAsync(new ReconcileAccountRequest { BrandId = world.Brand.ToString(), AccountId = world.Account.ToString() });
        return await Eventually.ValueAsync(
            async () =>
            {
                await Task.Delay(200);
                var runs = await world.Accounts.ListReconciliationsAsync(new ListReconciliationsRequest { BrandId = world.Brand.ToString() });
                var run = runs.Reconciliations.FirstOrDefault(one => one.ReconciliationId == asked.ReconciliationId);
                if (run is not null && run.GroupsCompared - told >= groups / 10)
                {
                    var now = watch.Elapsed;
                    AnsiConsole.WriteLine($"  {run.GroupsCompared,8:N0} groups after {now.TotalSeconds,6:N1} s, the last ones {(now - since).TotalMilliseconds / (run.GroupsCompared - told):N2} ms each");
                    (since, told) = (now, run.GroupsCompared);
                }

                return run is { State: not "running" } ? run : null;
            },
            Patience,
            "the comparison is done");
    }
}
