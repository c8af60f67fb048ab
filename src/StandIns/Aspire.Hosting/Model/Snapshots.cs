using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states a resource passes through.</summary>
public static class KnownResourceStates
{
    /// <summary>It waits for other resources.</summary>
    public const string Waiting = "Waiting";

    /// <summary>Its process is being started, or will be again after a crash.</summary>
    public const string Starting = "Starting";

    /// <summary>Its process runs.</summary>
    public const string Running = "Running";

    /// <summary>It could not be started.</summary>
    public const string FailedToStart = "FailedToStart";

    /// <summary>It has been asked to end.</summary>
    public const string Stopping = "Stopping";

    /// <summary>It was stopped, or ended with an exit code other than 0.</summary>
    public const string Exited = "Exited";

    /// <summary>It ended by itself with exit code 0.</summary>
    public const string Finished = "Finished";

    /// <summary>The states in which nothing runs any more.</summary>
    public static IReadOnlyList<string> TerminalStates { get; } = [Finished, FailedToStart, Exited];
}

/// <summary>A state as text.</summary>
/// <param name="Text">One of <see cref="KnownResourceStates"/>.</param>
/// <param name="Style">How a dashboard may show it.</param>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without style.</summary>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}

/// <summary>What is known of a resource at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>What sort of resource it is.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Its state, null before the start.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>Its health: null while it does not run.</summary>
    public HealthStatus? HealthStatus { get; init; }

    /// <summary>The exit code of the process that ended last.</summary>
    public int? ExitCode { get; init; }

    /// <summary>When the running process was started, in UTC.</summary>
    public DateTime? StartTimeStamp { get; init; }

    internal int? Pid { get; init; }

    internal int Restarts { get; init; }

    internal bool IsReady => State?.Text == KnownResourceStates.Running && HealthStatus == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy;

    internal bool IsTerminal => State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);
}

/// <summary>A change of a resource.</summary>
public sealed class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource that changed.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The name of the replica that changed; equal to the resource's name for the first one.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>What it is now.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}

/// <summary>One line a resource wrote.</summary>
/// <param name="LineNumber">Its number, from 1.</param>
/// <param name="Content">The text.</param>
/// <param name="IsErrorMessage">Whether it came on standard error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
