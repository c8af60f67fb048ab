using Aspire.Hosting.ApplicationModel;
using Steward.NativeServers;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>A private PostgreSQL server.</summary>
    public class PostgresServerResource : ContainerResource, IResourceWithConnectionString, INativeServerResource
    {
        // A restarted server has the port and the password of the first one, so the first one answers for all.
        private readonly TaskCompletionSource<PostgresServer> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<PostgresDatabaseResource> databases = [];

        internal PostgresServerResource(string name)
            : base(name)
        {
        }

        /// <inheritdoc />
        public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) => ConnectionStringAsync("postgres", cancellationToken);

        async Task<NativeServer> INativeServerResource.LaunchAsync(ServerLaunch launch, CancellationToken cancellationToken)
        {
            var server = await PostgresServer.StartAsync(new PostgresOptions(launch.DataFolder, launch.Port, launch.Password, Durable: true) { Log = launch.Log }, cancellationToken);
            try
            {
                foreach (var database in databases)
                {
                    await server.CreateDatabaseIfMissingAsync(database.DatabaseName, cancellationToken);
                }
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }

            started.TrySetResult(server);
            return server;
        }

        internal void Add(PostgresDatabaseResource database) => databases.Add(database);

        internal async ValueTask<string?> ConnectionStringAsync(string database, CancellationToken cancellationToken) =>
            (await started.Task.WaitAsync(cancellationToken)).ConnectionString(database);
    }

    /// <summary>A database on a <see cref="PostgresServerResource"/>, made when it is missing.</summary>
    public class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource postgresParentResource)
        : Resource(name), IResourceWithParent, IResourceWithConnectionString, IResourceWithWaitSupport
    {
        /// <summary>The database's name on the server.</summary>
        public string DatabaseName { get; } = databaseName;

        /// <summary>The server.</summary>
        public PostgresServerResource Parent { get; } = postgresParentResource;

        IResource IResourceWithParent.Parent => Parent;

        /// <inheritdoc />
        public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
            Parent.ConnectionStringAsync(DatabaseName, cancellationToken);
    }
}

namespace Aspire.Hosting
{
    /// <summary>Adds PostgreSQL.</summary>
    public static class PostgresBuilderExtensions
    {
        /// <summary>Adds a private PostgreSQL server. <c>Ports:&lt;name&gt;</c> in configuration fixes its port.</summary>
        public static IResourceBuilder<PostgresServerResource> AddPostgres(this IDistributedApplicationBuilder builder, string name) =>
            builder.AddResource(new PostgresServerResource(name));

        /// <summary>Adds a database to the server.</summary>
        public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
            this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
        {
            var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
            builder.Resource.Add(database);
            return builder.ApplicationBuilder.AddResource(database);
        }

        /// <summary>Keeps the data from one start to the next, as the stand-in always does.</summary>
        public static IResourceBuilder<PostgresServerResource> WithDataVolume(
            this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) => builder;
    }
}
