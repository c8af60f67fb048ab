using System.ComponentModel;
using Steward.NativeServers;

namespace Aspire.Hosting.Running;

/// <summary>A program of the application while it runs.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    private readonly ChildProcess process;
    private readonly TimeProvider clock;

    private Child(ChildProcess process, TimeProvider clock)
    {
        this.process = process;
        this.clock = clock;
    }

    public int Id => process.Id;

    /// <summary>Starts a program and sends its lines to the log.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be started.</exception>
    public static Child Start(ChildCommand command, ResourceLog log, TimeProvider clock)
    {
        try
        {
            return new Child(ChildProcess.Start(command, line => log.Write(line, isError: false), line => log.Write(line, isError: true)), clock);
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            throw new DistributedApplicationException($"{command.Program} cannot be started in {command.WorkingDirectory}: {e.Message}", e);
        }
    }

    /// <summary>The exit code, once the program has ended and its output has been read.</summary>
    public async Task<int> WaitAsync(CancellationToken ct)
    {
        var code = await process.Exited.WaitAsync(ct);

        // Something the program left behind may keep the pipe open; it must not hold up the news that the program ended.
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(process.OutputEnded, Task.Delay(OutputGrace, clock, enough.Token));
        await enough.CancelAsync();
        return code;
    }

    /// <summary>SIGTERM, and after the grace SIGKILL to the whole process group.</summary>
    public async Task<int> StopAsync(TimeSpan grace)
    {
        process.Terminate();
        try
        {
            await process.Exited.WaitAsync(grace, clock);
        }
        catch (TimeoutException)
        {
            // Killed below together with all it started.
        }

        process.Kill();
        return await WaitAsync(CancellationToken.None);
    }

    /// <summary>Ends what an ended program left behind.</summary>
    public void KillLeftovers() => process.Kill();

    public void Dispose() => process.Dispose();
}
