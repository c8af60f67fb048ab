using Steward.Staffing.ServiceLevels;

namespace Steward.Staffing.Tests.ServiceLevels;

public sealed class BusinessHoursTests
{
    private static readonly BusinessHours Office = new() { Zone = "Asia/Shanghai", Periods = [.. Enumerable.Range(1, 5).Select(day => new DutyPeriod(day, 9 * 60, 17 * 60))] };

    [Theory]
    // Chatwoot's example (issue 13392): asked on a Friday at 16:30, one hour, Monday to Friday 9 to 17.
    [InlineData("2026-03-06T16:30:00+08:00", 60, "2026-03-09T09:30:00+08:00")]
    [InlineData("2026-03-06T16:30:00+08:00", 30, "2026-03-06T17:00:00+08:00")]
    [InlineData("2026-03-07T12:00:00+08:00", 10, "2026-03-09T09:10:00+08:00")]
    [InlineData("2026-03-09T03:00:00+08:00", 480, "2026-03-09T17:00:00+08:00")]
    [InlineData("2026-03-09T03:00:00+08:00", 481, "2026-03-10T09:01:00+08:00")]
    [InlineData("2026-03-09T03:00:00+08:00", 0, "2026-03-09T03:00:00+08:00")]
    public void Time_passes_on_duty_only(string from, int minutes, string due)
    {
        Assert.Equal(At(due), Office.After(At(from), TimeSpan.FromMinutes(minutes)));
        Assert.Equal(TimeSpan.FromMinutes(minutes), Office.Between(At(from), At(due)));
    }

    [Fact]
    public void A_day_may_have_several_periods()
    {
        var shop = Office with { Periods = [new DutyPeriod(1, 18 * 60, 21 * 60), new DutyPeriod(1, 9 * 60, 12 * 60)] };
        Assert.Equal(At("2026-03-09T18:20:00+08:00"), shop.After(At("2026-03-09T11:50:00+08:00"), TimeSpan.FromMinutes(30)));
        Assert.Equal([false, true, false, true, false], new[] { "08:59", "09:00", "12:00", "20:59", "21:00" }.Select(clock => shop.IsOpenAt(At($"2026-03-09T{clock}:00+08:00"))));
    }

    [Fact]
    public void Holidays_do_not_count_and_make_up_days_do()
    {
        // National Day of 2026: 1 to 7 October off, Saturday the 10th worked like a Friday, and a make-up day goes before a holiday.
        var hours = Office with { Holidays = [.. Enumerable.Range(1, 7).Select(day => new DateOnly(2026, 10, day))], MakeUpDays = [new MakeUpDay(new DateOnly(2026, 10, 10), 5), new MakeUpDay(new DateOnly(2026, 10, 7), 3)] };
        Assert.Equal(At("2026-10-07T09:30:00+08:00"), hours.After(At("2026-09-30T16:30:00+08:00"), TimeSpan.FromHours(1)));
        Assert.True(hours.IsOpenAt(At("2026-10-10T10:00:00+08:00")));
        Assert.False(Office.IsOpenAt(At("2026-10-10T10:00:00+08:00")));
    }

    [Fact]
    public void A_day_on_which_the_clocks_are_set_has_its_own_length()
    {
        var night = new BusinessHours { Zone = "Europe/Berlin", Periods = [new DutyPeriod(7, 0, BusinessHours.MinutesADay)] };
        Assert.Equal(TimeSpan.FromHours(23), night.Between(At("2026-03-28T00:00:00+01:00"), At("2026-03-31T00:00:00+02:00")));
        Assert.Equal(TimeSpan.FromHours(25), night.Between(At("2026-10-24T00:00:00+02:00"), At("2026-10-27T00:00:00+01:00")));

        // A period that would begin in the hour that is skipped begins with the hour after it.
        var early = night with { Periods = [new DutyPeriod(7, 150, 240)] };
        Assert.Equal(At("2026-03-29T03:10:00+02:00"), early.After(At("2026-03-29T00:00:00+01:00"), TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void What_comes_after_a_time_and_what_lies_between_agree_whatever_the_hours()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var hours = Office with
            {
                Zone = round % 2 == 0 ? "Asia/Shanghai" : "America/New_York",
                Periods = [.. Enumerable.Range(1, 7).Where(_ => random.Next(3) > 0).Append(3).Distinct().SelectMany(day => new[] { new DutyPeriod(day, random.Next(0, 700), 700 + random.Next(1, 20)), new DutyPeriod(day, 800 + random.Next(100), 1000 + random.Next(440)) })],
                Holidays = [new DateOnly(2026, 3, random.Next(1, 31))],
            };
            var from = At("2026-02-25T00:00:00Z").AddMinutes(random.Next(60_000));
            var time = TimeSpan.FromMinutes(random.Next(1, 6000));
            var due = hours.After(from, time);
            Assert.Equal(time, hours.Between(from, due));
            Assert.True(hours.Between(from, due.AddSeconds(-1)) < time);
        }
    }

    [Fact]
    public void Who_is_hardly_ever_on_duty_has_a_deadline_all_the_same()
    {
        var never = Office with { Periods = [new DutyPeriod(1, 0, 1)] };
        Assert.Equal(At("2026-03-02T00:00:00Z").AddDays(400), never.After(At("2026-03-02T00:00:00Z"), TimeSpan.FromDays(30)));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told()
    {
        Assert.Empty(new BusinessHours().Wrong());
        var wrong = new BusinessHours { Zone = "Beijing", Periods = [new DutyPeriod(8, 0, 10), new DutyPeriod(1, 0, 60), new DutyPeriod(1, 59, 70)], MakeUpDays = [new MakeUpDay(new DateOnly(2026, 1, 1), 0)] };
        Assert.Equal(4, wrong.Wrong().Count());
        Assert.Single(new BusinessHours { Periods = [] }.Wrong());
    }

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
}
