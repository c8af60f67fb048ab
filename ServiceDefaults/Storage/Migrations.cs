using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Steward.ServiceDefaults.Storage;

/// <summary>
/// Forward-only SQL migrations, embedded as <c>Storage/Migrations/NNNN_*.sql</c>, each applied once in its own transaction under an advisory lock.
/// A file that was applied must never change: its checksum is kept and compared.
/// </summary>
public static class Migrations
{
    /// <summary>The role that services use: bound by row-level security, owner of nothing.</summary>
    public const string AppRole = "steward_app";

    /// <summary>The role of bulk ingest: passes row-level security (COPY is refused under it), may only insert where a migration grants it.</summary>
    public const string IngestRole = "steward_ingest";

    private const long LockKey = 0x53_54_57_44;

    /// <summary>Applies what the database lacks: ServiceDefaults' own tables first, then the service's.</summary>
    /// <returns>How many migrations were applied.</returns>
    public static async Task<int> RunAsync(string ownerConnectionString, string appPassword, Assembly service, CancellationToken ct)
    {
        await EnsureRolesAsync(ownerConnectionString, appPassword, ct);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false }.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", ct);
        await ExecuteAsync(connection, "create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())", ct);

        var applied = new Dictionary<string, string>();
        await using (var query = new NpgsqlCommand("select name, checksum from schema_migrations", connection))
        await using (var reader = await query.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct)) { applied[reader.GetString(0)] = reader.GetString(1); }
        }

        var count = 0;
        foreach (var (name, sql) in Scripts(typeof(Migrations).Assembly).Concat(Scripts(service)))
        {
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (applied.TryGetValue(name, out var known))
            {
                if (known != checksum) { throw new InvalidOperationException($"Migration {name} was changed after it had been applied. Undo the change and add a new migration."); }

                continue;
            }

            await ApplyAsync(connection, name, sql, checksum, ct);
            count++;
        }

        await ExecuteAsync(connection, $"grant usage on schema public to {AppRole}, {IngestRole}", ct);
        await ExecuteAsync(connection, $"grant select, insert, update, delete on all tables in schema public to {AppRole}; grant usage on all sequences in schema public to {AppRole}, {IngestRole}", ct);
        await ExecuteAsync(connection, $"revoke all on schema_migrations from {AppRole}", ct);
        // A partition does not share its parent's policy: it is only reached through the parent.
        await ExecuteAsync(
            connection,
            $"do $do$ declare part regclass; begin for part in select oid from pg_class where relispartition and relkind in ('r', 'p') loop execute format('revoke all on %s from {AppRole}', part); end loop; end $do$",
            ct);
        return count;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, string name, string sql, string checksum, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var script = new NpgsqlCommand(sql, connection, transaction)) { await script.ExecuteNonQueryAsync(ct); }

        await using (var record = new NpgsqlCommand("insert into schema_migrations (name, checksum) values ($1, $2)", connection, transaction))
        {
            record.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            record.Parameters.Add(new NpgsqlParameter<string> { TypedValue = checksum });
            await record.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>Roles belong to the server, not to one database: services that migrate at the same time take turns in the maintenance database.</summary>
    private static async Task EnsureRolesAsync(string ownerConnectionString, string appPassword, CancellationToken ct)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(ownerConnectionString) { Database = "postgres", Pooling = false }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(maintenance);
        await using var connection = await source.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", ct);
        var password = appPassword.Replace("'", "''", StringComparison.Ordinal);
        foreach (var (role, options) in new[] { (AppRole, "login nobypassrls"), (IngestRole, "login bypassrls") })
        {
            await ExecuteAsync(connection, $"do $do$ begin if not exists (select from pg_roles where rolname = '{role}') then create role {role} {options}; end if; end $do$", ct);
            await ExecuteAsync(connection, $"alter role {role} {options} password '{password}'", ct);
        }
    }

    private static IEnumerable<(string Name, string Sql)> Scripts(Assembly assembly) =>
        from resource in assembly.GetManifestResourceNames()
        let at = resource.IndexOf(".Migrations.", StringComparison.Ordinal)
        where at >= 0 && resource.EndsWith(".sql", StringComparison.Ordinal)
        let name = resource[(at + ".Migrations.".Length)..]
        orderby name
        select (name, Read(assembly, resource));

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
