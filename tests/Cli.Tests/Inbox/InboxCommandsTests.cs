using System.Text.Json;

namespace Steward.Cli.Tests.Inbox;

public sealed class InboxCommandsTests
{
    private static readonly string[] Small = ["inbox", "simulate", "--days", "1", "--turn", "15"];

    [Fact]
    public async Task Days_are_simulated_and_what_was_assumed_is_told()
    {
        var run = await Platformctl.RunAsync([.. Small, "--operators", "8", "--groups", "100", "--json"]);

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal((8, 100), (report.RootElement.GetProperty("assumed").GetProperty("operators").GetInt32(), report.RootElement.GetProperty("assumed").GetProperty("groupsEach").GetInt32()));
        Assert.InRange(report.RootElement.GetProperty("figures").GetProperty("matters").GetInt32(), 400, 800);
        Assert.Equal(JsonValueKind.Null, report.RootElement.GetProperty("leverage").ValueKind);
    }

    [Fact]
    public async Task How_many_groups_a_person_can_serve_is_told_with_what_limits_it()
    {
        var run = await Platformctl.RunAsync([.. Small, "--operators", "8", "--leverage"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("groups for each person with 90", run.Output, StringComparison.Ordinal);
        Assert.Contains("what limits it", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--operators", "0", "Operators must be 1 to 1,000")]
    [InlineData("--deflected", "1.5", "Deflected must be 0 to 1")]
    [InlineData("--shifts", "noon", "--shifts must be like 7-15")]
    public async Task What_cannot_be_simulated_is_told(string option, string value, string told)
    {
        var run = await Platformctl.RunAsync([.. Small, option, value]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(told, run.Output + run.Error, StringComparison.Ordinal);
    }
}
