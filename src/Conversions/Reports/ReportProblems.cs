using Steward.Kernel;

namespace Steward.Conversions.Reports;

internal static class ReportProblems
{
    public const int MostDays = 366;

    public static Problem BadDay(string field) => Problem.InvalidField("CNV-020", field, $"{field} must be a day such as 2026-03-02, or empty.");

    public static Problem BadPeriod() => Problem.InvalidField("CNV-021", "from_day", $"The period must begin before it ends and have {MostDays} days at most.");
}
