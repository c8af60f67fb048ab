using Steward.Channels.Tests.Commands.Torture;
using Xunit.Abstractions;

namespace Steward.Channels.Tests.Commands;

public sealed class LedgerTortureTests(ITestOutputHelper output)
{
    /// <summary><c>STEWARD_TORTURE</c> sets another number; the million is the benchmark's.</summary>
    private static readonly int Commands = int.TryParse(Environment.GetEnvironmentVariable("STEWARD_TORTURE"), out var set) ? set : 100_000;

    [Fact]
    public async Task Whatever_fails_nothing_is_sent_twice_no_quota_is_broken_and_every_outcome_becomes_known()
    {
        await using var torture = await LedgerTorture.StartAsync(Commands, seed: 20260330);

        torture.Say = output.WriteLine;
        var report = await torture.RunAsync();

        output.WriteLine(report.ToString());
        Assert.Equal((0, 0, 0L, 0L, 0L, 0L), (report.DuplicateSends, report.WeCom.Breaches, report.WithoutOutcome, report.UnknownAfterOneRun, report.NotToldOnce, report.MiscountedQuotas));
        Assert.Empty(report.Unspoken);

        // What did not happen proves nothing.
        Assert.True(report is { WeCom: { LostAnswers: > 0, Kills: > 0, Storms: > 0, StaleResults: > 0 }, Restarts: > 0, Reconciled: > 0, Blocked: > 0, Repeated: > 0 }, report.ToString());
        Assert.True(report.Outcomes["confirmed"] > Commands / 2, report.ToString());
    }
}
