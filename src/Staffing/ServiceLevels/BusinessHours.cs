namespace Steward.Staffing.ServiceLevels;

/// <summary>A stretch of a weekday in which people are on duty.</summary>
/// <param name="Day">1 Monday to 7 Sunday.</param>
/// <param name="From">Minutes after midnight, inclusive.</param>
/// <param name="To">Minutes after midnight, exclusive; 1,440 is the day's end.</param>
internal sealed record DutyPeriod(int Day, int From, int To);

/// <summary>A date that is worked like another weekday, as China does before long holidays.</summary>
/// <param name="Date">In the brand's zone.</param>
/// <param name="Like">1 Monday to 7 Sunday.</param>
internal sealed record MakeUpDay(DateOnly Date, int Like);

/// <summary>
/// When a brand's people are on duty, on its own clocks: several periods a day, holidays, and make-up days. Only this time counts for a service level.
/// Pure; a make-up day goes before a holiday on the same date.
/// </summary>
internal sealed record BusinessHours
{
    public const int MinutesADay = 1440;

    /// <summary>So far ahead is looked; no holiday is so long.</summary>
    private const int MostDays = 400;
    private const int MostPeriods = 4;
    private const int MostDates = 200;

    /// <summary>Of the IANA database.</summary>
    public string Zone { get; init; } = "Asia/Shanghai";

    /// <summary>By day and time, none into another. Built in: every day from nine to eight in the evening, as the agencies work.</summary>
    public IReadOnlyList<DutyPeriod> Periods { get; init; } = [.. Enumerable.Range(1, 7).Select(day => new DutyPeriod(day, 9 * 60, 20 * 60))];

    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    public IReadOnlyList<MakeUpDay> MakeUpDays { get; init; } = [];

    /// <summary>The moment at which so much time on duty has passed since another one, at most some 400 days on. Nothing to pass: that moment itself, on duty or not.</summary>
    public DateTimeOffset After(DateTimeOffset from, TimeSpan time)
    {
        if (time <= TimeSpan.Zero) { return from; }

        var left = time;
        foreach (var (start, end) in SpansFrom(from))
        {
            if (end - start >= left) { return start + left; }

            left -= end - start;
        }

        return from.AddDays(MostDays);
    }

    /// <summary>How much time on duty lies between two moments.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset until)
    {
        var passed = TimeSpan.Zero;
        foreach (var (start, end) in SpansFrom(from))
        {
            if (start >= until) { break; }

            passed += (end < until ? end : until) - start;
        }

        return passed;
    }

    /// <summary>Whether somebody is on duty at a moment.</summary>
    public bool IsOpenAt(DateTimeOffset at) => SpansFrom(at).Select(span => span.Start).FirstOrDefault(DateTimeOffset.MaxValue) == at;

    /// <summary>Everything that is wrong with them, by field.</summary>
    public IEnumerable<string> Wrong()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _)) { yield return "zone must be of the IANA database, as Asia/Shanghai"; }

        if (Periods.Count is 0 or > 7 * MostPeriods) { yield return $"periods must be 1 to {7 * MostPeriods}"; }

        if (Periods.Any(period => period.Day is < 1 or > 7 || period.From < 0 || period.To > MinutesADay || period.From >= period.To)) { yield return "periods must have a day from 1 (Monday) to 7, and begin before they end, within 0 to 1,440 minutes"; }

        var sorted = Periods.OrderBy(period => (period.Day, period.From)).ToList();
        if (sorted.Zip(sorted.Skip(1)).Any(two => two.First.Day == two.Second.Day && two.First.To > two.Second.From)) { yield return "periods of one day must not run into each other"; }

        if (Holidays.Count > MostDates || MakeUpDays.Count > MostDates) { yield return $"holidays and make_up_days must be at most {MostDates} each"; }

        if (MakeUpDays.Any(day => day.Like is < 1 or > 7)) { yield return "make_up_days must be like a day from 1 (Monday) to 7"; }
    }

    // Wall clocks by day, so that a day on which the clocks are set has its own length.
    private IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> SpansFrom(DateTimeOffset from)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var (holidays, makeUp) = (Holidays.ToHashSet(), MakeUpDays.GroupBy(day => day.Date).ToDictionary(same => same.Key, same => same.First().Like));
        var byDay = Periods.ToLookup(period => period.Day);
        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime);
        for (var day = 0; day < MostDays; day++, date = date.AddDays(1))
        {
            var like = makeUp.TryGetValue(date, out var other) ? other : holidays.Contains(date) ? 0 : date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;
            foreach (var period in byDay[like].OrderBy(period => period.From))
            {
                var (start, end) = (InstantOf(date, period.From, zone), InstantOf(date, period.To, zone));
                if (end <= from) { continue; }

                yield return (start < from ? from : start, end);
            }
        }
    }

    // A wall clock that a change skips means the moment of the change; one that comes twice, the first time.
    private static DateTimeOffset InstantOf(DateOnly date, int minutes, TimeZoneInfo zone)
    {
        var wall = date.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes);
        while (zone.IsInvalidTime(wall)) { wall = wall.AddMinutes(1); }

        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }
}
