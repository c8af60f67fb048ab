using System.Net.Http.Headers;
using System.Text;

namespace Steward.Channels.Tests.Telegram;

public sealed class ReceiveUpdateTests
{
    [Fact]
    public async Task Only_Telegram_itself_is_let_in_and_only_updates_are_kept()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: true);
        const string Update = """{"update_id":4001,"poll":{"id":"1"}}""";

        Assert.Equal(404, await PostAsync(brand, Update, account: Guid.NewGuid()));
        Assert.Equal(403, await PostAsync(brand, Update, secret: "top_SECRET-2"));
        Assert.Equal(403, await PostAsync(brand, Update, secret: null));
        Assert.Equal(400, await PostAsync(brand, "{"));
        Assert.Equal(400, await PostAsync(brand, "[]"));
        Assert.Equal(400, await PostAsync(brand, """{"update_id":"4001"}"""));
        Assert.Equal(400, await PostAsync(brand, "{\"update_id\":1,\"a\":\"\xff\"}", Encoding.Latin1));
        Assert.Equal(413, await PostAsync(brand, $$"""{"update_id":1,"a":"{{new string('x', 1100000)}}"}"""));
        Assert.Equal(200, await PostAsync(brand, Update));
        Assert.Equal(200, await PostAsync(brand, Update));
        await brand.DrainedAsync();
        Assert.Equal("unknown", await brand.AskAsync<string>("select outcome from telegram_updates where update_id = 4001"));
        Assert.Equal(1L, await brand.AskAsync<long>("select count(*) from telegram_updates where update_id in (1, 4001)"));
    }

    [Fact]
    public async Task An_account_that_polls_has_no_webhook()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: false);

        Assert.Equal(404, await PostAsync(brand, """{"update_id":1}""", secret: ""));
    }

    private static async Task<int> PostAsync(TelegramBrand brand, string body, Encoding? encoding = null, Guid? account = null, string? secret = TelegramBrand.Secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/callbacks/telegram/{account ?? brand.Account}") { Content = new ByteArrayContent((encoding ?? Encoding.UTF8).GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (secret is not null) { request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret); }

        using var response = await brand.Host.Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
