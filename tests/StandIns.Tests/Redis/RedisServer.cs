using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Steward.StandIns.Tests.Redis;

/// <summary>A private redis-server on a free port of the loopback address, with its files in a temporary folder.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-redis-").FullName;
    private Process? _process;

    public int Port { get; } = Ports.Free();

    public string Endpoint => $"127.0.0.1:{Port}";

    /// <summary>Where the program is; null if it is not installed.</summary>
    public static string? Executable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, "redis-server"))
        .FirstOrDefault(File.Exists);

    public static async Task<RedisServer> StartNewAsync()
    {
        var server = new RedisServer();
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts the server, again if it was killed, and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] settings =
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder,
            "--save", "", "--appendonly", "no", "--notify-keyspace-events", "Ex",
        ];
        _process = new Process { StartInfo = new ProcessStartInfo(Executable!, settings) { RedirectStandardOutput = true } };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException("redis-server ended before it was ready."));
            }
            else if (line.Data.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        _process.Start();
        _process.BeginOutputReadLine();
        await ready.Task;
    }

    /// <summary>Kills the server without any farewell to its clients.</summary>
    public async Task KillAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A fact that needs a redis-server, skipped with the reason where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute() => Skip = RedisServer.Executable is null ? "redis-server is not installed (apt-get install redis-server)" : null;
}
