using Steward.Conversions.Reports;

namespace Steward.Conversions.Tests.Reports;

public sealed class BrandDayTests
{
    [Theory]
    [InlineData("2026-03-01T15:59:59Z", "2026-03-01")]
    [InlineData("2026-03-01T16:00:00Z", "2026-03-02")]
    [InlineData("2026-03-02T00:30:00+08:00", "2026-03-02")]
    public void A_day_begins_at_midnight_in_Shanghai(string moment, string day) =>
        Assert.Equal(day, BrandDay.Spell(BrandDay.Of(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("2026-3-2")]
    [InlineData("02/03/2026")]
    [InlineData("today")]
    public void Other_spellings_are_no_day(string text) => Assert.Null(BrandDay.Read(text));
}
