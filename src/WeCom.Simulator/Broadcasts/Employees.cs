using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Steward.WeCom.Simulator.Broadcasts;

/// <summary>Simulated employees who confirm what waits for them, after a while or not at all.</summary>
internal sealed class Employees(ConfirmBroadcast confirm, TimeProvider real, IOptions<SimulatorOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<string, ITimer> _waiting = new();

    public EmployeeMode Mode { get; set; } = new(options.Value.AutoConfirm, options.Value.ConfirmDelay);

    public void Notice(Broadcast broadcast)
    {
        var mode = Mode;
        if (!mode.Auto)
        {
            return;
        }

        var timer = real.CreateTimer(_ => Confirm(broadcast), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _waiting[broadcast.MsgId] = timer;
        timer.Change(mode.Delay, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        foreach (var timer in _waiting.Values)
        {
            timer.Dispose();
        }
    }

    private void Confirm(Broadcast broadcast)
    {
        if (_waiting.TryRemove(broadcast.MsgId, out var timer))
        {
            timer.Dispose();
        }

        if (Mode.Auto)
        {
            confirm.Handle(broadcast, null);
        }
    }
}
