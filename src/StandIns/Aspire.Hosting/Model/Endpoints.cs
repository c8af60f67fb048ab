namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port a resource listens on.</summary>
public sealed class EndpointAnnotation(string name, string uriScheme, int? port) : IResourceAnnotation
{
    /// <summary>The endpoint's name within its resource.</summary>
    public string Name { get; } = name;

    /// <summary>The scheme of its address.</summary>
    public string UriScheme { get; } = uriScheme;

    /// <summary>The fixed port, or null for any free one.</summary>
    public int? Port { get; set; } = port;

    /// <summary>Whether people outside the application use it.</summary>
    public bool IsExternal { get; set; }

    /// <summary>The environment variable that tells the program the port; without it the port goes into <c>ASPNETCORE_URLS</c>.</summary>
    public string? TargetPortEnvironmentVariable { get; init; }

    /// <summary>One port for each replica, once the application starts.</summary>
    internal IReadOnlyList<int> Ports { get; set; } = [];

    internal string Url(int replica) => $"{UriScheme}://127.0.0.1:{Ports[replica]}";
}

/// <summary>The address of another resource's endpoint, known when the application runs.</summary>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IValueProvider
{
    /// <summary>Whose endpoint it is.</summary>
    public IResourceWithEndpoints Resource { get; } = owner;

    /// <summary>Which of its endpoints.</summary>
    public string EndpointName { get; } = endpointName;

    /// <summary>Whether the port is known.</summary>
    public bool IsAllocated => Annotation.Ports.Count > 0;

    /// <summary>The port.</summary>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    public int Port => IsAllocated ? Annotation.Ports[0] : throw NotAllocated();

    /// <summary>The address of the first replica.</summary>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    public string Url => IsAllocated ? Annotation.Url(0) : throw NotAllocated();

    private EndpointAnnotation Annotation =>
        Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(e => e.Name == EndpointName)
        ?? throw new InvalidOperationException($"The resource '{Resource.Name}' has no endpoint named '{EndpointName}'.");

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Url);

    private InvalidOperationException NotAllocated() =>
        new($"The endpoint '{EndpointName}' of '{Resource.Name}' has no port before the application starts.");
}

/// <summary>An HTTP request that says whether a resource is healthy.</summary>
internal sealed record HttpHealthAnnotation(string Path, int StatusCode, string? EndpointName) : IResourceAnnotation
{
    public EndpointAnnotation? EndpointOf(IResource resource)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>();
        return EndpointName is null
            ? endpoints.FirstOrDefault(e => e.TargetPortEnvironmentVariable is null) ?? endpoints.FirstOrDefault()
            : endpoints.FirstOrDefault(e => e.Name == EndpointName);
    }
}
