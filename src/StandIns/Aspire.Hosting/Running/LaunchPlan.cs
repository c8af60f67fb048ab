using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Steward.NativeServers;

namespace Aspire.Hosting.Running;

/// <summary>What exactly is started for a resource: program, arguments, folder and environment.</summary>
internal sealed class LaunchPlan(EngineSettings settings, IConfiguration configuration, DistributedApplicationExecutionContext context)
{
    /// <summary>The command of one replica.</summary>
    /// <exception cref="DistributedApplicationException">A project has not been built, or a value is missing.</exception>
    public async Task<ChildCommand> CommandAsync(IResource resource, int replica, CancellationToken ct)
    {
        var arguments = await ArgumentsAsync(resource, ct);
        var environment = await EnvironmentAsync(resource, replica, ct);
        return resource switch
        {
            ProjectResource project => Project(project, arguments, environment),
            ExecutableResource program => new ChildCommand(program.Command, arguments, program.WorkingDirectory) { Environment = environment },
            _ => throw new DistributedApplicationException($"The stand-in does not know how to run '{resource.Name}' ({resource.GetType().Name})."),
        };
    }

    private ChildCommand Project(ProjectResource project, List<string> arguments, Dictionary<string, string?> environment)
    {
        var file = project.Annotations.OfType<ProjectPathAnnotation>().Last().ProjectFile;
        return new ChildCommand(DotNet.Host, [DotNet.AssemblyOf(file, settings.Binaries), .. arguments], Path.GetDirectoryName(file)!) { Environment = environment };
    }

    private static async Task<List<string>> ArgumentsAsync(IResource resource, CancellationToken ct)
    {
        List<string> arguments = [];
        foreach (var argument in resource.Annotations.OfType<ArgumentsAnnotation>().SelectMany(a => a.Arguments))
        {
            arguments.Add(await TextAsync(argument, ct));
        }

        return arguments;
    }

    private async Task<Dictionary<string, string?>> EnvironmentAsync(IResource resource, int replica, CancellationToken ct)
    {
        // The host's own listening addresses must not become those of the programs it starts.
        Dictionary<string, string?> environment = new() { ["ASPNETCORE_URLS"] = null, ["OTEL_SERVICE_NAME"] = resource.Name };
        AddEndpoints(resource, replica, environment);
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } collector)
        {
            environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector;
        }

        if (resource is ProjectResource)
        {
            environment["ASPNETCORE_ENVIRONMENT"] = "Development";
            environment["DOTNET_ENVIRONMENT"] = "Development";
            environment["DOTNET_gcServer"] = "0";
            environment["Logging__Console__FormatterName"] = "simple";
            environment["Logging__Console__FormatterOptions__SingleLine"] = "true";

            // Health is asked for every two seconds, and each answer would be four lines in the one stream people watch.
            environment["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning";
        }

        var variables = new EnvironmentCallbackContext(context, []);
        foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            callback.Callback(variables);
        }

        foreach (var (name, value) in variables.EnvironmentVariables)
        {
            environment[name] = await TextAsync(value, ct);
        }

        return environment;
    }

    private static void AddEndpoints(IResource resource, int replica, Dictionary<string, string?> environment)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToList();
        var urls = endpoints.Where(e => e.TargetPortEnvironmentVariable is null).Select(e => e.Url(replica)).ToList();
        if (urls.Count > 0)
        {
            environment["ASPNETCORE_URLS"] = string.Join(';', urls);
        }

        foreach (var endpoint in endpoints.Where(e => e.TargetPortEnvironmentVariable is not null))
        {
            environment[endpoint.TargetPortEnvironmentVariable!] = endpoint.Ports[replica].ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static async Task<string> TextAsync(object value, CancellationToken ct) => value switch
    {
        IValueProvider later => await later.GetValueAsync(ct) ?? "",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
