using Steward.NativeServers;

namespace Steward.Testing;

/// <summary>The servers of this test process: each started by the first test that wants it, stopped when the process ends.</summary>
internal static class RunServers
{
    private static readonly Lock Gate = new();
    private static readonly List<NativeServer> Running = [];
    private static bool _hooked;

    /// <summary>A lazily started server. A failed start fails every test that wants it, with the same message.</summary>
    public static Lazy<Task<T>> Of<T>(Func<string, Task<T>> start, string folder)
        where T : NativeServer =>
        new(async () =>
        {
            // Before the start: the kernel's "end with the parent" covers a crash, this covers the ordinary end.
            Hook();
            var server = await start(RunFolder.Sub(folder));
            lock (Gate)
            {
                Running.Add(server);
            }

            return server;
        });

    private static void Hook()
    {
        lock (Gate)
        {
            if (_hooked)
            {
                return;
            }

            _hooked = true;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAll();
        }
    }

    // RabbitMQ's clean shutdown takes seconds, for data nobody wants any more. PostgreSQL's is quick, and gives back the machine's shared memory.
    private static void StopAll()
    {
        NativeServer[] running;
        lock (Gate)
        {
            running = [.. Running];
        }

        foreach (var broker in running.OfType<RabbitMqServer>())
        {
            broker.Kill();
        }

        Task.WhenAll(running.Select(server => server.StopAsync(CancellationToken.None))).GetAwaiter().GetResult();
        RunFolder.Remove();
    }
}
