using Steward.Staffing.ServiceLevels;

namespace Steward.Staffing.Simulation;

/// <summary>What simulated days came to.</summary>
internal sealed record DayFigures
{
    /// <summary>Of the measured days.</summary>
    public required int Matters { get; init; }

    /// <summary>Of these, what was never answered within the days and the night after them.</summary>
    public required int Unanswered { get; init; }

    /// <summary>Share whose answer came within what was promised, by the time on duty; what was not answered counts as late.</summary>
    public required double Within { get; init; }

    /// <summary>The same of complaints alone.</summary>
    public required double ComplaintsWithin { get; init; }

    /// <summary>Minutes on duty until the answer: median, 90th and 99th percentile.</summary>
    public required double WaitP50 { get; init; }
    public required double WaitP90 { get; init; }
    public required double WaitP99 { get; init; }

    /// <summary>The 90th percentile of minutes by the clock on the wall, nights included.</summary>
    public required double WallP90 { get; init; }

    /// <summary>Matters for each person and day.</summary>
    public required double EachADay { get; init; }

    /// <summary>Share of the crew's hours in which they were busy, breaks counted as busy.</summary>
    public required double Busy { get; init; }

    /// <summary>The same by the hour of the day; null where nobody works.</summary>
    public required IReadOnlyList<double?> BusyByHour { get; init; }

    /// <summary>How many late answers belong to matters that came in each hour of the day.</summary>
    public required IReadOnlyList<int> LateByHour { get; init; }

    /// <summary>The hour in which most came that was answered late; null: nothing was.</summary>
    public int? WorstHour => LateByHour.Max() > 0 ? LateByHour.ToList().IndexOf(LateByHour.Max()) : null;

    public static DayFigures Of(Assumptions assumed, IReadOnlyList<SimulatedMatter> matters, IReadOnlyList<CrewMember> crew, IReadOnlyList<SimulatedAnswer> answers)
    {
        var hours = new BusinessHours { Zone = "UTC" };
        var until = (assumed.Days + 1) * SimulatedDays.DaySeconds;
        var measured = matters.Count(matter => matter.Second >= SimulatedDays.DaySeconds && matter.Second < until);
        var answered = answers.Where(answer => answer.Matter.Second >= SimulatedDays.DaySeconds && answer.Matter.Second < until)
            .Select(answer => (answer.Matter, OnDuty: OnDuty(answer), Wall: (answer.Answered - answer.Matter.Second) / 60)).ToList();
        var late = new int[24];
        foreach (var (matter, onDuty, _) in answered) { late[Hour(matter.Second)] += onDuty > assumed.WithinMinutes ? 1 : 0; }

        var complaints = matters.Count(matter => matter.Kind == "complaint" && matter.Second >= SimulatedDays.DaySeconds && matter.Second < until);
        var busy = Worked(assumed, answers);
        var present = Enumerable.Range(0, 24).Select(hour => crew.Count(member => member.Works(hour * 3600)) * 3600.0 * assumed.Days).ToArray();
        double[] waits = [.. answered.Select(one => one.OnDuty).Order()];
        double[] walls = [.. answered.Select(one => one.Wall).Order()];
        return new DayFigures
        {
            Matters = measured, Unanswered = measured - answered.Count,
            Within = measured == 0 ? 1 : answered.Count(one => one.OnDuty <= assumed.WithinMinutes) / (double)measured,
            ComplaintsWithin = complaints == 0 ? 1 : answered.Count(one => one.Matter.Kind == "complaint" && one.OnDuty <= assumed.WithinMinutes) / (double)complaints,
            WaitP50 = Percentile(waits, 0.5), WaitP90 = Percentile(waits, 0.9), WaitP99 = Percentile(waits, 0.99), WallP90 = Percentile(walls, 0.9),
            EachADay = measured / (double)assumed.Days / crew.Count, Busy = present.Sum() == 0 ? 0 : busy.Sum() / present.Sum(),
            BusyByHour = [.. busy.Zip(present, (seconds, there) => there == 0 ? (double?)null : seconds / there)], LateByHour = late,
        };

        double OnDuty(SimulatedAnswer answer) => hours.Between(SimulatedDays.Start.AddSeconds(answer.Matter.Second), SimulatedDays.Start.AddSeconds(answer.Answered)).TotalMinutes;
    }

    private static double[] Worked(Assumptions assumed, IEnumerable<SimulatedAnswer> answers)
    {
        var busy = new double[24];
        var (from, until) = (SimulatedDays.DaySeconds, (assumed.Days + 1) * SimulatedDays.DaySeconds);
        foreach (var answer in answers)
        {
            for (var at = Math.Max(answer.Began, from); at < Math.Min(answer.Answered, until);)
            {
                var end = Math.Min(Math.Min(answer.Answered, until), (Math.Floor(at / 3600) + 1) * 3600);
                busy[Hour(at)] += end - at;
                at = end;
            }
        }

        return busy;
    }

    private static int Hour(double second) => (int)(second % SimulatedDays.DaySeconds / 3600);

    private static double Percentile(double[] ordered, double share) => ordered.Length == 0 ? 0 : ordered[Math.Min(ordered.Length - 1, (int)(share * ordered.Length))];
}
