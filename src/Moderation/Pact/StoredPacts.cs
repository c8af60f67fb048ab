using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Pact;

/// <summary>How versions lie in the table <c>pacts</c>, and which of them holds where.</summary>
internal static class StoredPacts
{
    /// <summary>Over a group <c>g</c>: that it has no published version of its own, so that the brand's holds there.</summary>
    public const string HasNoOwn = "not exists (select from pacts o where o.brand_id = g.brand_id and o.group_id = g.group_id and o.state = 'published')";

    /// <summary>Over a group <c>g</c>: that a version of the scope <c>@scope</c> holds there; null is the whole brand.</summary>
    public const string HoldsThere = $"(g.group_id = @scope or @scope::uuid is null and {HasNoOwn})";

    /// <summary>Changes of a brand's pact come one after the other.</summary>
    public static Task LockAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct) =>
        transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"pact {brand}" }, ct);

    public static Task<PactVersion?> FindAsync(BrandId brand, int version, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<PactVersion>($"select {PactVersion.Columns} from pacts where brand_id = @brand and version = @version", new { brand, version }, ct);

    /// <summary>The version if it holds; it goes on holding until the transaction ends.</summary>
    public static Task<PactVersion?> HoldAsync(BrandId brand, int version, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<PactVersion>($"select {PactVersion.Columns} from pacts where brand_id = @brand and version = @version and state = 'published' for share", new { brand, version }, ct);

    public static Task<PactVersion?> DraftAsync(BrandId brand, Guid? group, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<PactVersion>(
            $"select {PactVersion.Columns} from pacts where brand_id = @brand and group_id is not distinct from @group::uuid and state = 'draft'", new { brand, group }, ct);

    /// <summary>What holds in a group, or in groups without their own.</summary>
    public static Task<PactVersion?> InForceAsync(BrandId brand, Guid? group, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<PactVersion>(
            $"select {PactVersion.Columns} from pacts where brand_id = @brand and (group_id = @group or group_id is null) and state = 'published' order by group_id nulls last limit 1", new { brand, group }, ct);

    public static async Task<Problem?> UnknownAsync(BrandId brand, Guid? group, BrandTransaction transaction, CancellationToken ct) =>
        group is not { } id || await transaction.SingleAsync<bool>("select exists (select from pact_groups where brand_id = @brand and group_id = @id)", new { brand, id }, ct) ? null : PactProblems.NoGroup(id);
}
