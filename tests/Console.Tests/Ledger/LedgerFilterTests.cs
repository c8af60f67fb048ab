using Steward.Console.Ledger;

namespace Steward.Console.Tests.Ledger;

public sealed class LedgerFilterTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void Days_begin_when_they_begin_in_the_brands_zone_and_the_last_one_counts_in_full()
    {
        var request = new LedgerFilter(State: "blocked", Blocked: "quota", From: new DateOnly(2026, 3, 2), To: new DateOnly(2026, 3, 2)).For("brand", Shanghai, 100, "next");
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero), request.From.ToDateTimeOffset());
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero), request.To.ToDateTimeOffset());
        Assert.Equal(("blocked", "quota", "brand", "next", 100), (request.State, request.BlockedReason, request.BrandId, request.PageToken, request.PageSize));
    }

    [Fact]
    public void No_day_and_one_that_no_calendar_goes_beyond_limit_nothing()
    {
        foreach (var day in (DateOnly?[])[null, DateOnly.MaxValue, DateOnly.MinValue])
        {
            var request = new LedgerFilter(From: day, To: day).For("brand", Shanghai, 100, "");
            Assert.Null(request.From);
            Assert.Null(request.To);
        }
    }

    [Fact]
    public void A_filter_is_narrow_as_soon_as_it_leaves_something_out()
    {
        Assert.False(new LedgerFilter().Narrow);
        Assert.True(new LedgerFilter(Account: "one").Narrow);
    }
}
