using Steward.Kernel;

namespace Steward.Content.Deflection;

internal static class DeflectionProblems
{
    public static Problem BadSpan(int days) => Problem.InvalidField("CNT-050", "until", $"until must be after from, by {days} days at most.");

    public static Problem UnknownZone(string zone) => Problem.InvalidField("CNT-051", "zone", $"{zone} is no time zone of the IANA database.");
}
