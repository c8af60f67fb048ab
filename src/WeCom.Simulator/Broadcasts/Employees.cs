using Microsoft.Extensions.Options;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Broadcasts;

/// <summary>Simulated employees who confirm what waits for them: promptly, late, in part or not at all.</summary>
internal sealed class Employees(SimulatedWorld world, BroadcastBook book, ConfirmBroadcast confirm, Agenda agenda, IOptions<SimulatorOptions> options)
{
    public EmployeeMode Mode { get; set; } = new(options.Value.AutoConfirm, options.Value.ConfirmDelay);

    public void Notice(Broadcast broadcast) => Later(broadcast, Habits.Of(Mode, world.Seed, broadcast.MsgId));

    public void Reminded(Broadcast broadcast) => Later(broadcast, Habits.AfterReminder(Mode, world.Seed, broadcast.MsgId, broadcast.Reminders.Count));

    private void Later(Broadcast broadcast, Decision decision)
    {
        if (decision.After is { } after)
        {
            agenda.After(after, () => Confirm(broadcast, decision.Share));
        }
    }

    private void Confirm(Broadcast broadcast, double share)
    {
        if (!Mode.Auto)
        {
            return;
        }

        IReadOnlyList<string>? some = null;
        if (share < 1)
        {
            lock (book.Gate)
            {
                some = [.. broadcast.Recipients.Keys.Take(Math.Max(1, (int)(broadcast.Recipients.Count * share)))];
            }
        }

        confirm.Handle(broadcast, some);
    }
}
