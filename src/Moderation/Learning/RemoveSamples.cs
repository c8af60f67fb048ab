using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Learning;

/// <summary>Takes samples away, or tells how many that would be.</summary>
/// <param name="Ids">These; empty: those of the filter.</param>
/// <param name="Expected">0: only count; else what was counted.</param>
internal sealed record RemoveSamples(BrandId Brand, SampleFilter Filter, IReadOnlyList<Guid> Ids, int Expected, string Reason, string By);

/// <summary>What was counted, or removed.</summary>
/// <param name="RemovalId">Null: only counted.</param>
internal sealed record RemovedSamples(Guid? RemovalId, IReadOnlyList<LearntSample> Samples);

/// <summary>A removal, and who undid it.</summary>
internal sealed record Removal
{
    public required Guid RemovalId { get; init; }
    public required int Samples { get; init; }
    public required string Reason { get; init; }
    public required string RemovedBy { get; init; }
    public required DateTimeOffset RemovedAt { get; init; }
    public string? UndoneBy { get; init; }
    public DateTimeOffset? UndoneAt { get; init; }
}

internal sealed partial class RemoveSamplesHandler(Database database, TimeProvider clock, ILogger<RemoveSamplesHandler> logger)
{
    public const int MostIds = 500;
    private const int MostListed = 50;

    public async Task<Result<RemovedSamples>> HandleAsync(RemoveSamples command, CancellationToken ct)
    {
        if (command.Ids.Count > MostIds) { return LearningProblems.TooMany("sample_ids", MostIds); }

        // A filter for removed samples means none that stand.
        if ((command.Filter.Wrong() ?? (command.Filter.State.Length > 0 ? LearningProblems.BadFilter("filter.state", "empty: only standing samples are removed") : null)) is { } wrong) { return wrong; }

        if (command.Expected > 0 && LearningProblems.Wrong("reason", command.Reason, true) is { } unsaid) { return unsaid; }

        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var meant = command.Ids.Count > 0 ? await ByIdAsync(command, transaction, ct) : [.. (await ListSamplesHandler.FindAsync(command.Brand, command.Filter, transaction, ct)).Select(suspect => suspect.Sample)];
        if (command.Expected == 0) { return new RemovedSamples(null, meant); }

        var removal = Guid.CreateVersion7(clock.GetUtcNow());
        var args = new { brand = command.Brand, removal, ids = meant.Select(sample => sample.SampleId).ToArray(), command.Reason, command.By, now = clock.GetUtcNow() };
        var removed = await transaction.ExecuteAsync("update learning_samples set removal_id = @removal where brand_id = @brand and sample_id = any (@ids) and removal_id is null", args, ct);
        if (removed != command.Expected) { return LearningProblems.OtherNumber(command.Expected, removed); }

        await transaction.ExecuteAsync(
            "insert into learning_removals (brand_id, removal_id, samples, reason, removed_by, removed_at) values (@brand, @removal, cardinality(@ids), @Reason, @By, @now)", args, ct);
        await transaction.CommitAsync(ct);
        Log.Removed(logger, command.By, removed, removal);
        return new RemovedSamples(removal, meant);
    }

    /// <summary>Puts back what one removal took, except what was added anew meanwhile.</summary>
    public async Task<Result<(int Restored, int Left)>> RestoreAsync(BrandId brand, Guid removal, string by, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var args = new { brand, removal, by, now = clock.GetUtcNow() };
        await StoredSamples.LockAsync(brand, transaction, ct);
        var samples = await transaction.SingleOrDefaultAsync<int?>("update learning_removals set undone_by = @by, undone_at = @now where brand_id = @brand and removal_id = @removal and undone_at is null returning samples", args, ct);
        if (samples is not { } taken) { return LearningProblems.NoRemoval(removal); }

        var restored = await transaction.ExecuteAsync(
            """
            update learning_samples s set removal_id = null where brand_id = @brand and removal_id = @removal
            and not exists (select from learning_samples o where o.brand_id = @brand and o.label = s.label and md5(o.folded) = md5(s.folded) and o.removal_id is null)
            """,
            args,
            ct);
        await transaction.CommitAsync(ct);
        Log.Restored(logger, by, restored, removal);
        return (restored, taken - restored);
    }

    public async Task<IReadOnlyList<Removal>> ListAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await transaction.QueryAsync<Removal>(
            "select removal_id, samples, reason, removed_by, removed_at, undone_by, undone_at from learning_removals where brand_id = @brand order by removed_at desc, removal_id desc limit @most", new { brand, most = MostListed }, ct);
    }

    private static Task<IReadOnlyList<LearntSample>> ByIdAsync(RemoveSamples command, BrandTransaction transaction, CancellationToken ct) => transaction.QueryAsync<LearntSample>(
        $"select {LearntSample.Columns} from learning_samples where brand_id = @brand and sample_id = any (@ids) and removal_id is null", new { brand = command.Brand, ids = command.Ids.ToArray() }, ct);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} removed {Samples} samples: {Removal}.")]
        public static partial void Removed(ILogger logger, string by, int samples, Guid removal);

        [LoggerMessage(2, LogLevel.Information, "{By} put {Samples} samples of {Removal} back.")]
        public static partial void Restored(ILogger logger, string by, int samples, Guid removal);
    }
}
