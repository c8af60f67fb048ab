using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromMinutes(2);

    private readonly HostApplicationBuilder host;
    private readonly DistributedApplicationOptions options;
    private readonly List<IResource> resources = [];

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        this.options = options;
        AppHostDirectory = Path.GetFullPath(options.ProjectDirectory ?? DirectoryOfEntryProject() ?? Environment.CurrentDirectory);
        host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = options.Args,
            ContentRootPath = AppHostDirectory,
            EnvironmentName = Environments.Development,
        });
        // The generic host reports a failed start with a stack trace; RunAsync says the same in words people can act on.
        host.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None).AddSimpleConsole();
        host.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        host.Services.Configure<ConsoleLifetimeOptions>(o => o.SuppressStatusMessages = true);
        host.Services.Configure<HostOptions>(o => o.ShutdownTimeout = ShutdownTimeout);
    }

    public ConfigurationManager Configuration => host.Configuration;

    public string AppHostDirectory { get; }

    IHostEnvironment IDistributedApplicationBuilder.Environment => host.Environment;

    public IServiceCollection Services => host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new();

    public IList<IResource> Resources => resources;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (resources.Any(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"There are two resources named '{resource.Name}'.");
        }

        resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        var data = DataFolder.PathFrom(Configuration, AppHostDirectory);
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton(new DistributedApplicationModel(resources));
        Services.AddSingleton(EngineSettings.From(Configuration));
        Services.TryAddSingleton(s => ConsoleStream.ToTerminal(s.GetRequiredService<EngineSettings>()));
        Services.AddSingleton(s => new LogStore(Path.Combine(data, "logs"), s.GetRequiredService<ConsoleStream>()));
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton(s => new ResourceLoggerService(s.GetRequiredService<LogStore>()));
        Services.AddSingleton<HealthProbe>();
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton<LaunchPlan>();
        Services.AddSingleton(new SecretStore(data));
        Services.AddSingleton<EngineParts>();
        Services.AddSingleton(s => ActivatorUtilities.CreateInstance<AppEngine>(s, data, options));
        Services.AddHostedService(s => s.GetRequiredService<AppEngine>());
        return new DistributedApplication(host.Build());
    }

    // The build writes the AppHost project's path into its assembly, under the name Aspire's own SDK uses.
    private static string? DirectoryOfEntryProject() =>
        Assembly.GetEntryAssembly()?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => string.Equals(a.Key, "apphostprojectpath", StringComparison.OrdinalIgnoreCase))?.Value;
}
