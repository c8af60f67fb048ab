namespace Steward.NativeServers;

/// <summary>
/// A server's folder while this process owns it: locked against a second owner, with the id of the running server in
/// <c>server.pid</c> so that a later run finds it after a crash of this one.
/// </summary>
internal sealed class ServerFolder : IDisposable
{
    private readonly FileStream _lock;

    private ServerFolder(string path, IReadOnlySet<string> programs, FileStream held)
    {
        FullPath = path;
        Programs = programs;
        _lock = held;
    }

    public string FullPath { get; }

    public IReadOnlySet<string> Programs { get; }

    private string PidFile => File("server.pid");

    /// <summary>Takes the folder and stops what an earlier run left running in it.</summary>
    public static async Task<ServerFolder> TakeAsync(string path, IReadOnlySet<string> programs, int stopSignal, CancellationToken ct)
    {
        Directory.CreateDirectory(path);
        var folder = new ServerFolder(Resolve(path), programs, Lock(path));
        try
        {
            await Leftovers.StopAsync(folder.FullPath, programs, folder.RememberedPid(), stopSignal, ct);
            System.IO.File.Delete(folder.PidFile);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public string File(string name) => Path.Combine(FullPath, name);

    public void Remember(int pid) => System.IO.File.WriteAllText(PidFile, $"{pid}\n");

    /// <summary>Writes a file that only this user reads.</summary>
    public string WriteSecret(string name, string text)
    {
        var path = File(name);
        using var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var writer = new StreamWriter(stream);
        writer.Write(text);
        return path;
    }

    /// <summary>After the server has ended: nothing of it may be left running.</summary>
    public async Task SweepAsync()
    {
        await Leftovers.KillAsync(FullPath, Programs, CancellationToken.None);
        System.IO.File.Delete(PidFile);
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(Path.Combine(path, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException($"目录正被另一个实例使用。/ The folder {path} is in use by another running instance; stop that one first.", e);
        }
    }

    private int? RememberedPid() =>
        System.IO.File.Exists(PidFile) && int.TryParse(System.IO.File.ReadAllText(PidFile), out var pid) ? pid : null;

    // The kernel shows working directories without symbolic links; ours must compare equal.
    private static string Resolve(string path)
    {
        var resolved = "/";
        foreach (var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(resolved, part);
            resolved = Directory.ResolveLinkTarget(next, returnFinalTarget: true) is { } target ? Resolve(target.FullName) : next;
        }

        return resolved;
    }
}
