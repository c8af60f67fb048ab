using Steward.Console.Shifts;
using Steward.Contracts.Staffing.V1;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Steward.Console.Tests.Shifts;

public sealed class DutyFormTests
{
    [Fact]
    public void A_plan_survives_the_form()
    {
        var plan = new DutyPlan
        {
            Zone = "Asia/Shanghai", Capacity = 20, Kinds = { new KindCapacity { Kind = "complaint", Capacity = 3 } },
            Periods = { new DutyPeriod { Day = 1, From = 540, To = 720 }, new DutyPeriod { Day = 1, From = 810, To = 1200 }, new DutyPeriod { Day = 6, From = 0, To = 1440 } },
            Cover = { new DutyPeriod { Day = 7, From = 1200, To = 1440 } },
            Skills = { new Skill { Name = "奶粉 一段", ValidUntil = "2026-12-31" }, new Skill { Name = "英语" } },
            Exceptions = { new DutyException { From = At(2026, 10, 1, 0), Until = At(2026, 10, 8, 0), Note = "年假" }, new DutyException { From = At(2026, 10, 11, 9), Until = At(2026, 10, 11, 18), Extra = true } },
        };
        var form = DutyForm.Of(plan, "UTC");
        Assert.Equal(("09:00-12:00 13:30-20:00", "", "20:00-24:00", "奶粉 一段 2026-12-31\n英语"), (form.Shifts[0], form.Shifts[1], form.Cover[6], form.Skills));
        Assert.Equal("- 2026-10-01 00:00~2026-10-08 00:00 年假\n+ 2026-10-11 09:00~2026-10-11 18:00", form.Exceptions);
        var (read, wrong) = form.Read();
        Assert.Empty(wrong);
        Assert.Equal(plan, read);
    }

    [Fact]
    public void Days_without_times_are_whole_and_full_width_signs_are_read()
    {
        var form = DutyForm.Of(null, "Asia/Shanghai");
        (form.Exceptions, form.Shifts[0]) = ("－ 2026-10-01～2026-10-07 年假\n＋2026-10-11 9：00～2026-10-11 18:00", "9：00—12:00、13:00-18:00");
        var (read, wrong) = form.Read();
        Assert.Empty(wrong);
        Assert.Equal([(At(2026, 10, 1, 0), At(2026, 10, 8, 0), false, "年假"), (At(2026, 10, 11, 9), At(2026, 10, 11, 18), true, "")], read.Exceptions.Select(one => (one.From, one.Until, one.Extra, one.Note)));
        Assert.Equal((8, 20), (read.Periods.Count, read.Capacity));
    }

    [Fact]
    public void Every_line_that_cannot_be_read_is_told()
    {
        var form = DutyForm.Of(null, "Mars/Olympus");
        (form.Shifts[1], form.Cover[2], form.Exceptions, form.Capacity, form.Kinds[1].Most) = ("20:00-9:00", "x", "2026-10-01~2026-10-02\n- 2026-10-07~2026-10-01\n- 0001-01-01~9999-12-31", "-1", "三");
        Assert.Equal(["zone", "shift", "cover", "exception", "exception", "exception", "capacity", "capacity"], form.Read().Wrong.Select(mistake => mistake.Field));
    }

    private static Timestamp At(int year, int month, int day, int hour) => Timestamp.FromDateTimeOffset(new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.FromHours(8)));
}
