using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Steward.ServiceDefaults.Storage;

/// <summary>Registers a service's database.</summary>
public static class DatabaseSetup
{
    /// <summary>The <see cref="Database"/> of a connection string, as the roles <c>steward_app</c> and <c>steward_ingest</c> whatever user the string names (that one owns the schema and is for migrations).</summary>
    internal static void AddDatabase(this WebApplicationBuilder builder, string connectionName)
    {
        ColumnTypes.Register();
        builder.Services.AddSingleton(provider =>
        {
            var configuration = provider.GetRequiredService<IConfiguration>();
            var connection = Settings.Required(configuration, $"ConnectionStrings:{connectionName}");
            var password = Settings.Required(configuration, "Postgres:AppPassword");
            var logging = provider.GetRequiredService<ILoggerFactory>();
            return new Database(
                Source(connection, Migrations.AppRole, password, 30, logging),
                Source(connection, Migrations.IngestRole, password, 10, logging),
                provider.GetRequiredService<TimeProvider>());
        });
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("postgres");
    }

    private static NpgsqlDataSource Source(string connection, string role, string password, int poolSize, ILoggerFactory logging)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            Username = role,
            Password = password,
            MaxPoolSize = poolSize,
            // Statements repeat; preparing them saves planning them again.
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 3,
            Timeout = 5,
            CommandTimeout = 30,
            // Two round trips saved at each open; transactions reset what they set.
            NoResetOnClose = true,
        };
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).UseLoggerFactory(logging).Build();
    }

    private sealed class DatabaseHealth(Database database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            try
            {
                await using var connection = await database.OpenAsync(cancellationToken);
                await using var ping = new NpgsqlCommand("select 1", connection);
                await ping.ExecuteScalarAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (NpgsqlException exception)
            {
                return HealthCheckResult.Unhealthy("PostgreSQL does not answer.", exception);
            }
        }
    }
}
