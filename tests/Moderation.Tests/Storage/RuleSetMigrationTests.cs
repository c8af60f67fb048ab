using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Kinds;
using Steward.ServiceDefaults.Storage;
using Steward.Testing;

namespace Steward.Moderation.Tests.Storage;

public sealed class RuleSetMigrationTests
{
    [Fact]
    public async Task Rules_that_were_published_before_there_were_drafts_hold_as_they_did()
    {
        await using var database = await TestPostgres.EmptyDatabaseAsync();
        await Migrations.RunAsync(database.ConnectionString, "test-app-password", typeof(Kernel.BrandId).Assembly, CancellationToken.None);
        await using var owner = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await owner.OpenAsync();
        await ApplyFirstAsync(owner);
        var brand = Guid.NewGuid();
        await owner.ExecuteAsync(
            """
            insert into rule_sets (brand_id, version, rules, published_at, published_by) values
                (@brand, 1, '{"Links": [], "Keywords": [{"Terms": ["旧"], "RuleId": "ad-1", "OffenceClass": "advert"}]}', now(), 'eve'),
                (@brand, 2, '{"Links": [{"RuleId": "link-1", "OffenceClass": "diversion", "BlockedDomains": ["evil.com"], "AllowedDomains": ["brand.cn"], "BlockUnlisted": true}],
                              "Keywords": [{"Terms": ["兼职", "刷单"], "RuleId": "ad-1", "OffenceClass": "advert"}, {"Terms": ["傻子"], "RuleId": "abuse-1", "OffenceClass": "abuse"}]}', now(), 'eve')
            """,
            new { brand });
        await Migrations.RunAsync(database.ConnectionString, "test-app-password", typeof(ModerationService).Assembly, CancellationToken.None);

        var versions = (await owner.QueryAsync<(int Version, string State, string Rules, int RuleCount, int TermCount, string By)>("select version, state, rules, rule_count, term_count, published_by from rule_versions order by version")).AsList();
        Assert.Equal([(1, "superseded", 1, 1, "eve"), (2, "published", 3, 3, "eve")], versions.Select(one => (one.Version, one.State, one.RuleCount, one.TermCount, one.By)));
        var (rules, errors) = RuleDocument.Read(versions[1].Rules);
        Assert.Empty(errors);
        Assert.Equal(["ad-1: 兼职,刷单", "abuse-1: 傻子"], rules.Rules.OfType<KeywordRule>().Select(rule => $"{rule.RuleId}: {string.Join(',', rule.Terms.Select(term => term.Text))}"));
        var link = Assert.Single(rules.Rules.OfType<LinkRule>());
        Assert.Equal(("link-1", "evil.com", "brand.cn", true), (link.RuleId, Assert.Single(link.BlockedDomains), Assert.Single(link.AllowedDomains), link.BlockUnlisted));
        Assert.Equal(2, await owner.ExecuteScalarAsync<long>("select generation from rule_heads"));
        Assert.Null(await owner.ExecuteScalarAsync<string>("select to_regclass('rule_sets')::text"));
    }

    /// <summary>The database as it was before, with its first migration written down as applied.</summary>
    private static async Task ApplyFirstAsync(NpgsqlConnection owner)
    {
        const string Name = "0001_moderation.sql";
        var assembly = typeof(ModerationService).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(name => name.EndsWith($".{Name}", StringComparison.Ordinal)))!);
        var sql = (await reader.ReadToEndAsync()).ReplaceLineEndings("\n");
        await owner.ExecuteAsync(sql);
        await owner.ExecuteAsync("insert into schema_migrations (name, checksum) values (@Name, @checksum)", new { Name, checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))) });
    }
}
