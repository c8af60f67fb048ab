using Steward.Kernel;

namespace Steward.Staffing.Assignments;

internal static class AssignmentProblems
{
    private const int MostNamed = 5;

    public static Problem WrongCount(int most) => Problem.InvalidField("STF-010", "group_ids", $"group_ids must name 1 to {most} groups.");

    public static Problem UnknownGroups(IReadOnlyCollection<Guid> groups) => new(
        "STF-011",
        ProblemKind.NotFound,
        $"{groups.Count} of the groups are unknown in this brand: {string.Join(", ", groups.Take(MostNamed))}{(groups.Count > MostNamed ? ", …" : "")}. Nothing was assigned.",
        "group_ids");

    public static Problem UnknownOperator(Guid person) => new("STF-012", ProblemKind.NotFound, $"There is no operator {person} who works for this brand.", "operator_id");
}
