namespace Steward.NativeServers.Tests;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder()
    {
        // Not CreateTempSubdirectory: its mode 0700 would keep the user postgres out when the tests run as root.
        FullPath = Path.Combine(Path.GetTempPath(), $"steward-native-{Guid.NewGuid():N}");
        Directory.CreateDirectory(FullPath);
    }

    public string FullPath { get; }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
