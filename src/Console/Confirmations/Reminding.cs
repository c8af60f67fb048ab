using Steward.Contracts.Channels.V1;

namespace Steward.Console.Confirmations;

/// <summary>Whether the employees who have not confirmed a send can be asked once more: WeCom permits three reminders of a task in 24 hours.</summary>
/// <param name="Waiting">Tasks that wait for a confirmation.</param>
/// <param name="Ready">Those that can be reminded of now.</param>
/// <param name="NextAt">When there is one to remind of again; null when there is one now, or none waits.</param>
/// <param name="Used">How often the most reminded of them was within 24 hours.</param>
internal sealed record Reminding(int Waiting, int Ready, DateTimeOffset? NextAt, int Used)
{
    /// <summary>Of all tasks of one send, or of one of them.</summary>
    public static Reminding Of(IReadOnlyCollection<Confirmation> tasks, DateTimeOffset now)
    {
        var ready = tasks.Count(task => IsReady(task, now));
        return new Reminding(tasks.Count, ready, ready > 0 || tasks.Count == 0 ? null : tasks.Min(task => task.NextReminderAt.ToDateTimeOffset()), tasks.Select(task => task.Reminders).DefaultIfEmpty().Max());
    }

    private static bool IsReady(Confirmation task, DateTimeOffset now) => task.NextReminderAt is not { } next || next.ToDateTimeOffset() <= now;
}
