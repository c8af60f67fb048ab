namespace Steward.Telegram.Simulator.Tests.Control;

public sealed class ControlTests
{
    [Theory]
    [InlineData("/sim/v1/chats", """{"title":""}""", "title")]
    [InlineData("/sim/v1/chats", """{"title":"x","type":"channel"}""", "type")]
    [InlineData("/sim/v1/chats", """{"titel":"x"}""", "titel")]
    [InlineData("/sim/v1/chats", "[]", "NewChat")]
    [InlineData("/sim/v1/bots", """{"name":"x","username":"nobody"}""", "username")]
    public async Task A_bad_request_names_its_field(string path, string body, string named)
    {
        await using var host = await TelegramHost.StartAsync();

        var (status, answer) = await host.TryControlAsync(HttpMethod.Post, path, body);

        Assert.Equal(400, status);
        Assert.Contains(named, (string)answer["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_and_epoch_give_the_same_world()
    {
        await using var one = await TelegramHost.StartAsync();
        await using var two = await TelegramHost.StartAsync();

        Assert.Equal((one.Token, one.ChatId, one.Alice), (two.Token, two.ChatId, two.Alice));
        Assert.StartsWith("-100", one.ChatId.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
