using Spectre.Console;
using Steward.Channels.Tests.Commands.Torture;

namespace Steward.Benchmarks;

/// <summary>The command ledger under random faults: answers lost, replicas ended, storms, disorder. The same run as the test's, larger.</summary>
internal static class Ledger
{
    private const int Seed = 20260330;

    /// <summary><c>[commands]</c>; default a million. True when nothing was sent twice, no quota broken, nothing left without an outcome.</summary>
    public static async Task<bool> RunAsync(string[] args)
    {
        var commands = args.At(0, 1_000_000);
        var raw = await RawLedger.MeasureAsync(Math.Min(commands, 200_000));
        await using var torture = await LedgerTorture.StartAsync(commands, Seed);
        torture.Say = AnsiConsole.WriteLine;
        var report = await torture.RunAsync();
        AnsiConsole.WriteLine(report.ToString());
        var rate = report.Commands / report.Took.TotalSeconds;
        var table = new Table().AddColumns("ledger", "commands/s", "ratio").Title($"{commands:N0} commands, {Environment.ProcessorCount} cores, .NET {Environment.Version}");
        table.AddRow("raw: one row inserted and updated twice, set-based, 512 rows a transaction", $"{raw:N0}", "1.00");
        table.AddRow("ledger: planned, quotas taken, sent, confirmed, settled and told, under faults", $"{rate:N0}", $"{rate / raw:0.000}");
        AnsiConsole.Write(table);
        return report.Clean;
    }
}
