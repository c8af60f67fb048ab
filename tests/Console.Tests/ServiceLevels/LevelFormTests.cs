using Steward.Console.ServiceLevels;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Tests.ServiceLevels;

public sealed class LevelFormTests
{
    [Fact]
    public void A_level_survives_the_form()
    {
        var level = new ServiceLevel
        {
            FirstResponseMinutes = 10, NextResponseMinutes = 20, ResolutionMinutes = 240,
            Hours = new BusinessHours
            {
                Zone = "Asia/Shanghai",
                Periods = { new DutyPeriod { Day = 1, From = 540, To = 720 }, new DutyPeriod { Day = 1, From = 810, To = 1200 }, new DutyPeriod { Day = 6, From = 0, To = 1440 } },
                Holidays = { "2026-10-01", "2026-10-02" }, MakeUpDays = { new MakeUpDay { Date = "2026-10-10", Like = 5 } },
            },
        };
        var form = LevelForm.Of(level);
        Assert.Equal(("09:00-12:00 13:30-20:00", "", "00:00-24:00"), (form.Days[0], form.Days[1], form.Days[5]));
        var (read, wrong) = form.Read("Asia/Shanghai");
        Assert.Empty(wrong);
        Assert.Equal(level, read);
    }

    [Fact]
    public void Spans_of_days_and_full_width_signs_are_read()
    {
        var form = LevelForm.Of(new ServiceLevel { Hours = new BusinessHours() });
        (form.First, form.Resolution, form.Days[2], form.Holidays) = ("5", "60", "9：00-12：00，14:00—18:00", "2026-10-01～2026-10-03、2026-12-31");
        var (read, wrong) = form.Read("Asia/Shanghai");
        Assert.Empty(wrong);
        Assert.Equal([(540, 720), (840, 1080)], read.Hours.Periods.Select(period => (period.From, period.To)));
        Assert.Equal(["2026-10-01", "2026-10-02", "2026-10-03", "2026-12-31"], read.Hours.Holidays);
    }

    [Theory]
    [InlineData("20:00-09:00")]
    [InlineData("9-18")]
    [InlineData("09:00-25:00")]
    [InlineData("24:00-24:00")]
    public void What_is_no_period_is_told_with_its_day(string text)
    {
        var form = LevelForm.Of(new ServiceLevel { FirstResponseMinutes = 1, ResolutionMinutes = 1, Hours = new BusinessHours() });
        form.Days[6] = text;
        Assert.Equal(("day", 7), (Assert.Single(form.Read("Asia/Shanghai").Wrong).Field, form.Read("Asia/Shanghai").Wrong[0].Day));
    }

    [Fact]
    public void Every_line_that_cannot_be_read_is_told()
    {
        var form = LevelForm.Of(new ServiceLevel { FirstResponseMinutes = 1, ResolutionMinutes = 1, Hours = new BusinessHours() });
        (form.First, form.Next, form.Resolution, form.Holidays, form.MakeUp) = ("十", "soon", "-1", "2026-10-07~2026-10-01 1900-01-01~2026-01-01", "2026-10-10\n2026-10-11 8\n2026-10-12 1");
        Assert.Equal(["first", "next", "resolution", "holidays", "holidays", "make-up", "make-up"], form.Read("Asia/Shanghai").Wrong.Select(mistake => mistake.Field));
    }
}
