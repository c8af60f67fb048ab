namespace Steward.NativeServers.Tests;

/// <summary>What runs on the machine, read from /proc.</summary>
internal static class Processes
{
    public static bool Runs(int pid) => Directory.Exists($"/proc/{pid}") && !Status(pid).Contains("State:\tZ", StringComparison.Ordinal);

    /// <summary>Every process, of whatever program, whose working directory is the folder or lies in it.</summary>
    public static IReadOnlyList<string> In(string folder) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(path => int.TryParse(Path.GetFileName(path), out _))
            .Where(path => WorkingDirectory(path) is { } directory && (directory == folder || directory.StartsWith(folder + "/", StringComparison.Ordinal)))
            .Select(path => Path.GetFileName(path) + " " + ReadOrEmpty(path + "/comm").Trim()),
    ];

    public static string CommandLine(int pid) => ReadOrEmpty($"/proc/{pid}/cmdline");

    /// <summary>Waits until nothing runs in the folder any more.</summary>
    public static async Task NothingLeftIn(string folder)
    {
        for (var step = 0; step < 300 && In(folder).Count > 0; step++)
        {
            await Task.Delay(100);
        }

        Assert.Empty(In(folder));
    }

    private static string Status(int pid) => ReadOrEmpty($"/proc/{pid}/status");

    private static string? WorkingDirectory(string process)
    {
        try
        {
            return new FileInfo(process + "/cwd").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
