namespace Steward.NativeServers;

/// <summary>Programs that run to their end.</summary>
internal static class Tool
{
    /// <summary>Runs a tool and fails with its output when it fails.</summary>
    public static async Task RunAsync(ChildCommand command, Action<string>? log, CancellationToken ct)
    {
        var lines = new LineTail();
        using var child = ChildProcess.Start(command, text =>
        {
            lines.Add(text);
            log?.Invoke(text);
        });
        await using var _ = ct.Register(child.Kill);
        var code = await child.Exited;
        ct.ThrowIfCancellationRequested();
        if (code != 0)
        {
            throw new ServerStartException(Path.GetFileName(command.Program), $"ended with exit code {code}.", lines.Copy());
        }
    }

    /// <summary>Whether a tool that answers by its exit code says yes.</summary>
    public static async Task<bool> SaysYesAsync(ChildCommand command, CancellationToken ct)
    {
        using var child = ChildProcess.Start(command, _ => { });
        return await child.Exited.WaitAsync(ct) == 0;
    }
}
