using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Learning;

/// <summary>How far a training is.</summary>
/// <param name="Version">What came of it; null: nothing yet.</param>
internal sealed record TrainingState(string State, int Done, int Total, int? Version, string Problem, DateTimeOffset LeaseUntil)
{
    public const string Running = "running";
    public const string Finished = "done";
    public const string Failed = "failed";
}

/// <summary>A training that has begun: at most one of a brand, in one process, which renews a lease while it works.</summary>
internal sealed record TrainingRun(BrandId Brand, Guid RunId, string By, string Note)
{
    /// <summary>Whoever has not renewed for so long is gone.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Begins a training, or joins the one that runs.</summary>
    /// <returns>The training, and whether it is a new one.</returns>
    public static async Task<(TrainingRun Training, bool IsNew)> BeginAsync(BrandId brand, string by, string note, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        await StoredModels.LockAsync(brand, transaction, ct);
        await transaction.ExecuteAsync(
            "update learning_runs set state = 'failed', problem = 'whoever trained is gone' where brand_id = @brand and state = 'running' and lease_until < @now", new { brand, now }, ct);
        if (await transaction.SingleOrDefaultAsync<Guid?>("select run_id from learning_runs where brand_id = @brand and state = 'running'", new { brand }, ct) is { } running) { return (new TrainingRun(brand, running, by, note), false); }

        var begun = new TrainingRun(brand, Guid.CreateVersion7(now), by, note);
        await transaction.ExecuteAsync(
            "insert into learning_runs (brand_id, run_id, state, started_by, started_at, lease_until) values (@brand, @RunId, 'running', @by, @now, @until)", new { brand, begun.RunId, by, now, until = now + Lease }, ct);
        return (begun, true);
    }

    public Task<TrainingState> StateAsync(BrandTransaction transaction, CancellationToken ct) => transaction.SingleAsync<TrainingState>(
        "select state, done, total, version, problem, lease_until from learning_runs where brand_id = @Brand and run_id = @RunId", new { Brand, RunId }, ct);

    /// <summary>Says how far it is, and that somebody still works on it.</summary>
    /// <returns>Whether it is still this process's to finish.</returns>
    public async Task<bool> RenewAsync(int done, int total, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct) =>
        await transaction.ExecuteAsync(
            "update learning_runs set done = @done, total = @total, lease_until = @until where brand_id = @Brand and run_id = @RunId and state = 'running'", new { Brand, RunId, done, total, until = now + Lease }, ct) == 1;

    /// <summary>Ends it, with a version or with what went wrong.</summary>
    /// <returns>Whether it was still this process's to finish.</returns>
    public async Task<bool> EndAsync(int? version, string problem, BrandTransaction transaction, CancellationToken ct) =>
        await transaction.ExecuteAsync(
            "update learning_runs set state = @state, done = total, version = @version, problem = @problem where brand_id = @Brand and run_id = @RunId and state = 'running'",
            new { Brand, RunId, state = version is null ? TrainingState.Failed : TrainingState.Finished, version, problem },
            ct) == 1;
}
