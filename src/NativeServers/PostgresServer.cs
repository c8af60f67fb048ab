using Npgsql;

namespace Steward.NativeServers;

/// <summary>A private PostgreSQL.</summary>
public sealed class PostgresServer : NativeServer
{
    private const string Title = "PostgreSQL";
    private const string AptPackage = "postgresql";
    private static readonly HashSet<string> Programs = ["postgres", "initdb"];

    private readonly string _password;

    private PostgresServer(PostgresOptions options, Launch launch, ChildCommand command)
        : base(launch, command, options.Log) => _password = options.Password;

    /// <summary>The superuser.</summary>
    public string Username { get; } = "postgres";

    private protected override string DisplayName => Title;

    // "Fast shutdown": ends sessions, writes a checkpoint.
    private protected override int StopSignal => Signals.Interrupt;

    private protected override TimeSpan StopPatience => TimeSpan.FromSeconds(30);

    /// <summary>Starts the server, making the cluster the first time, and returns when it takes connections.</summary>
    /// <exception cref="MissingPrerequisiteException">PostgreSQL 15 or later is not installed.</exception>
    /// <exception cref="PortTakenException">The wanted port is in use.</exception>
    /// <exception cref="ServerStartException">It did not become ready, or the cluster has another password.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresOptions options, CancellationToken ct)
    {
        var initdb = NativeServers.ProgramFolders.From(options.ProgramFolders).Find("initdb", AptPackage);
        Passwords.Checked(options.Password);

        var folder = await PostgresAccount.ReachableAsync(options.DataDirectory, options.Log, ct);
        return await LaunchAsync(folder, options.Port, Title, Programs, Signals.Interrupt, async launch =>
        {
            var cluster = await PostgresCluster.MakeAsync(launch.Folder, options, initdb, ct);
            var postgres = NativeServers.ProgramFolders.From(options.ProgramFolders, PostgresCluster.Version(cluster)).Find("postgres", AptPackage);
            var command = PostgresAccount.As(postgres, Arguments(cluster, launch.Port, options.Durable), "/");
            return new PostgresServer(options, launch, command);
        }, ct);
    }

    /// <summary>An Npgsql connection string for the superuser.</summary>
    public string ConnectionString(string database) => Settings(database).ConnectionString;

    /// <summary>Makes an empty database unless one of that name is there.</summary>
    public async Task CreateDatabaseIfMissingAsync(string name, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Unpooled("postgres"));
        await connection.OpenAsync(ct);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await exists.ExecuteScalarAsync(ct) is not null)
        {
            return;
        }

        await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
        try
        {
            await create.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Someone else made it between the question and the order.
        }
    }

    private protected override async Task<bool> ProbeAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Unpooled("postgres"));
        try
        {
            await connection.OpenAsync(ct);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw Fail($"The data in {DataDirectory} was made with another password.");
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string[] Arguments(string cluster, int port, bool durable)
    {
        string[] settings =
        [
            $"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "shared_buffers=256MB", "max_connections=300",
            // New tables fill within seconds; without statistics row-level security makes the planner read a brand whole instead of using its keys.
            "autovacuum_naptime=5s",
            "password_encryption=scram-sha-256", "timezone=UTC", "log_timezone=UTC", "logging_collector=off", "log_destination=stderr",

            // In the data directory instead of /dev/shm, which a container may keep at 64 MB and where a crash would leave segments behind.
            "dynamic_shared_memory_type=mmap",
            .. durable ? Array.Empty<string>() : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
        ];
        return ["-D", cluster, .. settings.SelectMany(setting => new[] { "-c", setting })];
    }

    private NpgsqlConnectionStringBuilder Settings(string database) =>
        new() { Host = "127.0.0.1", Port = Port, Username = Username, Password = _password, Database = database };

    private string Unpooled(string database)
    {
        var settings = Settings(database);
        settings.Pooling = false;
        return settings.ConnectionString;
    }
}
