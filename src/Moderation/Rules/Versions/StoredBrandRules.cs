using Npgsql;
using Steward.Kernel;
using Steward.Moderation.Classification;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Rules.Versions;

/// <summary>Reads all that holds for a brand, in one statement and so as of one moment.</summary>
internal static class StoredBrandRules
{
    /// <summary>What reads the heads of the brand <c>$1</c> and of the agency, as two columns.</summary>
    public const string Heads = "coalesce((select generation from rule_heads where brand_id = $1), 0), (select generation from agency_rule_head)";

    /// <summary>The heads of a brand's and the agency's rules.</summary>
    public static async Task<(long Brand, long Agency)> HeadsAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct)
    {
        await using var query = transaction.Command($"select {Heads}");
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        await using var reader = await query.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public static async Task<BrandRules> LoadAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct)
    {
        await using var query = transaction.Command(
            $"""
            with layers as (
                select 0 as level, '00000000-0000-0000-0000-000000000000'::uuid as pack_id, version, state, rules from agency_rule_versions where state in ('published', 'shadow')
                union all
                select case when pack_id = '00000000-0000-0000-0000-000000000000' then 1 else 2 end, pack_id, version, state, rules from rule_versions where brand_id = $1 and state in ('published', 'shadow'))
            select {Heads}, l.level, l.pack_id, l.version, l.state, l.rules,
                   case when row_number() over () = 1 then (select array_agg(group_id order by group_id) from group_packs where brand_id = $1) end,
                   case when row_number() over () = 1 then (select array_agg(pack_id order by group_id) from group_packs where brand_id = $1) end,
                   case when row_number() over () = 1 then (select model from learning_models m join learning_heads h using (brand_id, version) where m.brand_id = $1) end
            from (select) one left join layers l on true
            """);
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        return new BrandRules(await ReadAsync(query, ct));
    }

    private static async Task<BrandLayers> ReadAsync(NpgsqlCommand query, CancellationToken ct)
    {
        var (layers, packs, shadows) = (BrandLayers.None, new Dictionary<Guid, RuleLayer>(), new List<TrialLayer>());
        var packOfGroup = new Dictionary<Guid, Guid>();
        await using var reader = await query.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            layers = layers with { Generation = reader.GetInt64(0), AgencyGeneration = reader.GetInt64(1) };
            if (!await reader.IsDBNullAsync(7, ct))
            {
                foreach (var (group, pack) in reader.GetFieldValue<Guid[]>(7).Zip(reader.GetFieldValue<Guid[]>(8))) { packOfGroup[group] = pack; }
            }

            if (!await reader.IsDBNullAsync(9, ct))
            {
                var model = ModelFile.TryRead(reader.GetFieldValue<byte[]>(9));
                layers = layers with { Model = model ?? layers.Model, IsModelUnreadable = model is null };
            }

            if (await reader.IsDBNullAsync(2, ct)) { continue; }

            var layer = new RuleLayer((RuleLevel)reader.GetInt32(2), reader.GetInt32(4), RuleDocument.Load(reader.GetString(6)));
            if (reader.GetString(5) == VersionState.Shadow) { shadows.Add(new TrialLayer(reader.GetGuid(3), layer)); }
            else if (layer.Level == RuleLevel.Pack) { packs[reader.GetGuid(3)] = layer; }
            else { layers = layer.Level == RuleLevel.Agency ? layers with { Agency = layer } : layers with { Brand = layer }; }
        }

        return layers with { Packs = packs, PackOfGroup = packOfGroup, Shadows = shadows };
    }
}
