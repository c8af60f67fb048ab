namespace Steward.NativeServers;

/// <summary>How to run a private RabbitMQ.</summary>
/// <param name="DataDirectory">A folder of its own; made when missing, reused when not. The user is made once, with the password given then.</param>
/// <param name="Port">Port on 127.0.0.1; 0 = a free one.</param>
/// <param name="Password">ASCII letters, digits, '-' and '_'.</param>
/// <param name="Username">An administrator of every virtual host.</param>
public sealed record RabbitMqOptions(string DataDirectory, int Port, string Password, string Username = "steward")
{
    /// <summary>Port of the management plugin's HTTP API and pages on 127.0.0.1; 0 = a free one; null = the plugin stays off, which starts faster.</summary>
    public int? ManagementPort { get; init; }

    /// <summary>Gets every line from the first moment on.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Folders to look for the programs in, instead of the PATH and Debian's folders.</summary>
    public IReadOnlyList<string>? ProgramFolders { get; init; }
}
