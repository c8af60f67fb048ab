namespace Steward.NativeServers;

/// <summary>Where server programs are looked for: the PATH, and the folders into which Debian puts the servers.</summary>
internal sealed class ProgramFolders(IReadOnlyList<string> folders)
{
    private const int OldestPostgres = 15;

    /// <summary>The given folders, or the default ones.</summary>
    /// <param name="folders">Null = the default ones.</param>
    /// <param name="postgres">The major version of PostgreSQL to prefer to the newest, for data that exists.</param>
    public static ProgramFolders From(IReadOnlyList<string>? folders, int? postgres = null) => new(folders ?? Default(postgres));

    public string Find(string program, string aptPackage) =>
        TryFind(program) ?? throw new MissingPrerequisiteException(program, aptPackage);

    public string? TryFind(string program) =>
        folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    // RabbitMQ's own folder precedes the PATH: Debian's /usr/sbin/rabbitmq-server is a wrapper that starts the machine's broker.
    private static IReadOnlyList<string> Default(int? postgres) =>
    [
        "/usr/lib/rabbitmq/bin",
        .. PostgresFolders(postgres),
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries),
        "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin",
    ];

    private static IEnumerable<string> PostgresFolders(int? preferred)
    {
        const string Root = "/usr/lib/postgresql";
        return Directory.Exists(Root)
            ? Directory.GetDirectories(Root)
                .Select(folder => (Folder: folder, Version: int.TryParse(Path.GetFileName(folder), out var version) ? version : 0))
                .Where(found => found.Version >= OldestPostgres)
                .OrderByDescending(found => found.Version == preferred)
                .ThenByDescending(found => found.Version)
                .Select(found => Path.Combine(found.Folder, "bin"))
            : [];
    }
}
