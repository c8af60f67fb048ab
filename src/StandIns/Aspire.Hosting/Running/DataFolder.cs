using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running;

/// <summary>The folder that holds everything the application keeps, locked while a host runs on it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream lockFile;

    private DataFolder(string path, FileStream lockFile)
    {
        Path = path;
        this.lockFile = lockFile;
    }

    public string Path { get; }

    /// <summary><c>STEWARD_DATA</c>, or <c>.data</c> beside the AppHost's folder.</summary>
    public static string PathFrom(IConfiguration configuration, string appHostDirectory) =>
        System.IO.Path.GetFullPath(configuration["STEWARD_DATA"] is { Length: > 0 } chosen ? chosen : System.IO.Path.Combine(appHostDirectory, "..", ".data"));

    /// <summary>Takes the folder for this process.</summary>
    /// <exception cref="DistributedApplicationException">Another host runs on it.</exception>
    public static DataFolder Open(string path)
    {
        Directory.CreateDirectory(path);
        var name = System.IO.Path.Combine(path, "host.pid");
        try
        {
            // The system lets go of the lock when the process ends, however it ends; the content only tells people who holds it.
            var held = new FileStream(name + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(name, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolder(path, held);
        }
        catch (IOException e)
        {
            var holder = File.Exists(name) ? File.ReadAllText(name).Trim() : "unknown";
            throw new DistributedApplicationException(
                $"Another AppHost (pid {holder}) already runs on {path}. Stop it first, or choose another folder with STEWARD_DATA=<folder>.", e);
        }
    }

    public void Dispose()
    {
        File.Delete(System.IO.Path.Combine(Path, "host.pid"));
        lockFile.Dispose();
    }
}
