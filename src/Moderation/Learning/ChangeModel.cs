using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Learning;

/// <summary>Lets versions of a brand's model judge.</summary>
internal sealed partial class ChangeModelHandler(Database database, TimeProvider clock, ILogger<ChangeModelHandler> logger)
{
    /// <summary>Lets a version judge. What is worse than the running one, as of now, needs a reason.</summary>
    public async Task<Result<ModelComparison>> ActivateAsync(BrandId brand, int version, string reason, string by, CancellationToken ct)
    {
        if (LearningProblems.Wrong("reason", reason, false) is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(brand, ct);
        await StoredModels.LockAsync(brand, transaction, ct);
        var running = await StoredModels.RunningAsync(brand, transaction, ct);
        if (await StoredModels.LoadAsync(brand, version, transaction, ct) is not { } wanted) { return LearningProblems.NoVersion(version); }

        if (running.Version == version) { return LearningProblems.Running(version); }

        var comparison = ModelComparison.Of(running, wanted, await StoredSamples.StandingAsync(brand, transaction, ct), ct);
        if (comparison.Objections.Count > 0 && string.IsNullOrWhiteSpace(reason)) { return LearningProblems.Worse(comparison.Objections); }

        await StoredModels.SetHeadAsync(brand, Change(ModelChange.Activated, version, running.Version, by, reason, comparison.Objections), transaction, ct);
        await transaction.CommitAsync(ct);
        Log.Activated(logger, by, version, running.Version);
        return comparison;
    }

    /// <summary>Back to what judged before the running version was activated; asked again, one further back.</summary>
    public async Task<Result<int>> RollBackAsync(BrandId brand, string reason, string by, CancellationToken ct)
    {
        if (LearningProblems.Wrong("reason", reason, true) is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(brand, ct);
        await StoredModels.LockAsync(brand, transaction, ct);
        var running = await StoredModels.HeadAsync(brand, transaction, ct);
        if (running == 0) { return LearningProblems.NothingBefore; }

        var before = await transaction.SingleAsync<int>(
            "select before from learning_changes where brand_id = @brand and action = 'activated' and version = @running order by change_id desc limit 1", new { brand, running }, ct);
        await StoredModels.SetHeadAsync(brand, Change(ModelChange.RolledBack, before, running, by, reason, []), transaction, ct);
        await transaction.CommitAsync(ct);
        Log.RolledBack(logger, by, before, running);
        return before;
    }

    private ModelChange Change(string action, int version, int before, string by, string reason, IReadOnlyList<string> objections) =>
        new() { Action = action, Version = version, Before = before, By = by, At = clock.GetUtcNow(), Reason = reason, Objections = [.. objections] };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} lets version {Version} of the model judge instead of {Before}.")]
        public static partial void Activated(ILogger logger, string by, int version, int before);

        [LoggerMessage(2, LogLevel.Information, "{By} rolled the model back to version {Version} from {Before}.")]
        public static partial void RolledBack(ILogger logger, string by, int version, int before);
    }
}
