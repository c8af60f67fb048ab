using Steward.Kernel;
using Steward.Staffing.ServiceLevels;

namespace Steward.Staffing.Duty;

/// <summary>A stretch in which somebody works although their week does not say so, or is absent whatever it says.</summary>
internal sealed record DutyException(DateTimeOffset From, DateTimeOffset Until, bool Extra, string Note);

/// <summary>Something that somebody can do.</summary>
/// <param name="Name">Upper and lower case are the same.</param>
/// <param name="ValidUntil">The certificate's last day, in the plan's zone; null: for good.</param>
internal sealed record Skill(string Name, DateOnly? ValidUntil);

/// <summary>Where somebody is at a moment.</summary>
/// <param name="OnDuty">They work.</param>
/// <param name="Covering">They stand in for brands whose hours are over.</param>
/// <param name="Away">They would do one or the other, but have a break.</param>
internal readonly record struct DutyNow(bool OnDuty, bool Covering, bool Away);

/// <summary>When somebody works, what they can do, and how much they may have at once. Pure.</summary>
internal sealed record DutyPlan
{
    public const int MostCapacity = 500;
    private const int MostExceptions = 200;
    private const int MostExceptionDays = 400;
    private const int MostSkills = 50;
    private const int LongestNote = 100;
    private const int LongestName = 40;

    /// <summary>A break outside the weekly shifts, whose end no shift tells.</summary>
    private static readonly TimeSpan LongestBreak = TimeSpan.FromHours(12);

    /// <summary>Of the IANA database.</summary>
    public string Zone { get; init; } = "Asia/Shanghai";

    public IReadOnlyList<DutyPeriod> Periods { get; init; } = [];

    public IReadOnlyList<DutyException> Exceptions { get; init; } = [];

    /// <summary>When they stand in for brands whose hours are over; none: they are not in the cover pool.</summary>
    public IReadOnlyList<DutyPeriod> Cover { get; init; } = [];

    public IReadOnlyList<Skill> Skills { get; init; } = [];

    public int Capacity { get; init; }

    public IReadOnlyDictionary<string, int> CapacityOfKind { get; init; } = new Dictionary<string, int>();

    /// <summary>Where they are at a moment, with a break that began at another one.</summary>
    public DutyNow At(DateTimeOffset at, DateTimeOffset? awaySince)
    {
        var there = Exceptions.Where(exception => exception.From <= at && at < exception.Until).ToList();
        if (there.Any(exception => !exception.Extra)) { return default; }

        var (working, covering) = (there.Count > 0 || IsIn(Periods, at), IsIn(Cover, at));
        return (working || covering) && awaySince is { } since && BreakGoesOn(since, at) ? new DutyNow(false, false, true) : new DutyNow(working, covering, false);
    }

    /// <summary>Until when a certificate holds, exclusive; null: for good.</summary>
    public DateTimeOffset? EndOf(Skill skill)
    {
        if (skill.ValidUntil is not { } day) { return null; }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) { midnight = midnight.AddMinutes(1); }

        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>Everything that is wrong with it, or null.</summary>
    public Problem? Wrong()
    {
        var wrong = new List<string>();
        // The zone is looked at once, with the built-in week where there is none of one's own.
        wrong.AddRange((Periods.Count > 0 ? Hours(Periods) : new BusinessHours { Zone = Zone }).Wrong());
        if (Cover.Count > 0) { wrong.AddRange((Hours(Cover) with { Zone = "UTC" }).Wrong().Select(fault => $"cover: {fault}")); }

        if (Exceptions.Count > MostExceptions) { wrong.Add($"exceptions must be at most {MostExceptions}"); }

        if (Exceptions.Any(exception => exception.Until <= exception.From || exception.Until - exception.From > TimeSpan.FromDays(MostExceptionDays))) { wrong.Add($"exceptions must end after they begin, by {MostExceptionDays} days at most"); }

        if (Exceptions.Any(exception => exception.Note.Length > LongestNote || exception.Note.Contains('\0'))) { wrong.Add($"exceptions.note must have at most {LongestNote} characters"); }

        if (Skills.Count > MostSkills || Skills.Any(skill => !IsSkill(skill.Name))) { wrong.Add($"skills must be at most {MostSkills}, with names of 1 to {LongestName} characters on one line"); }

        if (Skills.DistinctBy(skill => skill.Name, StringComparer.OrdinalIgnoreCase).Count() < Skills.Count) { wrong.Add("skills must each be named once"); }

        if (Skills.Any(skill => skill.ValidUntil == DateOnly.MaxValue)) { wrong.Add("skills.valid_until must be before 9999-12-31"); }

        if (Capacity is < 0 or > MostCapacity || CapacityOfKind.Values.Any(most => most is < 0 or > MostCapacity)) { wrong.Add($"capacity and kinds.capacity must be 0 to {MostCapacity}"); }

        if (CapacityOfKind.Keys.Any(kind => !IsSkill(kind))) { wrong.Add($"kinds.kind must have 1 to {LongestName} characters on one line"); }

        return wrong.Count == 0 ? null : DutyProblems.Bad(wrong);
    }

    /// <summary>Whether a text can name a skill or a kind.</summary>
    public static bool IsSkill(string name) => name.Length is > 0 and <= LongestName && name.Trim() == name && !name.Any(char.IsControl);

    private BusinessHours Hours(IReadOnlyList<DutyPeriod> periods) => new() { Zone = Zone, Periods = periods };

    private bool IsIn(IReadOnlyList<DutyPeriod> periods, DateTimeOffset at) => periods.Count > 0 && Hours(periods).IsOpenAt(at);

    // Who forgets to come back is back at the next shift: a break goes on while the shift in which it began has not ended.
    private bool BreakGoesOn(DateTimeOffset since, DateTimeOffset at) =>
        IsIn(Periods, since) ? Hours(Periods).Between(since, at) == at - since
        : IsIn(Cover, since) ? Hours(Cover).Between(since, at) == at - since
        : at - since < LongestBreak;
}
