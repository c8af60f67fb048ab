using Aspire.Hosting.ApplicationModel;
using Steward.NativeServers;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>A private RabbitMQ server.</summary>
    public class RabbitMQServerResource : ContainerResource, IResourceWithConnectionString, INativeServerResource
    {
        private readonly TaskCompletionSource<RabbitMqServer> started = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal RabbitMQServerResource(string name)
            : base(name)
        {
        }

        /// <inheritdoc />
        public async ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
            (await started.Task.WaitAsync(cancellationToken)).ConnectionString;

        async Task<NativeServer> INativeServerResource.LaunchAsync(ServerLaunch launch, CancellationToken cancellationToken)
        {
            var server = await RabbitMqServer.StartAsync(new RabbitMqOptions(launch.DataFolder, launch.Port, launch.Password) { Log = launch.Log }, cancellationToken);
            started.TrySetResult(server);
            return server;
        }
    }
}

namespace Aspire.Hosting
{
    /// <summary>Adds RabbitMQ.</summary>
    public static class RabbitMQBuilderExtensions
    {
        /// <summary>Adds a private RabbitMQ server. <c>Ports:&lt;name&gt;</c> in configuration fixes its port.</summary>
        public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(this IDistributedApplicationBuilder builder, string name) =>
            builder.AddResource(new RabbitMQServerResource(name));

        /// <summary>Keeps the data from one start to the next, as the stand-in always does.</summary>
        public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
            this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false) => builder;

        /// <summary>Aspire adds the broker's management pages; the stand-in's private broker runs without them.</summary>
        public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMQServerResource> builder) => builder;
    }
}
