using Steward.Channels.Quotas;

namespace Steward.Channels.Tests.Quotas;

public sealed class QuotaPictureTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 14, 17, 30, 15, TimeSpan.Zero);
    private static readonly QuotaClaim Group = new("group-broadcast", "wr1");

    [Theory]
    [InlineData("second", "2026-02-14T17:30:15Z", "2026-02-14T17:30:16Z")]
    [InlineData("minute", "2026-02-14T17:30:00Z", "2026-02-14T17:31:00Z")]
    [InlineData("hour", "2026-02-14T17:00:00Z", "2026-02-14T18:00:00Z")]
    [InlineData("day", "2026-02-14T16:00:00Z", "2026-02-15T16:00:00Z")]
    [InlineData("week", "2026-02-08T16:00:00Z", "2026-02-15T16:00:00Z")]
    [InlineData("month", "2026-01-31T16:00:00Z", "2026-02-28T16:00:00Z")]
    public void A_calendar_window_is_Shanghais(string span, string start, string end)
    {
        var begins = new QuotaSpan(span).StartOf(Now);
        Assert.Equal((DateTimeOffset.Parse(start, null), DateTimeOffset.Parse(end, null)), (begins, new QuotaSpan(span).EndOf(begins)));
    }

    [Fact]
    public void A_group_gets_as_many_broadcasts_as_the_month_has_days_and_then_opens_with_the_next()
    {
        Assert.Null(Picture([Rule("month", null)], Bucket("month", 27)).RefusalOf(Group, bulk: false));
        var full = Picture([Rule("month", null)], Bucket("month", 28)).RefusalOf(Group, bulk: false);
        Assert.Equal((28, 28, new DateTimeOffset(2026, 2, 28, 16, 0, 0, TimeSpan.Zero)), (full!.Used, full.Limit, full.OpensAt));
        Assert.Contains("2026-03-01", full.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_full_windows_the_one_that_opens_last_counts()
    {
        var full = Picture([Rule("month", null), Rule("day", 1)], Bucket("month", 28), Bucket("day", 1)).RefusalOf(Group, bulk: false);
        Assert.Equal("month", full!.Span);
        Assert.Equal("day", Picture([Rule("month", null), Rule("day", 1)], Bucket("month", 3), Bucket("day", 1)).RefusalOf(Group, bulk: false)!.Span);
    }

    [Fact]
    public void A_rolling_span_opens_when_its_oldest_use_is_old_enough()
    {
        DateTime[] moments = [Now.UtcDateTime.AddHours(-30), Now.UtcDateTime.AddHours(-23), Now.UtcDateTime.AddHours(-2), Now.UtcDateTime.AddHours(-1)];
        var rule = Rule("24h", 3);
        Assert.Equal(Now.AddHours(1), Picture([rule], Bucket("24h", 9) with { Moments = moments }).RefusalOf(Group, bulk: false)!.OpensAt);
        Assert.Null(Picture([rule], Bucket("24h", 9) with { Moments = moments[..3] }).RefusalOf(Group, bulk: false));
    }

    [Fact]
    public void Bulk_leaves_a_part_to_what_somebody_waits_for()
    {
        var rule = Rule("minute", 10) with { BulkPercent = 80 };
        Assert.Null(Picture([rule], Bucket("minute", 8)).RefusalOf(Group, bulk: false));
        Assert.NotNull(Picture([rule], Bucket("minute", 8)).RefusalOf(Group, bulk: true));
    }

    [Fact]
    public void What_one_takes_from_a_picture_is_gone_for_the_next()
    {
        var picture = Picture([Rule("minute", 2), Rule("24h", 2)], Bucket("minute", 1), Bucket("24h", 0));
        picture.Take(Group);
        Assert.Equal(("minute", 2), (picture.RefusalOf(Group, bulk: false)!.Span, picture.RefusalOf(Group, bulk: false)!.Used));
        var rolling = Picture([Rule("24h", 2)], Bucket("24h", 0) with { Moments = [Now.UtcDateTime.AddHours(-2)] });
        rolling.Take(Group);
        Assert.Equal(Now.AddHours(22), rolling.RefusalOf(Group, bulk: false)!.OpensAt);
    }

    [Fact]
    public void Those_that_a_window_has_no_room_for_get_places_in_as_many_windows_as_they_need()
    {
        var picture = Picture([Rule("minute", 2)], Bucket("minute", 2) with { Waiting = 1 });
        var full = picture.RefusalOf(Group, bulk: false)!;

        var places = Enumerable.Range(0, 4).Select(_ => picture.SendOn(full, bulk: false).OpensAt).ToArray();

        Assert.Equal([full.OpensAt, full.OpensAt.AddMinutes(1), full.OpensAt.AddMinutes(1), full.OpensAt.AddMinutes(2)], places);
        Assert.Equal(4, picture.SentOn[(Group, "minute")]);
        var closed = Picture([Rule("minute", 1), Rule(QuotaSpan.Circuit, 0)], Bucket("minute", 0), Bucket(QuotaSpan.Circuit, 0) with { ClosedUntil = Now.AddSeconds(30) });
        Assert.Equal([Now.AddSeconds(30), Now.AddSeconds(45)], Enumerable.Range(0, 2).Select(_ => closed.SendOn(closed.RefusalOf(Group, bulk: false)!, bulk: false).OpensAt).ToArray());
    }

    [Fact]
    public void A_circuit_that_the_channel_closed_refuses_until_it_opens()
    {
        var rule = Rule(QuotaSpan.Circuit, 0);
        Assert.Null(Picture([rule], Bucket(QuotaSpan.Circuit, 0)).RefusalOf(Group, bulk: false));
        Assert.Equal(Now.AddSeconds(30), Picture([rule], Bucket(QuotaSpan.Circuit, 0) with { ClosedUntil = Now.AddSeconds(30) }).RefusalOf(Group, bulk: false)!.OpensAt);
        Assert.Null(Picture([rule], Bucket(QuotaSpan.Circuit, 0) with { ClosedUntil = Now }).RefusalOf(Group, bulk: false));
    }

    [Fact]
    public void After_45009_the_fuller_window_stays_closed()
    {
        Assert.Equal(TimeSpan.FromMinutes(1), QuotaPicture.ClosedFor([(Rule("minute", 10_000), 9_999), (Rule("hour", 150_000), 20_000)]));
        Assert.Equal(TimeSpan.FromHours(1), QuotaPicture.ClosedFor([(Rule("minute", 10_000), 5), (Rule("hour", 150_000), 140_000)]));
    }

    [Theory]
    [InlineData("calendar", "13:29", null)]
    [InlineData("calendar", "13:30", "2026-02-15T00:30:00Z")]
    [InlineData("calendar", "00:29", "2026-02-14T00:30:00Z")]
    [InlineData("calendar", "00:30", null)]
    [InlineData("knowledge", "18:00", null)]
    public void Only_the_calendar_waits_for_the_morning(string origin, string utc, string? opens)
    {
        var at = new DateTimeOffset(new DateOnly(2026, 2, 14), TimeOnly.Parse(utc, null), TimeSpan.Zero);
        Assert.Equal(opens is null ? null : DateTimeOffset.Parse(opens, null), QuietHours.Parse("21:30-08:30", "Asia/Shanghai")!.OpensAt(origin, at));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("22:00-06:00", true)]
    [InlineData("22-6", false)]
    [InlineData("25:00-06:00", false)]
    public void Quiet_hours_are_two_times_or_nothing(string text, bool good) => Assert.Equal(good, QuietHours.Parse(text, "Asia/Shanghai") is not null);

    private static QuotaPicture Picture(IReadOnlyList<QuotaRule> rules, params QuotaBucket[] buckets) => new(rules, buckets, Now);

    private static QuotaRule Rule(string span, int? most) => new() { Scope = Group.Scope, Span = span, Most = most, Per = "account", BulkPercent = 100, Note = "" };

    private static QuotaBucket Bucket(string span, int used) => new() { Scope = Group.Scope, Subject = Group.Subject, Span = span, StartsAt = new QuotaSpan(span).StartOf(Now), Used = used };
}
