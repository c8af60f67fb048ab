using Dapper;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Steward.ServiceDefaults;
using Steward.Testing;

namespace Steward.Architecture.Tests.Databases;

/// <summary>A service's database as its migrations make it, read through PostgreSQL's own catalogue.</summary>
internal sealed class MigratedDatabase : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private MigratedDatabase(TestDatabase database, NpgsqlConnection owner) => (_database, Owner) = (database, owner);

    /// <summary>A connection as the owner.</summary>
    public NpgsqlConnection Owner { get; }

    public static async Task<MigratedDatabase> OfAsync(Service service)
    {
        var database = await TestPostgres.DatabaseAsync(service.Name, connection => MigrateAsync(service, connection));
        var owner = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await owner.OpenAsync();
        return new MigratedDatabase(database, owner);
    }

    /// <summary>Brings it up to date again, as every start of the suite does.</summary>
    public Task MigrateAgainAsync(Service service) => MigrateAsync(service, _database.ConnectionString);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql) => (await Owner.QueryAsync<T>(sql)).AsList();

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static Task<int> MigrateAsync(Service service, string connection) => service.MigrateAsync(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"ConnectionStrings:{service.Database}"] = connection, ["Postgres:AppPassword"] = "test-app-password" }).Build(),
        CancellationToken.None);
}
