using Steward.Console.Shared;

namespace Steward.Console.Tests.Shared;

public sealed class MomentsTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-01T16:30:05Z", "00:30:05")]
    [InlineData("2026-03-01T15:30:00Z", "03-01 23:30")]
    [InlineData("2025-12-31T15:30:00Z", "2025-12-31 23:30")]
    public void Today_is_a_time_in_the_brands_zone_and_earlier_has_its_day(string at, string shown) =>
        Assert.Equal(shown, Moments.Short(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), Shanghai, Now));

    [Fact]
    public void A_time_of_a_form_counts_in_the_brands_zone() =>
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), Moments.FromLocal(new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Unspecified), Shanghai));
}
