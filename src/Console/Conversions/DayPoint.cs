using Steward.Contracts.Conversions.V1;

namespace Steward.Console.Conversions;

/// <summary>A day in the charts.</summary>
/// <param name="Label">Month and day.</param>
/// <param name="Messages">Messages of members.</param>
/// <param name="Questions">Questions among them.</param>
/// <param name="Clicks">Redirects served.</param>
/// <param name="Yuan">Revenue in yuan.</param>
/// <param name="AttributedYuan">Revenue credited to a link, in yuan.</param>
internal sealed record DayPoint(string Label, double Messages, double Questions, double Clicks, double Yuan, double AttributedYuan)
{
    private const double FenPerYuan = 100;

    public static DayPoint Of(DaySummary day) =>
        new(day.Day.Length == 10 ? day.Day[5..] : day.Day, day.Messages, day.Questions, day.Clicks, day.RevenueFen / FenPerYuan, day.AttributedRevenueFen / FenPerYuan);
}
