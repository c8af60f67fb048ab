using System.Collections.Concurrent;
using Npgsql;
using Steward.NativeServers;

namespace Steward.Testing;

/// <summary>One PostgreSQL for the test process, without fsync; a template database for each service, migrated once; a fresh database for each test.</summary>
public static class TestPostgres
{
    private static readonly Lazy<Task<PostgresServer>> Shared =
        RunServers.Of(folder => PostgresServer.StartAsync(new PostgresOptions(folder, 0, "test", Durable: false), CancellationToken.None), "postgres");

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();
    private static int _databases;

    /// <summary>The server itself.</summary>
    public static Task<PostgresServer> ServerAsync() => Shared.Value;

    /// <summary>A fresh database, copied from the template of that name. Dispose it after the test.</summary>
    /// <param name="templateName">One name for one set of migrations: the service's.</param>
    /// <param name="migrate">Gets the connection string of an empty database and brings it up to date; called once for each name in a process.</param>
    public static async Task<TestDatabase> DatabaseAsync(string templateName, Func<string, Task> migrate)
    {
        var server = await Shared.Value;
        var template = await Templates.GetOrAdd(templateName, name => new Lazy<Task<string>>(() => MakeTemplateAsync(server, name, migrate))).Value;
        return await CreateAsync(server, $"{templateName}_{Interlocked.Increment(ref _databases)}", template);
    }

    /// <summary>A fresh, empty database. Dispose it after the test.</summary>
    public static async Task<TestDatabase> EmptyDatabaseAsync() =>
        await CreateAsync(await Shared.Value, $"empty_{Interlocked.Increment(ref _databases)}", "template1");

    private static async Task<TestDatabase> CreateAsync(PostgresServer server, string name, string template)
    {
        await ExecuteAsync(server, $"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"");
        return new TestDatabase(server, name);
    }

    private static async Task<string> MakeTemplateAsync(PostgresServer server, string templateName, Func<string, Task> migrate)
    {
        var name = $"template_{templateName}";
        await server.CreateDatabaseIfMissingAsync(name, CancellationToken.None);

        // A database is copied only while nobody is connected to it: no pool may keep a connection.
        await migrate(new NpgsqlConnectionStringBuilder(server.ConnectionString(name)) { Pooling = false }.ConnectionString);
        await ExecuteAsync(server, $"ALTER DATABASE \"{name}\" ALLOW_CONNECTIONS false");
        await ExecuteAsync(server, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        return name;
    }

    internal static async Task ExecuteAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A database for one test; dropped, with whatever is still connected to it, when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;

    internal TestDatabase(PostgresServer server, string name)
    {
        _server = server;
        Name = name;
        ConnectionString = server.ConnectionString(name);
    }

    /// <summary>Its name on the server.</summary>
    public string Name { get; }

    /// <summary>For Npgsql, as the superuser.</summary>
    public string ConnectionString { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await TestPostgres.ExecuteAsync(_server, $"DROP DATABASE IF EXISTS \"{Name}\" WITH (FORCE)");
}
