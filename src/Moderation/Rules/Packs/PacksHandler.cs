using Steward.Kernel;
using Steward.Moderation.Rules.Versions;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Rules.Packs;

/// <summary>A named set of rules for some of a brand's groups.</summary>
internal sealed record RulePack
{
    public Guid PackId { get; init; }
    public string Name { get; init; } = string.Empty;
    public int Groups { get; init; }
}

/// <summary>Packs and which groups have them. A group has at most one, which the key of the table says.</summary>
internal sealed class PacksHandler(Database database, TimeProvider clock)
{
    public const int LongestName = 100;
    public const int MostGroups = 10_000;

    /// <param name="pack">All zeros: a new one.</param>
    public async Task<Result<RulePack>> PutAsync(BrandId brand, Guid pack, string name, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl)) { return RuleProblems.NameWrong(); }

        await using var transaction = await database.BeginAsync(brand, ct);
        var isNew = pack == Guid.Empty;
        if (isNew) { pack = Guid.CreateVersion7(clock.GetUtcNow()); }

        var touched = await transaction.ExecuteAsync(
            isNew ? "insert into rule_packs (brand_id, pack_id, name) values (@brand, @pack, @name)" : "update rule_packs set name = @name where brand_id = @brand and pack_id = @pack",
            new { brand, pack, name },
            ct);
        if (touched == 0) { return RuleProblems.NoPack(pack); }

        var groups = await transaction.SingleAsync<int>("select count(*)::int from group_packs where brand_id = @brand and pack_id = @pack", new { brand, pack }, ct);
        await transaction.CommitAsync(ct);
        return new RulePack { PackId = pack, Name = name, Groups = groups };
    }

    public async Task<IReadOnlyList<RulePack>> ListAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await transaction.QueryAsync<RulePack>(
            """
            select p.pack_id, p.name, count(g.group_id)::int as groups from rule_packs p left join group_packs g using (brand_id, pack_id)
            where p.brand_id = @brand group by p.pack_id, p.name order by p.name, p.pack_id
            """,
            new { brand },
            ct);
    }

    /// <summary>Gives groups a pack (all zeros: takes theirs away). Holds from the next batch on, as a publish does.</summary>
    /// <returns>How many groups have another pack than before.</returns>
    public async Task<Result<int>> AssignAsync(BrandId brand, Guid pack, IReadOnlyList<Guid> groups, CancellationToken ct)
    {
        if (groups.Count is 0 or > MostGroups) { return RuleProblems.GroupsWrong(groups.Count); }

        await using var transaction = await database.BeginAsync(brand, ct);
        var args = new { brand, pack, groups = groups.Distinct().Order().ToArray() };
        if (pack != Guid.Empty && !await transaction.SingleAsync<bool>("select exists (select from rule_packs where brand_id = @brand and pack_id = @pack for key share)", args, ct)) { return RuleProblems.NoPack(pack); }

        var changed = await transaction.ExecuteAsync(
            pack == Guid.Empty
                ? "delete from group_packs where brand_id = @brand and group_id = any (@groups)"
                : """
                insert into group_packs (brand_id, group_id, pack_id) select @brand, g, @pack from unnest(@groups) g
                on conflict (brand_id, group_id) do update set pack_id = excluded.pack_id where group_packs.pack_id <> excluded.pack_id
                """,
            args,
            ct);
        if (changed > 0) { await StoredVersions.MoveHeadAsync(RuleScope.Of(brand), transaction, ct); }

        await transaction.CommitAsync(ct);
        return changed;
    }
}
