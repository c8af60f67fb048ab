using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Summary = Steward.Contracts.Moderation.V1.RuleSummary;

namespace Steward.Moderation.Rules.Versions;

/// <summary>One version of one level's rules.</summary>
internal readonly record struct VersionKey(RuleScope Scope, int Version)
{
    /// <summary>The version that an offence names; null where that is a pack's and it is not known which.</summary>
    public static VersionKey? Of(BrandId brand, string level, Guid? pack, int version) => level switch
    {
        "agency" => new VersionKey(RuleScope.Agency, version),
        "brand" => new VersionKey(RuleScope.Of(brand), version),
        _ => pack is { } known ? new VersionKey(RuleScope.Of(brand, known), version) : null,
    };
}

/// <summary>Looks up a rule among versions.</summary>
internal static class KnownSummaries
{
    /// <summary>What a rule said in a version; null where one of both is not known.</summary>
    public static Summary? Of(this IReadOnlyDictionary<VersionKey, IReadOnlyDictionary<string, Summary>> versions, VersionKey? version, string ruleId) =>
        version is { } key && versions.TryGetValue(key, out var rules) ? rules.GetValueOrDefault(ruleId) : null;
}

/// <summary>
/// What the rules of certain versions said. A version that is or was in force never changes, so it is read once and its summaries are kept;
/// all that are asked for and not kept come in one statement.
/// </summary>
internal sealed class VersionSummaries
{
    private const int MostKept = 500;
    private readonly ConcurrentDictionary<VersionKey, IReadOnlyDictionary<string, Summary>> _kept = new();

    /// <summary>The rules of each version by their ids; a version that is not there has none.</summary>
    public async Task<IReadOnlyDictionary<VersionKey, IReadOnlyDictionary<string, Summary>>> OfAsync(BrandId brand, IEnumerable<VersionKey> versions, BrandTransaction transaction, CancellationToken ct)
    {
        var found = new Dictionary<VersionKey, IReadOnlyDictionary<string, Summary>>();
        var missing = new List<VersionKey>();
        foreach (var version in versions.Distinct())
        {
            if (_kept.TryGetValue(version, out var known)) { found[version] = known; }
            else { missing.Add(version); }
        }

        if (missing.Count == 0) { return found; }

        foreach (var row in await ReadAsync(brand, missing, transaction, ct))
        {
            var key = new VersionKey(row.Agency ? RuleScope.Agency : RuleScope.Of(brand, row.PackId), row.Version);
            found[key] = RuleSummaries.Of([RuleDocument.Load(row.Rules)]);
            if (row.State is VersionState.Draft) { continue; }

            // Whole and seldom: which of them is asked for next nobody knows.
            if (_kept.Count >= MostKept) { _kept.Clear(); }

            _kept[key] = found[key];
        }

        return found;
    }

    private static Task<IReadOnlyList<Row>> ReadAsync(BrandId brand, List<VersionKey> versions, BrandTransaction transaction, CancellationToken ct)
    {
        var own = versions.Where(version => version.Scope.Level != RuleLevel.Agency).ToList();
        return transaction.QueryAsync<Row>(
            """
            select true as agency, '00000000-0000-0000-0000-000000000000'::uuid as pack_id, version, state, rules from agency_rule_versions where version = any (@agency)
            union all
            select false, v.pack_id, v.version, v.state, v.rules from rule_versions v join unnest(@packs, @versions) as wanted (pack_id, version) on v.pack_id = wanted.pack_id and v.version = wanted.version
            where v.brand_id = @brand
            """,
            new
            {
                brand,
                agency = versions.Where(version => version.Scope.Level == RuleLevel.Agency).Select(version => version.Version).ToArray(),
                packs = own.Select(version => version.Scope.Pack).ToArray(),
                versions = own.Select(version => version.Version).ToArray(),
            },
            ct);
    }

    private sealed record Row
    {
        public bool Agency { get; init; }
        public Guid PackId { get; init; }
        public int Version { get; init; }
        public string State { get; init; } = string.Empty;
        public string Rules { get; init; } = string.Empty;
    }
}
