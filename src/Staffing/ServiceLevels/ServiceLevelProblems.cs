using Steward.Kernel;

namespace Steward.Staffing.ServiceLevels;

internal static class ServiceLevelProblems
{
    public static Problem Bad(IEnumerable<string> wrong) => Problem.InvalidField("STF-030", "level", $"The service level cannot be put in force: {string.Join("; ", wrong)}.");

    public static Problem ChangedMeanwhile(ServiceLevelVersion now, int read) => new(
        "STF-031", ProblemKind.Conflict, $"{now.SetBy} put version {now.Version} in force at {now.SetAt:u}, after you read version {read}: read it again, then decide.", "expected_version");

    public static Problem BadSpan(int mostDays) => Problem.InvalidField("STF-032", "until", $"until must be after from, by {mostDays} days at most.");

    public static Problem UnknownPart { get; } = Problem.InvalidField("STF-033", "by", "by must be brand, operator or day.");

    public static Problem BadAhead(int most) => Problem.InvalidField("STF-035", "minutes", $"minutes must be 0 to {most}.");

    public static Problem BadDate(string field) => Problem.InvalidField("STF-034", field, $"{field} must be dates as 2026-10-01.");
}
