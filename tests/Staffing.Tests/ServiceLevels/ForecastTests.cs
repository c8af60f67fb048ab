using Steward.Staffing.ServiceLevels;

namespace Steward.Staffing.Tests.ServiceLevels;

public sealed class ForecastTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void At_six_answers_an_hour_the_third_of_three_that_are_due_in_twenty_minutes_will_be_late()
    {
        var forecast = Of(new() { ["li"] = 6 }, ("li", 20), ("li", 20), ("li", 20), ("li", 90));
        Assert.Equal([new QueueForecast("li", 4, 0, 3, 1, 6)], forecast);
    }

    [Fact]
    public void What_is_late_already_takes_time_too_and_who_answers_nothing_answers_nothing()
    {
        var forecast = Of(new() { ["li"] = 6 }, ("li", -5), ("li", 15), ("", 10), ("wang", 120));
        Assert.Equal([new QueueForecast("li", 2, 1, 1, 1, 6), new QueueForecast("", 1, 0, 1, 1, 0), new QueueForecast("wang", 1, 0, 0, 0, 0)], forecast);
    }

    [Fact]
    public void Nothing_that_waits_is_nothing_to_tell() => Assert.Empty(Of([]));

    private static IReadOnlyList<QueueForecast> Of(Dictionary<string, int> pace, params (string Queue, int Minutes)[] waiting) =>
        Forecast.Of(waiting.Select(item => new WaitingItem(item.Queue, Now.AddMinutes(item.Minutes))), pace, Now, TimeSpan.FromHours(1));
}
