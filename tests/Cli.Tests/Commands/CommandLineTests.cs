namespace Steward.Cli.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("replay", "Required argument missing")]
    [InlineData("replay /does/not/exist.tsv", "/does/not/exist.tsv")]
    [InlineData("replay {file} --speed -1", "--speed must be 0, or 0.001 or more")]
    [InlineData("replay {file} --speed 1e-300", "--speed must be 0, or 0.001 or more")]
    [InlineData("replay {file} --speed NaN", "--speed must be 0, or 0.001 or more")]
    [InlineData("replay {file} --speed fast", "fast")]
    [InlineData("replay {file} --map-columns when=ts", "'when=ts': --map-columns takes time=…, group=…, sender=…, text=….")]
    [InlineData("dlq list --service shipping", "--service must be one of channels, moderation, members, content, conversions, staffing")]
    [InlineData("dlq list --peek many", "many")]
    [InlineData("dlq replay --limit all", "all")]
    [InlineData("channels check --account mine", "mine")]
    [InlineData("channels reconcile --account mine", "mine")]
    [InlineData("ledger explain", "Required argument missing")]
    [InlineData("ledger explain mine", "mine")]
    [InlineData("dlq", "Required command was not provided")]
    [InlineData("sing", "'sing'")]
    public async Task A_wrong_command_line_is_explained_and_nothing_is_done(string line, string explained)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Steward.Cli.runtimeconfig.json");
        var run = await Platformctl.RunAsync([.. line.Split(' ').Select(word => word == "{file}" ? file : word)]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(explained, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        var run = await Platformctl.RunAsync("--help");
        Assert.Equal(0, run.ExitCode);
        Assert.All((string[])["status", "channels", "ledger", "replay", "dlq", "demo"], command => Assert.Contains($"  {command}", run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_dead_letters_are_not_thrown_away()
    {
        var run = await Platformctl.RunAsync("dlq", "drop");
        Assert.Equal((1, true), (run.ExitCode, run.Error.Contains("--yes", StringComparison.Ordinal)));
    }
}
