using Steward.Kernel;
using Steward.Moderation.Classification;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Learning;

/// <summary>A brand's versions, which one judges, and how that came.</summary>
internal sealed record ModelBook(IReadOnlyList<LearntModel> Models, int Running, IReadOnlyList<ModelChange> Changes);

/// <summary>What a sample adds to the score of a text.</summary>
internal sealed record SampleShare(LearntSample Sample, float Share);

/// <summary>Why the running model says of a text what it says.</summary>
/// <param name="Shares">Samples that it was trained on, those that move it most first.</param>
internal sealed record TextExplained(float Probability, float ShippedProbability, string ModelId, IReadOnlyList<SampleShare> Shares);

internal sealed class ReadModelsHandler(Database database)
{
    private const int Most = 50;
    private const int MostShares = 20;

    public async Task<ModelBook> ListAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return new ModelBook(await StoredModels.ListAsync(brand, Most, transaction, ct), await StoredModels.HeadAsync(brand, transaction, ct), await StoredModels.ChangesAsync(brand, Most, transaction, ct));
    }

    /// <summary>Two versions on the samples that stand now.</summary>
    public async Task<Result<ModelComparison>> CompareAsync(BrandId brand, int before, int after, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        if (await StoredModels.LoadAsync(brand, before, transaction, ct) is not { } one) { return LearningProblems.NoVersion(before); }

        if (await StoredModels.LoadAsync(brand, after, transaction, ct) is not { } other) { return LearningProblems.NoVersion(after); }

        return ModelComparison.Of(one, other, await StoredSamples.StandingAsync(brand, transaction, ct), ct);
    }

    /// <summary>Which samples move the running model's judgement of a text; also those that were removed since it was trained.</summary>
    public async Task<Result<TextExplained>> ExplainAsync(BrandId brand, string text, string label, CancellationToken ct)
    {
        if (!Label.All.Contains(label)) { return LearningProblems.UnknownLabel("label"); }

        if (text.Length is 0 or > LearningProblems.LongestText) { return LearningProblems.BadText("text"); }

        await using var transaction = await database.BeginAsync(brand, ct);
        var running = await StoredModels.RunningAsync(brand, transaction, ct);
        var learnt = await transaction.QueryAsync<LearntSample>(
            $"select {LearntSample.Columns} from learning_samples where brand_id = @brand and label = @label and sample_id = any (@ids)", new { brand, label, ids = running.Pulls.Keys.ToArray() }, ct);
        var features = new HashSet<uint>();
        foreach (var feature in new Features().Of(text)) { features.Add(feature.Hash); }

        return new TextExplained(
            running.Probability(text, label),
            ModelVersion.Shipped.Probability(text, label),
            running.Model.Version,
            [.. learnt.Select(sample => new SampleShare(sample, running.Share(sample, features))).Where(one => one.Share != 0).OrderByDescending(one => Math.Abs(one.Share)).Take(MostShares)]);
    }
}
