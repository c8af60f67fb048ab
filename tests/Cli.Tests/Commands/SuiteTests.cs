namespace Steward.Cli.Tests.Commands;

/// <summary>How platformctl finds the suite, and what it says when it does not.</summary>
public sealed class SuiteTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("steward-data-");

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("nonsense")]
    [InlineData("ftp://127.0.0.1")]
    public async Task Where_no_dashboard_answers_it_says_how_to_start_or_name_one(string dashboard)
    {
        var run = await Platformctl.RunAsync(new Dictionary<string, string> { ["STEWARD_DASHBOARD"] = dashboard }, "status");
        Assert.Equal((1, $"No suite answers at {dashboard}. Start it with AppHost/up, or name its dashboard in STEWARD_DASHBOARD."), (run.ExitCode, run.Error.Trim()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("<html>another program</html>")]
    public async Task Another_program_at_that_address_is_no_suite(string? answer)
    {
        await using var standIn = await StandIn.StartAsync();
        standIn.Resources = answer;
        var run = await Platformctl.RunAsync(new Dictionary<string, string> { ["STEWARD_DASHBOARD"] = standIn.Address.AbsoluteUri }, "status");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("No suite answers at", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_signing_key_it_says_where_it_would_be()
    {
        await using var standIn = await StandIn.StartAsync();
        var run = await Platformctl.RunAsync(Environment(standIn), "status");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("The suite's signing key is not known", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_of_secrets_is_named()
    {
        await using var standIn = await StandIn.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "secrets.json"), "{ \"Parameters:auth-signing-key\": ");
        var run = await Platformctl.RunAsync(Environment(standIn), "status");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(Path.Combine(_data.FullName, "secrets.json"), run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_does_not_run_is_named()
    {
        await using var standIn = await StandIn.StartAsync();
        await WriteSecretsAsync();
        var file = await ExportAsync("time\tgroup\tsender\ttext\n");
        var run = await Platformctl.RunAsync(Environment(standIn), "replay", file);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("The address of simulator is not known", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_a_line_of_the_status()
    {
        await using var standIn = await StandIn.StartAsync();
        await WriteSecretsAsync();
        string[] services = ["channels", "moderation", "members", "content", "conversions", "staffing"];
        standIn.Resources = $"[{string.Join(',', services.Select(name => $$"""{"name":"{{name}}","state":"Running","endpoints":[{"name":"grpc","url":"http://127.0.0.1:1","isExternal":false}]}"""))}]";
        var run = await Platformctl.RunAsync(Environment(standIn), "status");
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.All(services, name => Assert.Matches($@"{name}\s.*no: Unavailable", run.Output));
    }

    // The whole program, with addresses from the dashboard and the key from the data folder, as a person types it.
    [Fact]
    public async Task An_export_is_replayed_at_the_stand_in_that_the_dashboard_names()
    {
        await using var standIn = await StandIn.StartAsync(text => text.Contains("广告", StringComparison.Ordinal) ? "text: not wanted" : null);
        await WriteSecretsAsync();
        standIn.Resources = $$"""[{"name":"simulator","endpoints":[{"name":"http","url":"{{standIn.Address}}"}]},{"name":"postgres","endpoints":[{"name":"tcp","url":"tcp://127.0.0.1:1"}]}]""";
        var file = await ExportAsync("\uFEFFts\troom\tsender\ttext\n2004-11-15 12:18\t吃货群\t小王\t早上好\nbroken\n2004-11-15 12:19\t吃货群\t小李\t广告\n2004-11-15 12:20\t吃货群\t小李\t几点开门？\n");
        var run = await Platformctl.RunAsync(Environment(standIn), "replay", file, "--map-columns", "time=ts,group=room");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("2 messages replayed, 2 lines passed over.\n  line 3: 1 columns, needs 4\n  line 4: text: not wanted\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(["早上好", "广告", "几点开门？"], standIn.Messages.Select(message => (string)message["text"]!));
        Assert.All(standIn.Messages, message => Assert.Equal("ww1", (string)message["corp"]!));
    }

    [Fact]
    public async Task An_export_with_nothing_in_it_fails()
    {
        await using var standIn = await StandIn.StartAsync();
        await WriteSecretsAsync();
        standIn.Resources = $$"""[{"name":"simulator","endpoints":[{"name":"http","url":"{{standIn.Address}}"}]}]""";
        Assert.Equal(1, (await Platformctl.RunAsync(Environment(standIn), "replay", await ExportAsync("time\tgroup\tsender\ttext\n"))).ExitCode);
        var empty = await Platformctl.RunAsync(Environment(standIn), "replay", await ExportAsync(""));
        Assert.Equal((1, "The file is empty."), (empty.ExitCode, empty.Error.Trim()));
    }

    public void Dispose() => _data.Delete(recursive: true);

    private Dictionary<string, string> Environment(StandIn standIn) => new() { ["STEWARD_DASHBOARD"] = standIn.Address.AbsoluteUri, ["STEWARD_DATA"] = _data.FullName };

    private Task WriteSecretsAsync() => File.WriteAllTextAsync(Path.Combine(_data.FullName, "secrets.json"), """{ "Parameters:auth-signing-key": "0123456789abcdef0123456789abcdef", "postgres": "x" }""");

    private async Task<string> ExportAsync(string text)
    {
        var file = Path.Combine(_data.FullName, "export.tsv");
        await File.WriteAllTextAsync(file, text);
        return file;
    }
}
