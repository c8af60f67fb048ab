using Aspire.Hosting.ApplicationModel;
using Steward.NativeServers;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>A private Redis server.</summary>
    public class RedisResource : ContainerResource, IResourceWithConnectionString, INativeServerResource
    {
        private readonly TaskCompletionSource<RedisServer> started = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal RedisResource(string name)
            : base(name)
        {
        }

        /// <inheritdoc />
        public async ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
            (await started.Task.WaitAsync(cancellationToken)).ConnectionString;

        async Task<NativeServer> INativeServerResource.LaunchAsync(ServerLaunch launch, CancellationToken cancellationToken)
        {
            var server = await RedisServer.StartAsync(new RedisOptions(launch.DataFolder, launch.Port, launch.Password) { Log = launch.Log }, cancellationToken);
            started.TrySetResult(server);
            return server;
        }
    }
}

namespace Aspire.Hosting
{
    /// <summary>Adds Redis.</summary>
    public static class RedisBuilderExtensions
    {
        /// <summary>Adds a private Redis server. <c>Ports:&lt;name&gt;</c> in configuration fixes its port.</summary>
        public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name) =>
            builder.AddResource(new RedisResource(name));

        /// <summary>Keeps the data from one start to the next, as the stand-in always does.</summary>
        public static IResourceBuilder<RedisResource> WithDataVolume(
            this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false) => builder;
    }
}
