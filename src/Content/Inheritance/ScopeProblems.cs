using Steward.Kernel;

namespace Steward.Content.Inheritance;

internal static class ScopeProblems
{
    public static Problem AgencyForbidden() => new("CNT-033", ProblemKind.Forbidden, "What is the agency's holds for all brands; only services change it, and administrators who see all brands or are agency-wide.", "agency");

    public static Problem WrongScope(string field) => Problem.InvalidField("CNT-034", field, $"{field} is about a brand, and the request names the agency; it can be one of them.");
}
