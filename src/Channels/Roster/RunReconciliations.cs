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
            var error = await KeepingAsync(turn, compare.RunAsync(account, report, ct), ct);
            var state = error.Length == 0 ? "done" : "failed";
            if (error.Length > 0) { await accounts.ReportAsync(account, $"reconciliation: {error}", ct); }

            await report.SaveAsync(database, state, clock.GetUtcNow(), error, ct);

            Runs.Add(1, new KeyValuePair<string, object?>("state", state));
            Log.Ran(logger, account.Id.Value, state, clock.GetUtcNow() - started);
        }

        await turns.EndAsync(turn, ct);
    }

    /// <summary>By the clock and not by what is done: a comparison that waits for its share of the calls is not given to another replica.</summary>
    private async Task<string> KeepingAsync(ReconciliationTurn turn, Task<string> run, CancellationToken ct)
    {
        while (!run.IsCompleted)
        {
            using var next = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(run, Task.Delay(ReconciliationTurns.RenewEvery, clock, next.Token));
            await next.CancelAsync();
            if (run.IsCompleted || ct.IsCancellationRequested) { break; }

            try
            {
                await turns.RenewAsync(turn, ct);
            }
            catch (Exception exception) when (!ct.IsCancellationRequested)
            {
                Log.NotRenewed(logger, turn.Account.Value, exception);
            }
        }

        return await run;
    }

    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Warning, "The lease of the comparison of account {Account} was not renewed; it is tried again.")]
        public static partial void NotRenewed(ILogger logger, Guid account, Exception exception);

        [LoggerMessage(1, LogLevel.Warning, "Comparisons wait.")]
        public static partial void Waiting(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Information, "The comparison of account {Account} is {State} after {Took}.")]
        public static partial void Ran(ILogger logger, Guid account, string state, TimeSpan took);
    }
}
