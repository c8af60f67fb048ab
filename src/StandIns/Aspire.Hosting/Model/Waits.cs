namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource waits for.</summary>
public enum WaitType
{
    /// <summary>The other resource runs and is healthy.</summary>
    WaitUntilHealthy = 0,

    /// <summary>The other resource has ended with the expected exit code.</summary>
    WaitForCompletion = 1,
}

/// <summary>A resource starts only after another one.</summary>
/// <param name="Resource">The other resource.</param>
/// <param name="WaitType">What must be true of it.</param>
/// <param name="ExitCode">The exit code expected when it is waited for to complete.</param>
public sealed record WaitAnnotation(IResource Resource, WaitType WaitType, int ExitCode = 0) : IResourceAnnotation;

/// <summary>A resource uses another one's connection string or address.</summary>
internal sealed record ReferenceAnnotation(IResource Resource) : IResourceAnnotation;
