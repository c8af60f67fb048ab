using Dapper;
using Steward.Channels;
using Steward.Content;
using Steward.Conversions;
using Steward.Members;
using Steward.Moderation;
using Steward.ServiceDefaults;
using Steward.Staffing;

namespace Steward.Architecture.Tests.Databases;

/// <summary>What keeps brands apart, proved on the catalogue of every service's database instead of on its sources.</summary>
public sealed class BrandIsolationTests
{
    private static readonly Dictionary<string, Service> Services = new[]
    {
        ChannelsService.Definition, ContentService.Definition, ConversionsService.Definition, MembersService.Definition, ModerationService.Definition, StaffingService.Definition,
    }.ToDictionary(service => service.Name);

    /// <summary>Tables that name a brand outside of row-level security, and why. They hold nothing that a brand wrote.</summary>
    private static readonly Dictionary<string, string> Technical = new()
    {
        ["channels.account_routes"] = "callbacks come with the account's id alone: this says whose it is",
        ["channels.archive_cursors"] = "how far each archive is read: the reader asks over all brands",
        ["channels.archive_notes"] = "a queue: which messages were taken back and who agreed, by ids, worked off over all brands",
        ["channels.reconciliation_turns"] = "a timer: which accounts are due to be compared, over all brands",
        ["channels.roster_fetches"] = "a timer: which rosters are due, over all brands",
        ["channels.consent_checks"] = "a timer: of which groups the archive is to be asked who agrees, over all brands",
        ["channels.media_fetches"] = "a timer: which files of messages are to be fetched, over all brands",
        ["channels.callback_queue"] = "a timer: which callbacks are due, over all brands",
        ["channels.telegram_queue"] = "a timer: which updates are due, over all brands",
        ["channels.command_work"] = "a timer: which commands are due, over all brands",
        ["content.calendar_due"] = "a timer: which posts are due, over all brands",
        ["conversions.link_codes"] = "a redirect knows no brand before it has looked here; anybody who follows the link learns as much",
        ["members.brand_registry"] = "which brands exist, read before any is known",
        ["members.api_key_prefixes"] = "a key's first characters say where to look; neither hash nor scope",
        ["staffing.silence_due"] = "a timer: when who says nothing more has said nothing for long enough, over all brands",
        ["staffing.lead_due"] = "a timer: whom sales are to speak to until when, over all brands",
        ["staffing.operator_brands"] = "which brands a person of the agency may see; belongs to the person",
    };

