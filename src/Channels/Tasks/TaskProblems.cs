using Steward.Kernel;

namespace Steward.Channels.Tasks;

/// <summary>What can be wrong with a request about tasks.</summary>
internal static class TaskProblems
{
    public static Problem Unknown(CommandId task) => new("CHN-050", ProblemKind.NotFound, $"There is no task {task} in this brand.", "task_id");

    public static Problem Closed { get; } = new("CHN-051", ProblemKind.Conflict, "This task is closed already.", "task_id");

    public static Problem Field(string field, string rule) => Problem.InvalidField("CHN-052", field, $"{field} must be {rule}.");
}
