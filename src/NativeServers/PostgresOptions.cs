namespace Steward.NativeServers;

/// <summary>How to run a private PostgreSQL.</summary>
/// <param name="DataDirectory">A folder of its own; made when missing, reused when not. The database cluster is made once, with the password given then.</param>
/// <param name="Port">Port on 127.0.0.1; 0 = a free one.</param>
/// <param name="Password">Of the superuser <c>postgres</c>: ASCII letters, digits, '-' and '_'.</param>
/// <param name="Durable">False = no fsync: several times faster, and a power cut may lose everything. For tests.</param>
public sealed record PostgresOptions(string DataDirectory, int Port, string Password, bool Durable = true)
{
    /// <summary>Gets every line from the first moment on.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Folders to look for the programs in, instead of the PATH and Debian's folders.</summary>
    public IReadOnlyList<string>? ProgramFolders { get; init; }
}
