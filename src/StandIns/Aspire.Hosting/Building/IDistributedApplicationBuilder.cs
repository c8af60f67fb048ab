using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Describes an application made of resources.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Configuration: settings files, then the environment, then arguments.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The folder relative project paths start from.</summary>
    string AppHostDirectory { get; }

    /// <summary>The host's environment.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>The host's own services.</summary>
    IServiceCollection Services { get; }

    /// <summary>How the application is being run.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The resources added so far.</summary>
    IList<IResource> Resources { get; }

    /// <summary>Adds a resource.</summary>
    /// <exception cref="DistributedApplicationException">The name is taken.</exception>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>A builder for a resource without adding it.</summary>
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    /// <summary>Ends the description.</summary>
    DistributedApplication Build();
}

/// <summary>How the application is being run.</summary>
public class DistributedApplicationExecutionContext
{
    /// <summary>Whether it runs on this machine.</summary>
    public bool IsRunMode { get; } = true;

    /// <summary>Whether it is being published. The stand-in cannot publish.</summary>
    public bool IsPublishMode => !IsRunMode;
}

/// <summary>How a builder is made.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>The command line.</summary>
    public string[]? Args { get; set; }

    /// <summary>The folder relative project paths start from; the AppHost project's when not given.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>Whether the dashboard stays away.</summary>
    public bool DisableDashboard { get; set; }
}

/// <summary>The application cannot be built or started; the message says what to do.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>Without a message.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>With a message.</summary>
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
