using System.Globalization;
using System.Text.RegularExpressions;
using Steward.Console.ServiceLevels;
using Steward.Console.Shared;
using Steward.Contracts.Staffing.V1;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Steward.Console.Shifts;

/// <summary>What could not be read in the form.</summary>
/// <param name="Field">zone, shift, cover, exception or capacity.</param>
/// <param name="Day">1 Monday to 7 Sunday of a day's hours; else 0.</param>
/// <param name="Text">What stands there.</param>
public sealed record DutyMistake(string Field, int Day, string Text);

/// <summary>How many of a kind somebody may have at once, as it is typed; empty: as many as of all kinds together.</summary>
public sealed class KindRoom(string kind)
{
    public string Kind { get; } = kind;

    public string Most { get; set; } = "";
}

/// <summary>
/// A plan as people write it: hours as "09:00-12:00 13:30-20:00"; exceptions one a line, "- 2026-10-01~2026-10-07 leave" for an absence and "+ 2026-10-11 09:00~2026-10-11 18:00" for extra work;
/// skills one a line, with the certificate's last day behind the name.
/// </summary>
public sealed partial class DutyForm
{
    private const string DateFormat = "yyyy-MM-dd";
    private const int UsualCapacity = 20;

    public string Zone { get; set; } = "";

    /// <summary>Shifts by weekday, Monday first; empty: off duty.</summary>
    public string[] Shifts { get; } = new string[7];

    /// <summary>When they cover for brands whose hours are over, by weekday.</summary>
    public string[] Cover { get; } = new string[7];

    public string Exceptions { get; set; } = "";

    public string Skills { get; set; } = "";

    public string Capacity { get; set; } = "";

    /// <summary>Where they may have fewer of a kind; kinds that are not known here stay as they are.</summary>
    public IReadOnlyList<KindRoom> Kinds { get; private init; } = [];

    /// <summary>A plan in the form; without one what most agencies work.</summary>
    public static DutyForm Of(DutyPlan? plan, string zone)
    {
        var form = new DutyForm
        {
            Zone = plan?.Zone ?? zone, Capacity = (plan?.Capacity ?? UsualCapacity).ToString(CultureInfo.InvariantCulture),
            Kinds = [.. RoutingForm.Known.Union((plan?.Kinds ?? []).Select(kind => kind.Kind)).Select(kind => new KindRoom(kind) { Most = plan?.Kinds.FirstOrDefault(one => one.Kind == kind)?.Capacity.ToString(CultureInfo.InvariantCulture) ?? "" })],
        };
        for (var day = 1; day <= 7; day++)
        {
            form.Shifts[day - 1] = plan is null ? "09:00-20:00" : Hours(plan.Periods, day);
            form.Cover[day - 1] = plan is null ? "" : Hours(plan.Cover, day);
        }

        if (plan is null) { return form; }

        var clock = TimeZoneInfo.TryFindSystemTimeZoneById(plan.Zone, out var known) ? known : TimeZoneInfo.Utc;
        form.Exceptions = string.Join('\n', plan.Exceptions.Select(one => $"{(one.Extra ? '+' : '-')} {Local(one.From, clock)}~{Local(one.Until, clock)} {one.Note}".TrimEnd()));
        form.Skills = string.Join('\n', plan.Skills.Select(skill => $"{skill.Name} {skill.ValidUntil}".TrimEnd()));
        return form;
    }

    /// <summary>The hours of a weekday in a line.</summary>
    public static string Hours(IEnumerable<DutyPeriod> periods, int day) =>
        string.Join(' ', periods.Where(period => period.Day == day).OrderBy(period => period.From).Select(period => $"{LevelForm.Clock(period.From)}-{LevelForm.Clock(period.To)}"));

    /// <summary>The plan that is written here, and what could not be read.</summary>
    public (DutyPlan Plan, IReadOnlyList<DutyMistake> Wrong) Read()
    {
        var (plan, wrong) = (new DutyPlan { Zone = Zone.Trim() }, new List<DutyMistake>());
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(plan.Zone, out var clock)) { wrong.Add(new DutyMistake("zone", 0, plan.Zone)); }

        for (var day = 1; day <= 7; day++)
        {
            plan.Periods.Add(Periods("shift", day, Shifts[day - 1], wrong));
            plan.Cover.Add(Periods("cover", day, Cover[day - 1], wrong));
        }

        foreach (var line in Lines(Exceptions))
        {
            if (Exception(line, clock ?? TimeZoneInfo.Utc) is { } exception) { plan.Exceptions.Add(exception); }
            else { wrong.Add(new DutyMistake("exception", 0, line)); }
        }

        foreach (var line in Lines(Skills)) { plan.Skills.Add(SkillOf(line)); }

        foreach (var kind in Kinds.Where(kind => kind.Most.Trim().Length > 0)) { plan.Kinds.Add(new KindCapacity { Kind = kind.Kind, Capacity = Whole(kind.Most, wrong) }); }

        plan.Capacity = Whole(Capacity, wrong);

        return (plan, wrong);
    }

    private static List<DutyPeriod> Periods(string field, int day, string text, List<DutyMistake> wrong)
    {
        var periods = new List<DutyPeriod>();
        foreach (var part in LevelForm.Words(text))
        {
            if (LevelForm.Period(day, part) is { } period) { periods.Add(period); }
            else { wrong.Add(new DutyMistake(field, day, part)); }
        }

        return periods;
    }

    private static int Whole(string text, List<DutyMistake> wrong)
    {
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var whole)) { return whole; }

        wrong.Add(new DutyMistake("capacity", 0, text));
        return 0;
    }

    private static DutyException? Exception(string line, TimeZoneInfo clock)
    {
        if (ExceptionLine().Match(line) is not { Success: true } match || At(match.Groups["d1"].Value, match.Groups["t1"].Value, 0, clock) is not { } from || At(match.Groups["d2"].Value, match.Groups["t2"].Value, 1, clock) is not { } until || until <= from)
        {
            return null;
        }

        return new DutyException { From = Timestamp.FromDateTimeOffset(from), Until = Timestamp.FromDateTimeOffset(until), Extra = match.Groups["sign"].Value is "+" or "＋", Note = match.Groups["note"].Value.Trim() };
    }

    // A day without a time is all of it: from its begin, to its end.
    private static DateTimeOffset? At(string date, string time, int wholeDays, TimeZoneInfo clock)
    {
        if (!DateOnly.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 2000 or > 2999) { return null; }

        if (time.Length == 0) { return Moments.FromLocal(day.AddDays(wholeDays).ToDateTime(TimeOnly.MinValue), clock); }

        return TimeOnly.TryParseExact(time.Replace('：', ':'), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? Moments.FromLocal(day.ToDateTime(at), clock) : null;
    }

    private static Skill SkillOf(string line)
    {
        var cut = line.LastIndexOf(' ');
        return cut > 0 && DateOnly.TryParseExact(line[(cut + 1)..], DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? new Skill { Name = line[..cut].TrimEnd(), ValidUntil = line[(cut + 1)..] } : new Skill { Name = line };
    }

    private static string Local(Timestamp at, TimeZoneInfo clock) => TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), clock).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^(?<sign>[-+－＋–—])\s*(?<d1>\d{4}-\d{2}-\d{2})(?:\s+(?<t1>\d{1,2}[:：]\d{2}))?\s*[~～]\s*(?<d2>\d{4}-\d{2}-\d{2})(?:\s+(?<t2>\d{1,2}[:：]\d{2}))?(?:\s+(?<note>.*))?$")]
    private static partial Regex ExceptionLine();
}
