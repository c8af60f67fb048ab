using Microsoft.Playwright;
using Steward.Cli.Demo;
using Xunit;

namespace Steward.Platform.Tests;

[Collection(Stories.Name)]
public sealed class QuestionIsAnsweredInTheBrowser(RunningSuite suite)
{
    private static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    private static readonly float Patience = (float)Chat.Patience.TotalMilliseconds;

    [Fact]
    public async Task An_operator_sees_the_question_appear_answers_it_and_the_group_hears_the_answer()
    {
        var group = await suite.GroupAsync(suite.Beauty, 3);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Flags });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { Locale = "zh-CN", ViewportSize = new ViewportSize { Width = 1366, Height = 768 } });
        await page.GotoAsync(suite.Suite.Address("console").AbsoluteUri);
        await page.GetByTestId("login-user").FillAsync("xiaomei");
        await page.GetByTestId("login-password").FillAsync(DemoKeys.Password(suite.Suite));
        await page.GetByTestId("login-submit").ClickAsync();
        await page.GetByTestId("inbox").WaitForAsync(new LocatorWaitForOptions { Timeout = Patience });

        var question = $"上周三在你们柜台丢了一把蓝色雨伞{Guid.NewGuid().ToString("N")[..6]}，能不能帮忙找找？";
        await suite.SayAsync(suite.Beauty, group, "故事里的失主", question);
        var item = page.GetByTestId("inbox-item").Filter(new LocatorFilterOptions { HasText = question[..24] });
        await item.ClickAsync(new LocatorClickOptions { Timeout = Patience });

        var answer = $"您好，已经联系柜台帮您找伞，找到后第一时间告诉您。{Guid.NewGuid().ToString("N")[..6]}";
        await page.GetByTestId("answer-box").FillAsync(answer);
        await page.GetByTestId("answer-send").ClickAsync();

        await suite.HeardAsync(suite.Beauty, group, message => message.FromStaff && message.Text.Contains(answer, StringComparison.Ordinal), "the answer is heard in the group");
        var settled = await suite.SettledAsync(Chat.Patience);
        Assert.True(settled.WorkItems > 0);
        await Assertions.Expect(item).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = Patience });
    }
}
