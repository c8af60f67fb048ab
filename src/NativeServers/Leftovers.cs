namespace Steward.NativeServers;

/// <summary>Processes of a server's folder that an earlier, crashed run left behind.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Ids of the processes that run one of the programs and whose working directory is the folder or lies in it. Both must hold:
    /// an id from an old file may meanwhile belong to anyone, and a person's shell may stand in the folder.
    /// </summary>
    public static IReadOnlyList<int> Find(string folder, IReadOnlySet<string> programs) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var pid) ? pid : 0)
            .Where(pid => pid > 0 && pid != Environment.ProcessId && IsOurs(pid, folder, programs)),
    ];

    /// <summary>Stops them: the main one as its server likes it, then whatever is left with SIGKILL.</summary>
    public static async Task StopAsync(string folder, IReadOnlySet<string> programs, int? main, int signal, CancellationToken ct)
    {
        var found = Find(folder, programs);
        if (found.Count == 0)
        {
            return;
        }

        foreach (var pid in main is { } known && found.Contains(known) ? [known] : found)
        {
            Signals.Send(pid, signal);
        }

        if (!await GoneAsync(folder, programs, Patience, ct))
        {
            await KillAsync(folder, programs, ct);
        }
    }

    /// <summary>Kills every process of the folder and waits until they are gone.</summary>
    public static async Task KillAsync(string folder, IReadOnlySet<string> programs, CancellationToken ct)
    {
        foreach (var pid in Find(folder, programs))
        {
            Signals.Send(pid, Signals.Kill);
        }

        if (!await GoneAsync(folder, programs, Patience, ct))
        {
            throw new InvalidOperationException($"Processes {string.Join(", ", Find(folder, programs))} of {folder} cannot be stopped.");
        }
    }

    private static async Task<bool> GoneAsync(string folder, IReadOnlySet<string> programs, TimeSpan patience, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; waited < patience; waited += Step)
        {
            if (Find(folder, programs).Count == 0)
            {
                return true;
            }

            await Task.Delay(Step, ct);
        }

        return false;
    }

    private static bool IsOurs(int pid, string folder, IReadOnlySet<string> programs)
    {
        try
        {
            var directory = new FileInfo($"/proc/{pid}/cwd").LinkTarget;
            return directory is not null
                && (directory == folder || directory.StartsWith(folder + "/", StringComparison.Ordinal))
                && Names(pid).Any(programs.Contains);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or it is another user's.
            return false;
        }
    }

    // Servers rewrite their command line ("postgres: checkpointer", "redis-server 127.0.0.1:6379"): its first word is what counts.
    private static IEnumerable<string> Names(int pid) =>
    [
        File.ReadAllText($"/proc/{pid}/comm").Trim(),
        Path.GetFileName(File.ReadAllText($"/proc/{pid}/cmdline").Split('\0', ' ', ':')[0]),
    ];
}
