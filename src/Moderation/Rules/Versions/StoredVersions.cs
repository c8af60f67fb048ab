using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Rules.Versions;

/// <summary>One level's versions in the database, within a transaction. The agency's lie in tables of their own, outside of row-level security, because they are no brand's.</summary>
internal sealed class StoredVersions(RuleScope scope, BrandTransaction transaction)
{
    private const string Columns = "version, state, rule_count, term_count, based_on, reason, created_at, created_by, published_at, published_by, shadowed_at";
    private readonly bool _agency = scope.Level == RuleLevel.Agency;

    private string Table => _agency ? "agency_rule_versions" : "rule_versions";

    private string Where => _agency ? "true" : "brand_id = @brand and pack_id = @pack";

    private (string Columns, string Values) Key => _agency ? (string.Empty, string.Empty) : ("brand_id, pack_id, ", "@brand, @pack, ");

    /// <summary>Whoever changes these rules waits here for the one who does so already.</summary>
    public Task LockAsync(CancellationToken ct) => transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"rules of {scope.Level} {scope.Brand} {scope.Pack}" }, ct);

    public Task<bool> PackExistsAsync(CancellationToken ct) => transaction.SingleAsync<bool>("select @pack = '00000000-0000-0000-0000-000000000000'::uuid or exists (select from rule_packs where brand_id = @brand and pack_id = @pack)", Args(0), ct);

    public Task<int> LatestAsync(CancellationToken ct) => transaction.SingleAsync<int>($"select coalesce(max(version), 0) from {Table} where {Where}", Args(0), ct);

    public Task<RuleVersion?> FindAsync(int version, CancellationToken ct) => transaction.SingleOrDefaultAsync<RuleVersion>($"select {Columns} from {Table} where {Where} and version = @version", Args(version), ct);

    public Task<RuleVersion?> InForceAsync(CancellationToken ct) => transaction.SingleOrDefaultAsync<RuleVersion>($"select {Columns} from {Table} where {Where} and state = 'published'", Args(0), ct);

    public Task<string> DocumentAsync(int version, CancellationToken ct) => transaction.SingleAsync<string>($"select rules from {Table} where {Where} and version = @version", Args(version), ct);

    public Task<IReadOnlyList<RuleVersion>> ListAsync(int before, int limit, CancellationToken ct) => transaction.QueryAsync<RuleVersion>(
        $"select {Columns} from {Table} where {Where} and (@before = 0 or version < @before) order by version desc limit @limit", new { brand = scope.Brand, pack = scope.Pack, before, limit }, ct);

    public Task<IReadOnlyList<RuleChange>> ChangesAsync(int limit, CancellationToken ct) => transaction.QueryAsync<RuleChange>(
        $"select action, version, at, by, reason from {(_agency ? "agency_rule_changes" : "rule_changes")} where {Where} order by change_id desc limit @limit", new { brand = scope.Brand, pack = scope.Pack, limit }, ct);

    /// <summary>Writes a new version, or a draft anew.</summary>
    public Task PutAsync(RuleVersion version, string document, CancellationToken ct) => transaction.ExecuteAsync(
        $"""
        insert into {Table} ({Key.Columns}version, state, rules, rule_count, term_count, based_on, reason, created_at, created_by, published_at, published_by)
        values ({Key.Values}@Version, @State, @document, @RuleCount, @TermCount, @BasedOn, @Reason, @CreatedAt, @CreatedBy, @PublishedAt, @PublishedBy)
        on conflict ({Key.Columns}version) do update set
            rules = excluded.rules, rule_count = excluded.rule_count, term_count = excluded.term_count, reason = excluded.reason, created_at = excluded.created_at, created_by = excluded.created_by
        """,
        new
        {
            brand = scope.Brand, pack = scope.Pack, version.Version, version.State, document, version.RuleCount, version.TermCount, version.BasedOn, version.Reason, version.CreatedAt, version.CreatedBy, version.PublishedAt, version.PublishedBy,
        },
        ct);

    public Task SetStateAsync(int version, string state, CancellationToken ct) =>
        transaction.ExecuteAsync($"update {Table} set state = @state where {Where} and version = @version", new { brand = scope.Brand, pack = scope.Pack, version, state }, ct);

    public Task SetShadowAsync(int version, DateTimeOffset at, CancellationToken ct) => transaction.ExecuteAsync(
        $"update {Table} set state = 'shadow', shadowed_at = coalesce(shadowed_at, @at) where {Where} and version = @version", new { brand = scope.Brand, pack = scope.Pack, version, at }, ct);

    public Task<int?> InShadowAsync(CancellationToken ct) => transaction.SingleOrDefaultAsync<int?>($"select version from {Table} where {Where} and state = 'shadow'", Args(0), ct);

    public Task SetPublishedAsync(int version, DateTimeOffset at, string by, CancellationToken ct) => transaction.ExecuteAsync(
        $"update {Table} set state = 'published', published_at = @at, published_by = @by where {Where} and version = @version", new { brand = scope.Brand, pack = scope.Pack, version, at, by }, ct);

    /// <summary>Writes into the book who did what and why.</summary>
    public Task RecordAsync(RuleChange change, CancellationToken ct) => transaction.ExecuteAsync(
        _agency
            ? "insert into agency_rule_changes (action, version, at, by, reason) values (@Action, @Version, @At, @By, @Reason)"
            : "insert into rule_changes (brand_id, pack_id, action, version, at, by, reason) values (@brand, @pack, @Action, @Version, @At, @By, @Reason)",
        new { brand = scope.Brand, pack = scope.Pack, change.Action, change.Version, change.At, change.By, change.Reason },
        ct);

    /// <summary>Tells every replica: the batch after this commit screens by what holds then.</summary>
    public Task MoveHeadAsync(CancellationToken ct) => MoveHeadAsync(scope, transaction, ct);

    public static Task MoveHeadAsync(RuleScope scope, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        scope.Level == RuleLevel.Agency
            ? "update agency_rule_head set generation = generation + 1"
            : "insert into rule_heads (brand_id, generation) values (@brand, 1) on conflict (brand_id) do update set generation = rule_heads.generation + 1",
        new { brand = scope.Brand },
        ct);

    private object Args(int version) => new { brand = scope.Brand, pack = scope.Pack, version };
}
