using Grpc.Core;

namespace Steward.Channels.Tests.Telegram;

public sealed class ProveTelegramTests
{
    [Fact]
    public async Task A_token_that_Telegram_does_not_know_is_refused_and_a_good_one_is_never_shown()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: false);
        var wrong = brand.Request();
        wrong.Secret = $"{telegram.BotId}:{new string('A', 35)}";

        var refused = await Assert.ThrowsAsync<RpcException>(() => brand.Accounts.ConnectAccountAsync(wrong).ResponseAsync);

        Assert.Equal(("CHN-010", StatusCode.InvalidArgument), (refused.Trailers.GetValue("problem-code"), refused.StatusCode));
        var shown = (await brand.Accounts.ListAccountsAsync(new() { BrandId = brand.Brand.ToString() })).Accounts.Single();
        Assert.Equal(("telegram", $"{telegram.BotId}"), (shown.Channel, shown.CorpId));
        Assert.DoesNotContain(telegram.Token, shown.ToString(), StringComparison.Ordinal);
        Assert.Equal(0L, await brand.AskAsync<long>($"select count(*) from accounts where encode(secrets, 'escape') like '%{telegram.Token[^20..]}%'"));
    }

    [Theory]
    [InlineData("secret", "no-token")]
    [InlineData("callback_token", "with space")]
    [InlineData("corp_id", "12345")]
    [InlineData("archive_mode", "data-zone")]
    public async Task A_wrong_setting_names_its_field(string field, string value)
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: false);
        var request = brand.Request();
        switch (field)
        {
            case "secret": request.Secret = value; break;
            case "callback_token": request.CallbackToken = value; break;
            case "corp_id": request.CorpId = value; break;
            default: request.ArchiveMode = value; break;
        }

        var refused = await Assert.ThrowsAsync<RpcException>(() => brand.Accounts.ConnectAccountAsync(request).ResponseAsync);

        Assert.Equal(("CHN-002", StatusCode.InvalidArgument), (refused.Trailers.GetValue("problem-code"), refused.StatusCode));
        Assert.Contains(field, refused.Status.Detail, StringComparison.Ordinal);
    }
}
