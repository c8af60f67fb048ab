using System.Diagnostics.Metrics;
using Steward.Channels.Accounts;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Roster;

/// <summary>Runs the comparisons, one at a time in each replica: those asked for at once, the others in the night.</summary>
internal sealed partial class RunReconciliations(
    ReconciliationTurns turns, AccountDirectory accounts, CompareAccount compare, Database database, TimeProvider clock, ILogger<RunReconciliations> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("steward.reconciliations", description: "Comparisons of an account's groups with the channel, by state.");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await turns.TakeAsync(stoppingToken) is { } turn) { await RunAsync(turn, stoppingToken); }
                else { await turns.WaitAsync(Poll, stoppingToken); }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception exception)
            {
                Log.Waiting(logger, exception);
                await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RunAsync(ReconciliationTurn turn, CancellationToken ct)
    {
        if (await accounts.FindAsync(turn.Account, ct) is { Channel: "wecom" } account)
        {
            var started = clock.GetUtcNow();
            var report = new ReconciliationReport(turn.Asked ?? Guid.CreateVersion7(started), turn, started);
            await report.CloseEarlierAsync(database, ct);
            await report.SaveAsync(database, "running", null, "", ct);
            var error = await compare.RunAsync(account, turn, report, ct);
            var state = error.Length == 0 ? "done" : "failed";
            if (error.Length > 0) { await accounts.ReportAsync(account, $"reconciliation: {error}", ct); }

            await report.SaveAsync(database, state, clock.GetUtcNow(), error, ct);

            Runs.Add(1, new KeyValuePair<string, object?>("state", state));
            Log.Ran(logger, account.Id.Value, state, clock.GetUtcNow() - started);
        }

        await turns.EndAsync(turn, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Comparisons wait.")]
        public static partial void Waiting(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Information, "The comparison of account {Account} is {State} after {Took}.")]
        public static partial void Ran(ILogger logger, Guid account, string state, TimeSpan took);
    }
}
