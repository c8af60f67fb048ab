namespace Steward.NativeServers;

/// <summary>A private server that runs as a child process with its own folder and port on 127.0.0.1.</summary>
public abstract class NativeServer : IAsyncDisposable
{
    private static readonly TimeSpan ProbeStep = TimeSpan.FromMilliseconds(50);

    private readonly ServerFolder _folder;
    private readonly ChildProcess _child;
    private readonly LineTail _tail;
    private int _stopped;

    private protected NativeServer(Launch launch, ChildCommand command, Action<string>? log)
    {
        Port = launch.Port;
        _folder = launch.Folder;
        _tail = new LineTail();
        _child = ChildProcess.Start(command, text =>
        {
            _tail.Add(text);
            log?.Invoke(text);
            Line?.Invoke(text);
        });
        _folder.Remember(_child.Id);
    }

    /// <summary>Gets every line the server writes from now on, on a thread of the pool.</summary>
    public event Action<string>? Line;

    /// <summary>The port the server listens on.</summary>
    public int Port { get; }

    /// <summary>The id of the server's main process.</summary>
    public int ProcessId => _child.Id;

    /// <summary>Ends when the server has ended, wanted or not. It never fails.</summary>
    public Task Exited => _child.Exited;

    /// <summary>The folder that holds the server's data; PostgreSQL under root may have had to move it.</summary>
    public string DataDirectory => _folder.FullPath;

    /// <summary>The last lines the server wrote, oldest first.</summary>
    public IReadOnlyList<string> Tail => _tail.Copy();

    private protected abstract string DisplayName { get; }

    private protected abstract int StopSignal { get; }

    private protected abstract TimeSpan StopPatience { get; }

    /// <summary>
    /// Stops the server cleanly, and by force when it takes too long or <paramref name="ct"/> is cancelled. Afterwards no
    /// process of it is left. A second call does nothing.
    /// </summary>
    public async Task StopAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        using (_folder)
        using (_child)
        {
            _child.Signal(StopSignal);
            try
            {
                await _child.Exited.WaitAsync(StopPatience, ct);
            }
            catch (Exception e) when (e is TimeoutException or OperationCanceledException)
            {
                _child.Kill();
                await _child.Exited;
            }

            await StopCompanionsAsync();
            await _folder.SweepAsync();
        }
    }

    /// <summary>Ends the server and its companions at once, as a crash would. The data directory stays as it is; call <see cref="StopAsync"/> afterwards to release it.</summary>
    public void Kill()
    {
        _child.Kill();
        foreach (var pid in Leftovers.Find(_folder.FullPath, _folder.Programs))
        {
            Signals.Send(pid, Signals.Kill);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a server in its folder, on another free port when a free port was wanted and someone else was quicker.</summary>
    private protected static async Task<T> LaunchAsync<T>(
        string folder, int wantedPort, string name, IReadOnlySet<string> programs, int stopSignal, Func<Launch, Task<T>> start, CancellationToken ct)
        where T : NativeServer
    {
        for (var attempt = 1; ; attempt++)
        {
            var taken = await ServerFolder.TakeAsync(folder, programs, stopSignal, ct);
            try
            {
                var server = await StartedAsync(taken, () => start(new Launch(taken, FreePorts.Claim(wantedPort, name))));
                await server.ReadyAsync(ct);
                return server;
            }
            catch (PortTakenException) when (wantedPort == 0 && attempt < 5)
            {
                // The next round asks for another free port.
            }
        }
    }

    /// <summary>Whether the server does its work now. False or an I/O error = not yet; <see cref="ServerStartException"/> = never.</summary>
    private protected abstract Task<bool> ProbeAsync(CancellationToken ct);

    private protected virtual Task StopCompanionsAsync() => Task.CompletedTask;

    private protected ServerStartException Fail(string reason) => new(DisplayName, reason, Tail);

    private static async Task<T> StartedAsync<T>(ServerFolder folder, Func<Task<T>> start)
    {
        try
        {
            return await start();
        }
        catch
        {
            using (folder)
            {
                await folder.SweepAsync();
            }

            throw;
        }
    }

    private async Task ReadyAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(120));
        try
        {
            while (!await ProbedAsync(limit.Token))
            {
                if (_child.Exited.IsCompleted)
                {
                    throw Tail.Any(line => line.Contains("address already in use", StringComparison.OrdinalIgnoreCase) || line.Contains("eaddrinuse", StringComparison.Ordinal))
                        ? new PortTakenException(Port, DisplayName)
                        : Fail($"ended with exit code {await _child.Exited} before it was ready.");
                }

                await Task.WhenAny(_child.Exited, Task.Delay(ProbeStep, limit.Token));
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            var failure = Fail("was not ready within 120 s.");
            await StopAsync(new CancellationToken(canceled: true));
            throw failure;
        }
        catch
        {
            await StopAsync(new CancellationToken(canceled: true));
            throw;
        }
    }

    private async Task<bool> ProbedAsync(CancellationToken ct)
    {
        try
        {
            return !_child.Exited.IsCompleted && await ProbeAsync(ct);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    /// <summary>The folder and port a server starts with.</summary>
    private protected sealed record Launch(ServerFolder Folder, int Port);
}
