using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Moderation.Discipline;
using Steward.Moderation.Disputes;
using Steward.Moderation.Incidents;
using Steward.Moderation.Policies;
using Steward.Moderation.Rules.Versions;
using Steward.Moderation.Screening.Joins;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Screening;

/// <summary>All that an envelope is judged by, as of its transaction.</summary>
internal sealed record InForce(BrandRules Rules, RecentJoins Joins, PolicyInForce<Policy> Discipline, PolicyInForce<IncidentPolicy> Incidents, PolicyInForce<DisputePolicy> Disputes);

/// <summary>Reads what is in force, for every envelope, in one go: versions only, and who of the writers joined lately. What has a version is kept in memory.</summary>
internal sealed class ReadInForce(RulesInForce rulesInForce, PoliciesInForce<Policy> discipline, PoliciesInForce<IncidentPolicy> incidents, PoliciesInForce<DisputePolicy> disputes)
{
    private static readonly string Heads = $"select {StoredBrandRules.Heads}, {PoliciesInForce<Policy>.Head}, {PoliciesInForce<IncidentPolicy>.Head}, {PoliciesInForce<DisputePolicy>.Head}";

    public async Task<InForce> OfAsync(BrandId brand, IReadOnlyList<ReceivedMessage> messages, BrandTransaction transaction, CancellationToken ct)
    {
        // Who joined is read along where the rules of the envelope before asked for it.
        var withJoins = rulesInForce.Last(brand) is { NeedsJoins: true };
        var (versions, joins) = await ReadAsync(brand, withJoins ? messages : [], transaction, ct);
        var rules = await rulesInForce.OfAsync(brand, (versions.Rules, versions.AgencyRules), ct);
        if (rules.NeedsJoins && !withJoins) { joins = await StoredJoins.OfAsync(brand, messages, transaction, ct); }

        return new InForce(
            rules, joins, await discipline.OfAsync(brand, versions.Discipline, transaction, ct), await incidents.OfAsync(brand, versions.Incidents, transaction, ct), await disputes.OfAsync(brand, versions.Disputes, transaction, ct));
    }

    private static async Task<(Versions Versions, RecentJoins Joins)> ReadAsync(BrandId brand, IReadOnlyList<ReceivedMessage> writers, BrandTransaction transaction, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection) { BatchCommands = { new NpgsqlBatchCommand(Heads) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = brand.Value } } } } };
        if (writers.Count > 0) { batch.BatchCommands.Add(StoredJoins.LookUp(brand, writers)); }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var versions = new Versions(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4));
        return (versions, await reader.NextResultAsync(ct) ? await StoredJoins.ReadAsync(reader, ct) : RecentJoins.None);
    }

    private readonly record struct Versions(long Rules, long AgencyRules, int Discipline, int Incidents, int Disputes);
}
