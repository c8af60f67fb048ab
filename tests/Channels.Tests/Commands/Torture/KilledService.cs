using System.Diagnostics;
using Steward.Testing;

namespace Steward.Channels.Tests.Commands.Torture;

/// <summary>The built service as programs of their own, which are ended by SIGKILL and started again as often as somebody wants.</summary>
internal sealed class KilledService : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Process> _running = [];
    private readonly string[] _command;
    private readonly Random _random;
    private bool _over;

    public KilledService(ServiceHost host, int replicas, int seed, params string[] settings)
    {
        // The tests' output says which configuration was built.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        _command = [Path.Combine(Checkout.Root, "artifacts", "bin", "Channels", configuration, "Steward.Channels.dll"), .. host.Settings, .. settings];
        _random = new Random(seed);
        lock (_gate)
        {
            for (var n = 0; n < replicas; n++) { Start(); }
        }
    }

    /// <summary>How many processes were killed.</summary>
    public int Kills { get; private set; }

    /// <summary>What programs that ended by themselves left behind.</summary>
    public int EndedAlone { get; private set; }

    /// <summary>All die at this moment.</summary>
    public void KillAll()
    {
        lock (_gate)
        {
            foreach (var process in _running.ToArray()) { Kill(process); }
        }
    }

    /// <summary>One of them dies, wherever it is: in a call, in a transaction, or while it still starts.</summary>
    public void KillOne()
    {
        lock (_gate)
        {
            if (_running.Count > 0) { Kill(_running[_random.Next(_running.Count)]); }
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _over = true;
            foreach (var process in _running.ToArray()) { process.Kill(); }
        }

        return ValueTask.CompletedTask;
    }

    private void Kill(Process process)
    {
        if (_over || !_running.Remove(process)) { return; }

        Kills++;
        process.Kill();
        Start();
    }

    private void Start()
    {
        var process = new Process { StartInfo = new ProcessStartInfo("dotnet", _command) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(_command[0]) }, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.Exited += (_, _) =>
        {
            lock (_gate)
            {
                if (_over || !_running.Remove(process)) { return; }

                EndedAlone++;
                Start();
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _running.Add(process);
    }
}
