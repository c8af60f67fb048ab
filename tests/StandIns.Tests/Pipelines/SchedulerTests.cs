using Pipelines.Sockets.Unofficial;
using Xunit;

namespace Steward.StandIns.Tests.Pipelines;

public sealed class SchedulerTests
{
    [Fact(Timeout = 30_000)]
    public async Task work_runs_on_a_thread_of_the_schedulers_own()
    {
        using var scheduler = new DedicatedThreadPoolPipeScheduler("mine", workerCount: 1);
        var thread = new TaskCompletionSource<(string? Name, bool Pool)>(TaskCreationOptions.RunContinuationsAsynchronously);

        scheduler.Schedule(_ => thread.SetResult((Thread.CurrentThread.Name, Thread.CurrentThread.IsThreadPoolThread)), null);

        var (name, pool) = await thread.Task;
        Assert.StartsWith("mine", name, StringComparison.Ordinal);
        Assert.False(pool);
        Assert.Equal((1, 1, 0), (scheduler.WorkerCount, scheduler.TotalServicedByQueue, scheduler.TotalServicedByPool));
    }

    [Fact(Timeout = 30_000)]
    public async Task long_queue_overflows_to_the_thread_pool_and_all_work_is_done_once()
    {
        const int Works = 50;
        using var scheduler = new DedicatedThreadPoolPipeScheduler("busy", workerCount: 1, useThreadPoolQueueLength: 5);
        using var gate = new ManualResetEventSlim();
        using var busy = new CountdownEvent(1);
        using var done = new CountdownEvent(Works);
        scheduler.Schedule(_ => { busy.Signal(); gate.Wait(); }, null);
        await Task.Run(busy.Wait);

        for (var i = 0; i < Works; i++)
        {
            scheduler.Schedule(_ => done.Signal(), null);
        }

        gate.Set();
        await Task.Run(done.Wait);
        Assert.Equal((6, 45), (scheduler.TotalServicedByQueue, scheduler.TotalServicedByPool));
    }

    [Fact(Timeout = 30_000)]
    public async Task work_after_disposal_goes_to_the_thread_pool()
    {
        var scheduler = new DedicatedThreadPoolPipeScheduler(workerCount: 1);
        scheduler.Dispose();
        var pool = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

        scheduler.Schedule(_ => pool.SetResult(Thread.CurrentThread.IsThreadPoolThread), null);

        Assert.True(await pool.Task);
    }
}
