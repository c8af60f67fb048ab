using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Rules.Versions;

/// <summary>A version with its rules.</summary>
internal sealed record VersionedRules(RuleVersion Version, RuleSet Rules);

/// <summary>Looks up versions of rules and what they come to.</summary>
internal sealed class ReadRulesHandler(Database database)
{
    public const int MostChanges = 500;

    /// <param name="version">0: the one in force.</param>
    public async Task<Result<VersionedRules>> GetAsync(RuleScope scope, int version, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(scope.Brands, ct);
        var versions = new StoredVersions(scope, transaction);
        var found = version == 0 ? await versions.InForceAsync(ct) : await versions.FindAsync(version, ct);
        if (found is null) { return version == 0 ? RuleProblems.NoRules(scope.Brand) : RuleProblems.NoVersion(version); }

        return new VersionedRules(found, RuleDocument.Load(await versions.DocumentAsync(found.Version, ct)));
    }

    public async Task<IReadOnlyList<RuleVersion>> ListAsync(RuleScope scope, int before, int limit, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(scope.Brands, ct);
        return await new StoredVersions(scope, transaction).ListAsync(before, limit, ct);
    }

    public async Task<IReadOnlyList<RuleChange>> ChangesAsync(RuleScope scope, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(scope.Brands, ct);
        return await new StoredVersions(scope, transaction).ChangesAsync(MostChanges, ct);
    }

    /// <summary>What holds for a group (all zeros: for groups without a pack), and how often each rule was broken by this brand's members since it reads so.</summary>
    public async Task<(EffectiveRules Rules, IReadOnlyDictionary<(string Level, int Version, string RuleId), long> Hits)> ExplainAsync(BrandId brand, Guid group, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var rules = (await StoredBrandRules.LoadAsync(brand, transaction, ct)).For(group).Effective;
        var hits = await transaction.QueryAsync<HitRow>("select level, version, rule_id, sum(hits)::bigint as hits from rule_hits where brand_id = @brand group by level, version, rule_id", new { brand }, ct);
        return (rules, hits.ToDictionary(row => (row.Level, row.Version, row.RuleId), row => row.Hits));
    }

    /// <summary>A brand's rules with the one version that is to be tried against them.</summary>
    /// <param name="version">0: what is in force is tried against nothing.</param>
    public async Task<Result<BrandRules>> ForTrialAsync(BrandId brand, RuleScope scope, int version, CancellationToken ct)
    {
        TrialLayer? trial = null;
        if (version > 0)
        {
            var wanted = await GetAsync(scope, version, ct);
            if (wanted.Failed) { return wanted.Problem; }

            trial = new TrialLayer(scope.Pack, new RuleLayer(scope.Level, version, wanted.Value.Rules));
        }

        await using var transaction = await database.BeginAsync(brand, ct);
        var today = await StoredBrandRules.LoadAsync(brand, transaction, ct);
        return trial is null ? today.AgainstNothing() : today.With(trial);
    }

    private sealed record HitRow
    {
        public string Level { get; init; } = string.Empty;
        public int Version { get; init; }
        public string RuleId { get; init; } = string.Empty;
        public long Hits { get; init; }
    }
}
