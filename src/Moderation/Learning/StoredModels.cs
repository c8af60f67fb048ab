using System.Text.Json;
using Steward.Kernel;
using Steward.Moderation.Classification;
using Steward.Moderation.Rules.Versions;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Learning;

/// <summary>A version of a brand's model as it is listed.</summary>
internal sealed record LearntModel
{
    public required int Version { get; init; }

    /// <summary>How verdicts name it.</summary>
    public required string ModelId { get; init; }

    /// <summary>The shipped model that it was trained from.</summary>
    public required string Base { get; init; }
    public required string MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string Note { get; init; }
    public required int Samples { get; init; }

    /// <summary>A <see cref="ModelComparison"/> as JSON: against the version that ran when it was made.</summary>
    public required string Evaluation { get; init; }
}

/// <summary>Who let which version judge instead of which, when and why.</summary>
internal sealed record ModelChange
{
    public const string Activated = "activated";
    public const string RolledBack = "rolled_back";

    /// <summary>One of the two.</summary>
    public required string Action { get; init; }
    public required int Version { get; init; }
    public required int Before { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Reason { get; init; }

    /// <summary>What spoke against it.</summary>
    public required string[] Objections { get; init; }
}

/// <summary>A brand's versions in the database, within a transaction.</summary>
internal static class StoredModels
{
    private const string Columns = "version, model_id, base, made_by, made_at, note, cardinality(sample_ids) as samples, evaluation::text as evaluation";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Whoever makes a version or lets one judge waits here for the one who does so already.</summary>
    public static Task LockAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct) =>
        transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"models of {brand}" }, ct);

    /// <summary>Which version judges; 0: the shipped one.</summary>
    public static Task<int> HeadAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleAsync<int>("select coalesce((select version from learning_heads where brand_id = @brand), 0)", new { brand }, ct);

    public static async Task<ModelVersion> RunningAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct) =>
        await LoadAsync(brand, await HeadAsync(brand, transaction, ct), transaction, ct) ?? ModelVersion.Shipped;

    /// <summary>A version ready to judge; null: there is none. One that this program cannot read any more judges as the shipped one, as in screening.</summary>
    public static async Task<ModelVersion?> LoadAsync(BrandId brand, int version, BrandTransaction transaction, CancellationToken ct)
    {
        if (version == 0) { return ModelVersion.Shipped; }

        if (await transaction.SingleOrDefaultAsync<Row>("select model, sample_ids, held, pulls from learning_models where brand_id = @brand and version = @version", new { brand, version }, ct) is not { } row) { return null; }

        return new ModelVersion(version, ModelFile.TryRead(row.Model) ?? ShippedModel.Model, Map(row.SampleIds, row.Held), Map(row.SampleIds, row.Pulls));
    }

    public static Task<LearntModel?> FindAsync(BrandId brand, int version, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<LearntModel>($"select {Columns} from learning_models where brand_id = @brand and version = @version", new { brand, version }, ct);

    public static Task<IReadOnlyList<LearntModel>> ListAsync(BrandId brand, int most, BrandTransaction transaction, CancellationToken ct) =>
        transaction.QueryAsync<LearntModel>($"select {Columns} from learning_models where brand_id = @brand order by version desc limit @most", new { brand, most }, ct);

    public static Task<IReadOnlyList<ModelChange>> ChangesAsync(BrandId brand, int most, BrandTransaction transaction, CancellationToken ct) =>
        transaction.QueryAsync<ModelChange>("select action, version, before, by, at, reason, objections from learning_changes where brand_id = @brand order by change_id desc limit @most", new { brand, most }, ct);

    /// <summary>Keeps what a training came to as the next version.</summary>
    public static async Task<int> AddAsync(BrandId brand, Lesson lesson, ModelComparison evaluation, string by, DateTimeOffset at, string note, BrandTransaction transaction, CancellationToken ct)
    {
        await LockAsync(brand, transaction, ct);
        var version = await transaction.SingleAsync<int>("select coalesce(max(version), 0) + 1 from learning_models where brand_id = @brand", new { brand }, ct);
        await transaction.ExecuteAsync(
            """
            insert into learning_models (brand_id, version, model, model_id, base, made_by, made_at, note, sample_ids, held, pulls, evaluation)
            values (@brand, @version, @model, @id, @shipped, @by, @at, @note, @samples, @held, @pulls, @evaluation::jsonb)
            """,
            new
            {
                brand, version, model = lesson.File, id = lesson.Model.Version, shipped = ShippedModel.Model.Version, by, at, note,
                samples = lesson.Samples.ToArray(), held = lesson.Held.ToArray(), pulls = lesson.Pulls.ToArray(), evaluation = JsonSerializer.Serialize(evaluation with { After = version }, Json),
            },
            ct);
        return version;
    }

    /// <summary>Lets a version judge from the next batch on, and writes into the book who did.</summary>
    public static async Task SetHeadAsync(BrandId brand, ModelChange change, BrandTransaction transaction, CancellationToken ct)
    {
        await transaction.ExecuteAsync("insert into learning_heads (brand_id, version) values (@brand, @Version) on conflict (brand_id) do update set version = excluded.version", new { brand, change.Version }, ct);
        await transaction.ExecuteAsync(
            "insert into learning_changes (brand_id, action, version, before, by, at, reason, objections) values (@brand, @Action, @Version, @Before, @By, @At, @Reason, @Objections)",
            new { brand, change.Action, change.Version, change.Before, change.By, change.At, change.Reason, change.Objections },
            ct);
        await StoredVersions.MoveHeadAsync(RuleScope.Of(brand), transaction, ct);
    }

    public static ModelComparison Comparison(string evaluation) => JsonSerializer.Deserialize<ModelComparison>(evaluation, Json)!;

    private static Dictionary<Guid, float> Map(Guid[] ids, float[] values) => ids.Zip(values).ToDictionary(one => one.First, one => one.Second);

    private sealed record Row
    {
        public required byte[] Model { get; init; }
        public required Guid[] SampleIds { get; init; }
        public required float[] Held { get; init; }
        public required float[] Pulls { get; init; }
    }
}
