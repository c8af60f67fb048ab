using System.Globalization;
using System.Text.RegularExpressions;
using Steward.Contracts.Moderation.V1;
using Xunit;

namespace Steward.Platform.Tests;

/// <summary>A list of words becomes a draft, and the draft is tried on what was really said, before anybody publishes it.</summary>
[Collection(Stories.Name)]
public sealed partial class RulesAreTriedFromTheCommandLine(RunningSuite suite)
{
    [Fact]
    public async Task An_imported_list_is_tried_on_the_history_and_decides_nothing()
    {
        var brand = suite.FastFood.Id.ToString();
        var group = await suite.GroupAsync(suite.FastFood, 4);
        await suite.SayAsync(suite.FastFood, group, "故事里的暗号人", "对暗号青龙白虎朱雀玄武");
        await suite.HeardAsync(suite.FastFood, group, message => message.Text.Contains("青龙白虎", StringComparison.Ordinal), "the message is in the history");
        var rules = suite.Suite.Client<RuleService.RuleServiceClient>();
        var before = (await rules.GetRuleSetAsync(new GetRuleSetRequest { BrandId = brand })).Rules.Version;
        var file = Path.Combine(Path.GetTempPath(), $"words-{Guid.NewGuid():N}.txt");
        await File.WriteAllLinesAsync(file, ["# 故事", "青龙白虎", "青龙白虎", "朱雀玄武"]);
        try
        {
            var imported = await suite.TypeAsync("moderation", "import", file, "--brand", brand, "--rule", "story");
            Assert.True(imported.ExitCode == 0, $"{imported.Output}\n{imported.Error}");
            Assert.Contains("line 3: 青龙白虎 (line 2)", imported.Output, StringComparison.Ordinal);
            var draft = DraftNumber().Match(imported.Output).Groups[1].Value;
            var today = TimeProvider.System.GetUtcNow();
            var tried = await suite.TypeAsync("moderation", "backtest", "--brand", brand, "--draft", draft, "--from", Day(today.AddDays(-1)), "--to", Day(today));
            Assert.True(tried.ExitCode == 0, $"{tried.Output}\n{tried.Error}");
            Assert.Matches(@"story\s*│\s*1\s*│\s*1\s*│\s*1\s*│\s*0", tried.Output);
            Assert.Equal(before, (await rules.GetRuleSetAsync(new GetRuleSetRequest { BrandId = brand })).Rules.Version);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"in draft (\d+)")]
    private static partial Regex DraftNumber();
}
