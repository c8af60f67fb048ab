using Steward.Kernel;

namespace Steward.Staffing.Operators;

internal static class OperatorProblems
{
    /// <summary>Everything that is wrong, in one problem: fields separated by commas, one sentence each.</summary>
    public static Problem Invalid(IReadOnlyCollection<(string Field, string Message)> faults) => new(
        "STF-001",
        ProblemKind.Invalid,
        string.Join(' ', faults.Select(fault => fault.Message)),
        string.Join(',', faults.Select(fault => fault.Field).Distinct()));

    public static Problem LoginTaken(string login) => new("STF-002", ProblemKind.Conflict, $"The login {login} belongs to another operator.", "operator.login");

    public static Problem OutOfScope() => new("STF-003", ProblemKind.Forbidden, "Only an administrator who sees all brands of an operator, before and after, may change it.", "operator.brand_ids");

    public static Problem NotForAll() => new("STF-074", ProblemKind.Forbidden, "Only who may change what holds for all brands makes somebody agency-wide, or changes one who is.", "operator.agency_wide");

    public static Problem WrongSignIn() => new("STF-004", ProblemKind.Unauthenticated, "The login or the password is wrong.");

    public static Problem LockedOut(TimeSpan wait) => new("STF-005", ProblemKind.Exhausted, $"Too many wrong passwords: try again in {Math.Max(1, Math.Ceiling(wait.TotalMinutes)):0} minutes.");
}
