using Steward.Kernel;

namespace Steward.Staffing.Routing;

internal static class RoutingProblems
{
    public static Problem Bad(IEnumerable<string> wrong) => Problem.InvalidField("STF-045", "rules", $"The rules cannot be put in force: {string.Join("; ", wrong)}.");

    public static Problem ChangedMeanwhile(RoutingVersion now, int read) => new(
        "STF-046", ProblemKind.Conflict, $"{now.SetBy} put version {now.Version} in force at {now.SetAt:u}, you have read version {read}: read it again, then decide.", "expected_version");
}
