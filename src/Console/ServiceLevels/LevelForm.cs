using System.Globalization;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.ServiceLevels;

/// <summary>What could not be read in the form.</summary>
/// <param name="Field">first, next, resolution, day, holidays or make-up.</param>
/// <param name="Day">1 Monday to 7 Sunday of a day's hours; else 0.</param>
/// <param name="Text">What stands there.</param>
public sealed record LevelMistake(string Field, int Day, string Text);

/// <summary>A service level as people write it: hours as "09:00-12:00 13:30-20:00", dates as "2026-10-01" or "2026-10-01~2026-10-07", a make-up day with the weekday it is worked like, "2026-10-10 5".</summary>
public sealed class LevelForm
{
    private const string DateFormat = "yyyy-MM-dd";
    private const int MostDates = 200;
    private static readonly char[] Between = [' ', ',', ';', '，', '；', '、', '\n', '\r', '\t', '　'];

    public string First { get; set; } = "";

    public string Next { get; set; } = "";

    public string Resolution { get; set; } = "";

    /// <summary>Hours by weekday, Monday first; empty: nobody is on duty.</summary>
    public string[] Days { get; } = new string[7];

    public string Holidays { get; set; } = "";

    public string MakeUp { get; set; } = "";

    public static LevelForm Of(ServiceLevel level)
    {
        var form = new LevelForm
        {
            First = level.FirstResponseMinutes.ToString(CultureInfo.InvariantCulture), Next = level.NextResponseMinutes.ToString(CultureInfo.InvariantCulture),
            Resolution = level.ResolutionMinutes.ToString(CultureInfo.InvariantCulture),
            Holidays = string.Join(' ', level.Hours.Holidays), MakeUp = string.Join('\n', level.Hours.MakeUpDays.Select(day => $"{day.Date} {day.Like}")),
        };
        for (var day = 1; day <= 7; day++)
        {
            form.Days[day - 1] = string.Join(' ', level.Hours.Periods.Where(period => period.Day == day).OrderBy(period => period.From).Select(period => $"{Clock(period.From)}-{Clock(period.To)}"));
        }

        return form;
    }

    /// <summary>The level that is written here, in a zone, and what could not be read.</summary>
    public (ServiceLevel Level, IReadOnlyList<LevelMistake> Wrong) Read(string zone)
    {
        var wrong = new List<LevelMistake>();
        var level = new ServiceLevel { FirstResponseMinutes = Whole("first", First, wrong), NextResponseMinutes = Whole("next", Next, wrong), ResolutionMinutes = Whole("resolution", Resolution, wrong), Hours = new BusinessHours { Zone = zone } };
        for (var day = 1; day <= 7; day++)
        {
            foreach (var part in Words(Days[day - 1]))
            {
                if (Period(day, part) is { } period) { level.Hours.Periods.Add(period); }
                else { wrong.Add(new LevelMistake("day", day, part)); }
            }
        }

        foreach (var part in Words(Holidays))
        {
            var ends = part.Split('~', '～');
            if (ends.Length <= 2 && Date(ends[0]) is { } from && Date(ends[^1]) is { } to && from <= to && to.DayNumber - from.DayNumber < MostDates)
            {
                for (var date = from; date <= to; date = date.AddDays(1)) { level.Hours.Holidays.Add(Say(date)); }
            }
            else { wrong.Add(new LevelMistake("holidays", 0, part)); }
        }

        foreach (var line in MakeUp.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Words(line) is [var date, var like] && Date(date) is { } day && like is [>= '1' and <= '7']) { level.Hours.MakeUpDays.Add(new MakeUpDay { Date = Say(day), Like = like[0] - '0' }); }
            else { wrong.Add(new LevelMistake("make-up", 0, line)); }
        }

        return (level, wrong);
    }

    /// <summary>Minutes after midnight as a clock shows them; the end of the day is 24:00.</summary>
    public static string Clock(int minutes) => $"{minutes / 60:D2}:{minutes % 60:D2}";

    internal static string[] Words(string? text) => (text ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries);

    internal static DutyPeriod? Period(int day, string text) =>
        text.Replace('：', ':').Replace('–', '-').Replace('—', '-').Split('-') is [var from, var to] && Minutes(from) is { } start && Minutes(to) is { } end && start < end ? new DutyPeriod { Day = day, From = start, To = end } : null;

    private static int? Minutes(string text) =>
        text == "24:00" ? 1440 : TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute : null;

    private static DateOnly? Date(string text) => DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static string Say(DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    private static int Whole(string field, string text, List<LevelMistake> wrong)
    {
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var whole)) { return whole; }

        wrong.Add(new LevelMistake(field, 0, text));
        return 0;
    }
}
