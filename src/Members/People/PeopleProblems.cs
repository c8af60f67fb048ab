using Steward.Kernel;

namespace Steward.Members.People;

internal static class PeopleProblems
{
    public static Problem Unknown(Guid member) => new("MEM-030", ProblemKind.NotFound, $"There is no member {member} in this brand.", "member_id");
}