    public static TheoryData<string> Names => [.. Services.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_table_of_brands_is_under_row_level_security(string name)
    {
        await using var database = await MigratedDatabase.OfAsync(Services[name]);
        var bare = await database.QueryAsync<string>($"""
            select relname from ({Tables}) t
            where has_brand and not relispartition and not (relrowsecurity and exists (
                select from pg_policies p where p.schemaname = 'public' and p.tablename = relname and p.policyname = 'brand_isolation' and p.cmd = 'ALL' and p.roles = array['public'::name]
                and p.qual like '%brand_id = ANY%app_brands()%'))
            """);
        Assert.Equal(Technical.Keys.Where(table => table.StartsWith($"{name}.", StringComparison.Ordinal)).Order(StringComparer.Ordinal), bare.Select(table => $"{name}.{table}").Order(StringComparer.Ordinal));
        Assert.NotEmpty(await database.QueryAsync<string>($"select relname from ({Tables}) t where has_brand and relrowsecurity"));
    }

    // A permissive policy beside it would let rows of other brands through.
    [Theory]
    [MemberData(nameof(Names))]
    public async Task There_is_no_other_policy(string name)
    {
        await using var database = await MigratedDatabase.OfAsync(Services[name]);
        Assert.Empty(await database.QueryAsync<string>("select tablename || ': ' || policyname from pg_policies where policyname <> 'brand_isolation'"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_brand_comes_first_in_every_key_and_index_of_a_table_of_brands(string name)
    {
        await using var database = await MigratedDatabase.OfAsync(Services[name]);
        Assert.Empty(await database.QueryAsync<string>($"""
            select t.relname || ': ' || coalesce(i.indexrelid::regclass::text, 'no primary key') from ({Tables}) t
            left join pg_index i on i.indrelid = t.oid
            left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
            where has_brand and relrowsecurity and (a.attname is distinct from 'brand_id' or not exists (select from pg_index p where p.indrelid = t.oid and p.indisprimary))
            """));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_brand_is_never_null(string name)
    {
        await using var database = await MigratedDatabase.OfAsync(Services[name]);
        Assert.Empty(await database.QueryAsync<string>($"""
            select t.relname from ({Tables}) t join pg_attribute a on a.attrelid = t.oid and a.attname = 'brand_id' where not a.attnotnull or a.atttypid <> 'uuid'::regtype
            """));
    }

    // Whoever names a partition passes by its parent's policy. Partitions are made while the services run, and starts grant rights on what is there.
    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_partition_is_no_way_around_its_parent(string name)
    {
        await using var database = await MigratedDatabase.OfAsync(Services[name]);
        if (name == "channels") { await database.Owner.ExecuteAsync("select make_message_days(array[date '2026-03-02', date '2026-03-03'])"); }

        if (name == "members") { await database.Owner.ExecuteAsync("select maintain_member_group_day(date '2026-03-02', 7)"); }

        await database.MigrateAgainAsync(Services[name]);
        var open = await database.QueryAsync<string>($"select relname from ({Tables}) t where has_brand and relispartition and not relrowsecurity");
        Assert.Equal(name is "channels" or "members", open.Count > 0);
        Assert.Empty(await database.QueryAsync<string>($"""
            select relname from ({Tables}) t where has_brand and relispartition and not relrowsecurity and has_table_privilege('steward_app', oid, 'select, insert, update, delete')
            """));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_role_of_services_owns_nothing_and_cannot_pass_by(string name)
    {
        await using var database = await MigratedDatabase.OfAsync(Services[name]);
        Assert.Empty(await database.QueryAsync<string>("""
            select 'relation ' || relname from pg_class where relowner = 'steward_app'::regrole
            union all select 'function ' || proname from pg_proc where proowner = 'steward_app'::regrole
            union all select 'schema ' || nspname from pg_namespace where nspowner = 'steward_app'::regrole
            union all select 'type ' || typname from pg_type where typowner = 'steward_app'::regrole
            union all select 'database ' || datname from pg_database where datdba = 'steward_app'::regrole
            """));
        Assert.Empty(await database.QueryAsync<string>("""
            select rolname from pg_roles where rolname in ('steward_app', 'steward_ingest') and (rolsuper or rolcreaterole or rolcreatedb or rolreplication)
            union all select rolname from pg_roles where rolname = 'steward_app' and rolbypassrls
            union all select 'member of ' || roleid::regrole::text from pg_auth_members where member in ('steward_app'::regrole, 'steward_ingest'::regrole)
            """));
        Assert.Empty(await database.QueryAsync<string>("select 'create in public' where has_schema_privilege('steward_app', 'public', 'create') or has_schema_privilege('steward_ingest', 'public', 'create')"));
    }

    // It passes by row-level security, because COPY is refused under it: so it may put in, and never look.
    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_role_of_bulk_ingest_can_read_and_change_nothing(string name)
    {
        await using var database = await MigratedDatabase.OfAsync(Services[name]);
        await database.MigrateAgainAsync(Services[name]);
        Assert.Empty(await database.QueryAsync<string>($"""
            select relname from ({Tables}) t
            where has_table_privilege('steward_ingest', oid, 'select, update, delete, truncate, references, trigger') or has_any_column_privilege('steward_ingest', oid, 'select, update, references')
            """));
        var writable = await database.QueryAsync<string>($"select relname from ({Tables}) t where has_table_privilege('steward_ingest', oid, 'insert') order by 1");
        Assert.Equal(name == "channels" ? ["archive_notes", "archive_undecryptable", "media", "media_fetches", "messages", "outbox"] : [], writable);
    }

    // With the owner's rights a function must not find the caller's tables by the owner's names.
    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_function_with_the_owners_rights_looks_nowhere_but_in_public(string name)
    {
        await using var database = await MigratedDatabase.OfAsync(Services[name]);
        Assert.Empty(await database.QueryAsync<string>("""
            select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and not coalesce(proconfig @> array['search_path=public'], false)
            """));
    }

    [Fact]
    public void Every_exception_has_a_reason() => Assert.All(Technical, pair => Assert.True(pair.Value.Length > 20, pair.Key));

    private const string Tables = """
        select c.oid, c.relname, c.relispartition, c.relrowsecurity, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'brand_id' and not a.attisdropped) as has_brand
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        """;
}
