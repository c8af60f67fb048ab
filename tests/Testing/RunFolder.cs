namespace Steward.Testing;

/// <summary>The folder of this test process. In memory where there is a /dev/shm, gone when the process ends.</summary>
internal static class RunFolder
{
    private const string Prefix = "steward-test-";
    private static readonly Lazy<string> Made = new(Make);

    /// <summary>A folder of that name inside the run's folder.</summary>
    public static string Sub(string name) => Path.Combine(Made.Value, name);

    private static string Make()
    {
        var root = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        RemoveThoseOfDeadRuns(root);
        var path = Path.Combine(root, $"{Prefix}{Environment.ProcessId}");
        Directory.CreateDirectory(path);
        return path;
    }

    public static void Remove()
    {
        if (Made.IsValueCreated)
        {
            TryDelete(Made.Value);
        }
    }

    private static void RemoveThoseOfDeadRuns(string root)
    {
        foreach (var folder in Directory.EnumerateDirectories(root, Prefix + "*"))
        {
            var pid = Path.GetFileName(folder)[Prefix.Length..];
            if (!Directory.Exists($"/proc/{pid}"))
            {
                TryDelete(folder);
            }
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's, or a dying server still writes into it: the next run removes it.
            Console.Error.WriteLine($"{folder} is left behind: {e.Message}");
        }
    }
}
