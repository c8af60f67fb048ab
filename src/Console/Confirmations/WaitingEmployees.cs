using Steward.Contracts.Channels.V1;

namespace Steward.Console.Confirmations;

/// <summary>One task of one employee, and the brand that it is for.</summary>
public sealed record WaitingTask(string BrandId, Confirmation Task);

/// <summary>An employee and what waits for their tap, the oldest first.</summary>
public sealed record WaitingEmployee(string BrandId, string AccountId, string Sender, string Name, IReadOnlyList<WaitingTask> Tasks)
{
    /// <summary>Since when the oldest waits.</summary>
    public DateTimeOffset Since => Tasks[0].Task.Since.ToDateTimeOffset();

    /// <summary>Groups that get nothing before the taps.</summary>
    public int Groups => Tasks.Sum(task => task.Task.WaitingGroups);
}

/// <summary>The page's order: whoever keeps somebody waiting longest comes first.</summary>
internal static class WaitingEmployees
{
    /// <param name="tasks">All tasks, in any order.</param>
    /// <param name="search">Part of an employee's name or id, or of a text; empty: all.</param>
    public static IReadOnlyList<WaitingEmployee> Of(IEnumerable<WaitingTask> tasks, string search) =>
    [
        .. from task in tasks
           where search.Length == 0 || Has(task.Task.SenderName, search) || Has(task.Task.Sender, search) || Has(task.Task.Text, search)
           group task by (task.BrandId, task.Task.AccountId, task.Task.Sender) into mine
           let oldest = mine.OrderBy(task => task.Task.Since.ToDateTimeOffset()).ThenBy(task => task.Task.CommandId, StringComparer.Ordinal).ToArray()
           let name = mine.Select(task => task.Task.SenderName).FirstOrDefault(name => name.Length > 0) ?? mine.Key.Sender
           orderby oldest[0].Task.Since.ToDateTimeOffset(), name
           select new WaitingEmployee(mine.Key.BrandId, mine.Key.AccountId, mine.Key.Sender, name, oldest),
    ];

    private static bool Has(string text, string search) => text.Contains(search, StringComparison.OrdinalIgnoreCase);
}
