using Steward.Staffing.Duty;
using Steward.Staffing.ServiceLevels;

namespace Steward.Staffing.Tests.Duty;

public sealed class DutyPlanTests
{
    // A Monday, eight in the morning in Shanghai.
    private static readonly DateTimeOffset Eight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly DutyPlan Plan = new()
    {
        Periods = [new DutyPeriod(1, 9 * 60, 12 * 60), new DutyPeriod(1, 13 * 60, 20 * 60)], Cover = [new DutyPeriod(1, 20 * 60, 22 * 60)], Capacity = 20,
    };

    [Fact]
    public void The_week_says_who_works_and_who_covers_and_exceptions_go_before_it()
    {
        Assert.Equal(["", "duty", "", "duty", "cover", ""], new[] { 8, 9, 12, 13, 20, 22 }.Select(hour => At(Plan, hour)));
        var off = Plan with { Exceptions = [new DutyException(Hour(10), Hour(21), false, "病假"), new DutyException(Hour(11), Hour(23), true, "")] };
        Assert.Equal(["duty", "", "", "duty", "duty", ""], new double[] { 9.5, 10, 11, 21, 22, 23 }.Select(hour => At(off, hour)));
        Assert.Equal("", At(new DutyPlan { Capacity = 5 }, 12));
    }

    [Fact]
    public void A_break_ends_with_the_shift_in_which_it_began_however_forgotten()
    {
        Assert.Equal(["away", "away", "", "duty"], new[] { 10, 11.9, 12, 13 }.Select(hour => At(Plan, hour, since: 10)));
        Assert.Equal(["away", "duty"], new[] { (21.9, 20.5), (24 * 7 + 9, 20.5) }.Select(one => At(Plan, one.Item1, since: one.Item2)));
        // Outside any shift nothing tells when it ends but time itself.
        var extra = new DutyPlan { Exceptions = [new DutyException(Hour(0), Hour(30), true, "")] };
        Assert.Equal(["away", "duty"], new double[] { 20, 21 }.Select(hour => At(extra, hour, since: 9)));
    }

    [Fact]
    public void A_certificate_holds_to_the_end_of_its_last_day_on_the_plans_clock()
    {
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero), Plan.EndOf(new Skill("奶粉", new DateOnly(2026, 3, 2))));
        Assert.Null(Plan.EndOf(new Skill("奶粉", null)));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        Assert.Null(Plan.Wrong());
        Assert.Null(new DutyPlan().Wrong());
        var wrong = new DutyPlan
        {
            Zone = "Mars/Olympus", Periods = [new DutyPeriod(1, 540, 720), new DutyPeriod(1, 600, 800)], Cover = [new DutyPeriod(8, 0, 10)], Capacity = 501,
            Exceptions = [new DutyException(Hour(2), Hour(1), false, new string('长', 101))], Skills = [new Skill("a\nb", DateOnly.MaxValue), new Skill("A", null), new Skill("a", null)],
            CapacityOfKind = new Dictionary<string, int> { [""] = -1 },
        }.Wrong();
        foreach (var part in new[] { "zone must", "periods of one day", "cover: periods must", "exceptions must end", "exceptions.note", "skills must be at most", "skills must each", "skills.valid_until", "capacity and kinds.capacity", "kinds.kind" })
        {
            Assert.Contains(part, wrong!.Message, StringComparison.Ordinal);
        }
    }

    private static string At(DutyPlan plan, double hour, double? since = null) =>
        plan.At(Hour(hour), since is { } began ? Hour(began) : null) switch { { Away: true } => "away", { OnDuty: true } => "duty", { Covering: true } => "cover", _ => "" };

    private static DateTimeOffset Hour(double hour) => Eight.AddHours(hour - 8);
}
