using System.Text.Json;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Leads;

/// <summary>Reads and changes who sells for a brand. A change holds for what is handed over from then on.</summary>
internal sealed class PutLeadRules(Database database, TimeProvider clock)
{
    public async Task<LeadRulesVersion> GetAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await LeadTables.RulesAsync(transaction, brand, ct);
    }

    /// <param name="brand">Whose.</param>
    /// <param name="rules">What holds from now on.</param>
    /// <param name="expected">The version that who changes them has read; null: whichever is in force.</param>
    /// <param name="by">Who changes them.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The version now in force.</returns>
    public async Task<Result<LeadRulesVersion>> HandleAsync(BrandId brand, LeadRules rules, int? expected, string by, CancellationToken ct)
    {
        if (rules.Wrong() is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(brand, ct);
        // One after the other, so that the later of two is told.
        await transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"lead rules {brand}" }, ct);
        var inForce = await LeadTables.RulesAsync(transaction, brand, ct);
        if (expected is { } read && read != inForce.Version) { return LeadProblems.ChangedMeanwhile(inForce, read); }

        var foreign = rules.Sellers.Except(await LeadTables.WorkingForAsync(transaction, brand, rules.Sellers, ct)).ToList();
        if (foreign.Count > 0) { return LeadProblems.NotOfTheBrand(foreign); }

        var put = new LeadRulesVersion(inForce.Version + 1, rules, clock.GetUtcNow(), by);
        await transaction.ExecuteAsync(
            """
            insert into lead_rules (brand_id, version, rules, set_at, set_by) values (@brand, @Version, @rules::jsonb, @SetAt, @SetBy)
            on conflict (brand_id) do update set version = excluded.version, rules = excluded.rules, set_at = excluded.set_at, set_by = excluded.set_by
            """,
            new { brand, put.Version, rules = JsonSerializer.Serialize(put.Rules), put.SetAt, put.SetBy },
            ct);
        await transaction.CommitAsync(ct);
        return put;
    }
}
