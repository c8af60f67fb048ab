using Steward.Cli.Demo;
using Steward.Contracts.Channels.V1;
using Steward.Testing;
using Xunit;

namespace Steward.Platform.Tests;

/// <summary>What a person types while the suite runs: the real program, which finds the suite by its dashboard and reads its key.</summary>
[Collection(Stories.Name)]
public sealed class AccountsAreCheckedFromTheCommandLine(RunningSuite suite)
{
    [Fact]
    public async Task Every_account_of_the_demo_world_passes_its_check_and_says_so_in_Chinese()
    {
        var run = await suite.TypeAsync("--lang", "zh", "channels", "check");

        Assert.True(run.ExitCode == 0, $"{run.Output}\n{run.Error}");
        Assert.Contains(suite.FastFood.CorpId, run.Output, StringComparison.Ordinal);
        Assert.Contains(suite.Beauty.CorpId, run.Output, StringComparison.Ordinal);
        Assert.Contains("已通过验证", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("未通过", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_send_is_explained_by_its_id_and_an_id_of_nobody_is_told()
    {
        var group = await suite.GroupAsync(suite.Beauty, 2);
        await suite.SayAsync(suite.Beauty, group, "故事里的顾客", "请问" + DemoFiles.Knowledge(suite.Beauty.Code)[1].Paraphrases[0]);
        var request = new ListCommandsRequest { BrandId = suite.Beauty.Id.ToString(), Kind = "send-to-groups", State = "confirmed", PageSize = 1 };
        var sent = await Eventually.ValueAsync(async () => (await suite.Suite.Client<CommandService.CommandServiceClient>().ListCommandsAsync(request)).Commands.FirstOrDefault(), Chat.Patience, "something was sent");

        var run = await suite.TypeAsync("--lang", "en", "ledger", "explain", sent.CommandId);
        var unknown = Guid.NewGuid();
        var nobodys = await suite.TypeAsync("ledger", "explain", unknown.ToString());

        Assert.True(run.ExitCode == 0, $"{run.Output}\n{run.Error}");
        Assert.Contains("send-to-groups", run.Output, StringComparison.Ordinal);
        Assert.Contains("planned", run.Output, StringComparison.Ordinal);
        Assert.Equal((1, $"No brand has a command {unknown}."), (nobodys.ExitCode, nobodys.Error.Trim()));
    }
}
