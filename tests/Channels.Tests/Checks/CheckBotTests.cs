using Steward.Channels.Tests.Telegram;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Words;
using Steward.Testing;

namespace Steward.Channels.Tests.Checks;

public sealed class CheckBotTests
{
    [Fact]
    public async Task A_bot_is_asked_for_its_privacy_its_updates_and_its_rights_in_each_group()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: true);
        await telegram.SayAsync(telegram.Alice, "你好");
        await Eventually.TrueAsync(async () => (await brand.HistoryAsync()).Count == 1, TimeSpan.FromSeconds(20), "the bot hears");
        await brand.DrainedAsync();

        await Eventually.TrueAsync(async () => (await CheckAsync(brand)).GetValueOrDefault("rights") is { Outcome: "ok" }, TimeSpan.FromSeconds(20), "the group is known");
        var steps = await CheckAsync(brand);

        Assert.Equal(["settings", "credentials", "privacy", "updates", "rights", "callbacks", "archive"], steps.Keys);
        Assert.Equal((CheckCodes.PrivacyFine, CheckCodes.UpdatesFine, "webhook"), (steps["privacy"].Why.Code, steps["updates"].Why.Code, steps["updates"].Why.Arguments["way"]));
        Assert.Equal("ok", steps["callbacks"].Outcome);

        await telegram.BotAsync("member");
        var rights = (await CheckAsync(brand))["rights"];

        Assert.Equal(("warning", CheckCodes.RightsMissing, "administrator"), (rights.Outcome, rights.Why.Code, rights.Why.Arguments["missing"]));
        Assert.Contains("Ban users", rights.Mend, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, CheckStep>> CheckAsync(TelegramBrand brand) =>
        (await brand.Host.Client<CheckService.CheckServiceClient>(ServiceHost.AdminOf(brand.Brand)).CheckAccountAsync(new CheckAccountRequest { BrandId = brand.Brand.ToString(), AccountId = brand.Account.ToString() }))
        .Steps.ToDictionary(step => step.Name);
}
