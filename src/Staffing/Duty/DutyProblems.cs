using Steward.Kernel;

namespace Steward.Staffing.Duty;

internal static class DutyProblems
{
    public static Problem Bad(IEnumerable<string> wrong) => Problem.InvalidField("STF-040", "plan", $"The plan cannot be put in force: {string.Join("; ", wrong)}.");

    public static Problem ChangedMeanwhile(int now, int read) =>
        new("STF-041", ProblemKind.Conflict, $"Version {now} is in force, you have read version {read}: read it again, then decide.", "expected_version");

    public static Problem UnknownPerson(Guid person) => new("STF-042", ProblemKind.NotFound, $"Nobody {person} works for your brands.", "operator_id");

    public static Problem OutOfScope { get; } = new("STF-043", ProblemKind.Forbidden, "They also work for brands that you do not see: somebody who sees all of them may plan their duty.", "operator_id");

    public static Problem NotPlanned { get; } = new("STF-044", ProblemKind.Conflict, "Nobody has planned your duty: ask a lead to.");

    public static Problem BadDate { get; } = Problem.InvalidField("STF-040", "plan.skills.valid_until", "plan.skills.valid_until must be dates as 2026-10-01, or empty.");
}
