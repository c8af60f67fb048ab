using Steward.NativeServers;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a private server keeps its data and how it is reached; the same at every start.</summary>
internal sealed record ServerLaunch(string DataFolder, int Port, string Password, Action<string> Log);

/// <summary>A server that the stand-in runs as a private native process.</summary>
internal interface INativeServerResource : IResource
{
    /// <summary>Starts the server and waits until it accepts connections.</summary>
    Task<NativeServer> LaunchAsync(ServerLaunch launch, CancellationToken cancellationToken);
}
