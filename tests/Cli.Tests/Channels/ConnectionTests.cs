using Steward.Cli.Channels;

namespace Steward.Cli.Tests.Channels;

public sealed class ConnectionTests
{
    [Fact]
    public void The_file_has_the_fields_of_the_request() =>
        Assert.Equal(("telegram", "机器人"), (Connection.Parse("""{ "brandId": "b", "channel": "telegram", "name": "机器人" }""").Channel, Connection.Parse("""{ "name": "机器人" }""").Name));

    [Theory]
    [InlineData("{ \"secret\": \"s3cr3t\"")]
    [InlineData("no json s3cr3t")]
    [InlineData("{ \"agentId\": \"s3cr3t\" }")]
    [InlineData("[]")]
    public void What_is_no_account_is_refused_without_repeating_it(string json)
    {
        var refused = Assert.Throws<UserException>(() => Connection.Parse(json));
        Assert.StartsWith("This is not", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var run = await Platformctl.RunAsync("channels", "connect", "/nowhere/account.json");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("/nowhere/account.json cannot be read", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channels", "check", "--account", "nonsense")]
    [InlineData("channels", "reconcile", "--account", "nonsense")]
    [InlineData("ledger", "explain", "nonsense")]
    public async Task What_is_no_id_is_told_in_words(params string[] line)
    {
        var run = await Platformctl.RunAsync(line);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'nonsense' is not an id", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
        Assert.Contains($"platformctl {line[0]} {line[1]}", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "en")]
    [InlineData(null, "zh_CN.UTF-8", "zh")]
    [InlineData("C.UTF-8", "zh_CN.UTF-8", "en")]
    [InlineData("zh_CN.UTF-8", "en_US.UTF-8", "zh")]
    public void The_terminals_locale_is_the_language(string? all, string? lang, string language) => Assert.Equal(language, Speech.Default(name => name switch { "LC_ALL" => all, "LANG" => lang, _ => null }));
}
