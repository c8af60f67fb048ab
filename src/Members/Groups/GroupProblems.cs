using Steward.Kernel;

namespace Steward.Members.Groups;

internal static class GroupProblems
{
    public static Problem Unknown(Guid group) => new("MEM-020", ProblemKind.NotFound, $"There is no group {group} in this brand.", "group_id");

    public static Problem SearchTooLong() => Problem.InvalidField("MEM-021", "search", "search must be at most 100 characters.");

    public static Problem TooManyIds() => Problem.InvalidField("MEM-022", "group_ids", "group_ids may name at most 1,000 groups.");
}
