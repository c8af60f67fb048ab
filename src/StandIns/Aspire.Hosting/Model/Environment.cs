namespace Aspire.Hosting.ApplicationModel;

/// <summary>The environment variables of a resource that is about to start.</summary>
public sealed class EnvironmentCallbackContext(DistributedApplicationExecutionContext executionContext, Dictionary<string, object> environmentVariables)
{
    /// <summary>The variables; a value is a string or an <see cref="IValueProvider"/>.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; } = environmentVariables;

    /// <summary>How the application is being run.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;
}

/// <summary>Adds environment variables when a resource starts.</summary>
public sealed class EnvironmentCallbackAnnotation(Action<EnvironmentCallbackContext> callback) : IResourceAnnotation
{
    /// <summary>Called at each start of the resource.</summary>
    public Action<EnvironmentCallbackContext> Callback { get; } = callback;
}
