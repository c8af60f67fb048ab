using Steward.Contracts.Channels.V1;

namespace Steward.Console.Tasks;

/// <summary>The order of the tasks of people, and the ways through them.</summary>
internal static class TaskRows
{
    /// <summary>Open tasks first, those that are due soonest (or longest over) on top; then closed ones, the newest first.</summary>
    public static IReadOnlyList<HumanTask> Ordered(IEnumerable<HumanTask> tasks)
    {
        var all = tasks.ToArray();
        return
        [
            .. all.Where(task => task.State == "open").OrderBy(task => task.DueAt.ToDateTimeOffset()).ThenBy(task => task.TaskId, StringComparer.Ordinal),
            .. all.Where(task => task.State != "open").OrderByDescending(task => (task.ClosedAt ?? task.CreatedAt).ToDateTimeOffset()).ThenBy(task => task.TaskId, StringComparer.Ordinal),
        ];
    }

    /// <summary>The neighbour of a task, for the keyboard; the first when the task is not in the list.</summary>
    public static HumanTask? Neighbour(IReadOnlyList<HumanTask> rows, string? taskId, int step)
    {
        if (rows.Count == 0) { return null; }

        var at = rows.ToList().FindIndex(row => row.TaskId == taskId);
        return at < 0 ? rows[0] : rows[Math.Clamp(at + step, 0, rows.Count - 1)];
    }

    /// <summary>Whether a person's word is missing for too long: marked as escalated, or over its time.</summary>
    public static bool IsEscalated(HumanTask task, DateTimeOffset now) => task.State == "open" && (task.EscalatedAt is not null || task.DueAt.ToDateTimeOffset() < now);

    /// <summary>The way to a task's place in words, the channel by its name; its address where it has one.</summary>
    public static string PlaceOf(HumanTask task, Func<string, string> channelName) => task.Place.Count == 0 ? task.Link : string.Join(" › ", task.Place.Select((step, number) => number == 0 ? channelName(step) : step));

    /// <summary>The address that opens a task's place in the channel's client; null when the place is only told in words. Nothing but the channels' own schemes becomes a link.</summary>
    public static string? AddressOf(string link) => Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "https" or "wxwork" or "tg" ? link : null;
}
