using Steward.Conversions.Orders;

namespace Steward.Conversions.Tests.Orders;

public sealed class LastTouchTests
{
    private static readonly DateTimeOffset Paid = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public void The_last_click_before_the_payment_gets_the_credit() =>
        Assert.Equal("b", LastTouch.Credit([At(-3, "a"), At(-1, "b"), At(-2, "c"), At(1, "later")], Paid, Week)?.Code);

    [Fact]
    public void Both_ends_of_the_window_belong_to_it()
    {
        Assert.Equal("a", LastTouch.Credit([At(0, "a")], Paid, Week)?.Code);
        Assert.Equal("a", LastTouch.Credit([At(-7 * 24, "a")], Paid, Week)?.Code);
    }

    [Fact]
    public void Outside_of_the_window_nobody_gets_it()
    {
        Assert.Null(LastTouch.Credit([], Paid, Week));
        Assert.Null(LastTouch.Credit([At(0, "a") with { ClickedAt = Paid.AddMicroseconds(1) }, At(0, "b") with { ClickedAt = Paid - Week - TimeSpan.FromMicroseconds(1) }], Paid, Week));
    }

    [Fact]
    public void Of_two_clicks_at_the_same_moment_the_larger_id_gets_it()
    {
        var small = At(-1, "small") with { ClickId = Guid.Parse("00000000-0000-7000-8000-000000000001") };
        var large = At(-1, "large") with { ClickId = Guid.Parse("00000000-0000-7000-8000-000000000002") };
        Assert.Equal("large", LastTouch.Credit([small, large], Paid, Week)?.Code);
        Assert.Equal("large", LastTouch.Credit([large, small], Paid, Week)?.Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_other_click_that_qualifies_is_later(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            Touch[] clicks = [.. Enumerable.Range(0, random.Next(0, 8)).Select(i => At(random.Next(-12, 4), $"{i}"))];
            var window = TimeSpan.FromHours(random.Next(1, 12));
            var credited = LastTouch.Credit(clicks, Paid, window);
            var qualify = clicks.Where(click => click.ClickedAt <= Paid && click.ClickedAt >= Paid - window).ToArray();
            Assert.Equal(qualify.Length > 0, credited is not null);
            Assert.All(qualify, click => Assert.True((credited!.ClickedAt, credited.ClickId).CompareTo((click.ClickedAt, click.ClickId)) >= 0, $"seed {seed} round {round}"));
        }
    }

    private static Touch At(int hours, string code) => new() { ClickId = Guid.NewGuid(), Code = code, ClickedAt = Paid.AddHours(hours) };
}
