using Steward.Kernel;

namespace Steward.Moderation.Rules;

internal static class RuleProblems
{
    private const int MostShown = 20;

    public static Problem Invalid(IReadOnlyList<RuleError> errors)
    {
        var shown = string.Join("; ", errors.Take(MostShown).Select(error => $"{error.Field} {error.Message}"));
        var more = errors.Count > MostShown ? $"; and {errors.Count - MostShown} more" : string.Empty;
        return new Problem("MOD-001", ProblemKind.Invalid, $"The rule set has {errors.Count} errors: {shown}{more}.", errors[0].Field);
    }

    public static Problem NoRules(BrandId brand) => new("MOD-002", ProblemKind.NotFound, $"Brand {brand} has no rules yet.");
}
