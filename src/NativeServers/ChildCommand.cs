namespace Steward.NativeServers;

/// <summary>A program to run as a child that does not outlive its parent.</summary>
/// <param name="Program">Full path of the program.</param>
/// <param name="Arguments">Its arguments. Never a secret: any user sees them with <c>ps</c>.</param>
/// <param name="WorkingDirectory">An existing folder.</param>
public sealed record ChildCommand(string Program, IReadOnlyList<string> Arguments, string WorkingDirectory)
{
    /// <summary>Variables set on top of the inherited ones; a null value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The user to become, which only root may; null = the same user.</summary>
    public string? RunAs { get; init; }

    /// <summary>The signal the kernel sends the child when this process dies, however it dies.</summary>
    public string DeathSignal { get; init; } = "SIGTERM";
}
