using Steward.Kernel;

namespace Steward.Staffing.ChannelUsers;

internal static class ChannelUserProblems
{
    public static Problem UnknownOperator(Guid person) => new("STF-014", ProblemKind.NotFound, $"There is no operator {person} who works for this brand.", "user.operator_id");
}
