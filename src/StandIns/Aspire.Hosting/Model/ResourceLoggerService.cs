using Aspire.Hosting.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives what resources wrote.</summary>
public class ResourceLoggerService
{
    private readonly LogStore logs;

    internal ResourceLoggerService(LogStore logs) => this.logs = logs;

    /// <summary>The lines that are kept of a resource (the last 2,000), in order.</summary>
    /// <param name="resourceName">The <see cref="ResourceEvent.ResourceId"/>.</param>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName) =>
        new[] { logs.Of(resourceName).Last() }.ToAsyncEnumerable();
}
