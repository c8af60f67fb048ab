using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator.Control;

/// <summary>What people say.</summary>
internal sealed class TalkControl(TelegramWorld world, Happenings happenings, WorldClock clock)
{
    private const int LongestText = 4096;

    public Task<IResult> SayAsync(HttpRequest request, long chatId, CancellationToken ct) => ControlBody.ReadAsync<Words>(request, body =>
    {
        lock (world.Gate)
        {
            if (body.Text.Length > LongestText) { return ControlBody.Bad($"text: at most {LongestText} characters"); }

            if (world.ChatOf(chatId) is not { UpgradedTo: null } chat) { return ControlBody.NotFound($"chat: {chatId} is none"); }

            if (chat.Find(body.From, clock.Seconds) is not { IsInside: true } member) { return ControlBody.NotFound($"from: {body.From} is not in the chat"); }

            if (!member.MaySpeak) { return ControlBody.Conflict($"from: {body.From} is restricted"); }

            ChatMessage? answered = null;
            if (body.ReplyTo is { } number && !chat.Messages.TryGetValue(number, out answered)) { return ControlBody.NotFound($"replyTo: there is no {number} in {chatId}"); }

            ChatMessage? last = null;
            for (var time = 0; time < body.Times; time++) { last = happenings.Say(chat, member.User, body.Times == 1 ? body.Text : $"{body.Text} {time + 1}", body.Kind, answered); }

            return ControlBody.Ok(new { messageId = last?.Id ?? 0 });
        }
    }, ct);

    public Task<IResult> EditAsync(HttpRequest request, long chatId, int messageId, CancellationToken ct) => ControlBody.ReadAsync<NewWords>(request, body =>
    {
        lock (world.Gate)
        {
            if (world.ChatOf(chatId) is not { } chat || !chat.Messages.TryGetValue(messageId, out var message)) { return ControlBody.NotFound($"message: there is no {messageId} in {chatId}"); }

            happenings.Edit(chat, message, body.Text);
            return ControlBody.Ok(new { messageId });
        }
    }, ct);

    /// <summary>A person opens the conversation with a bot, after which the bot may write to them.</summary>
    public Task<IResult> StartAsync(HttpRequest request, long userId, CancellationToken ct) => ControlBody.ReadAsync<Start>(request, body =>
    {
        lock (world.Gate)
        {
            if (world.PersonOf(userId) is not { IsBot: false } person) { return ControlBody.NotFound($"user: {userId} is nobody"); }

            if (world.BotOf(body.Bot) is not { } bot) { return ControlBody.NotFound($"bot: {body.Bot} is no bot"); }

            var chat = world.PrivateOf(person);
            chat.Put(new Membership(bot.Self, Standing.Member));
            return ControlBody.Ok(new { messageId = happenings.Say(chat, person, "/start", null).Id });
        }
    }, ct);

    /// <param name="Kind"><c>text</c>, or <c>photo</c>, <c>sticker</c>, … whose caption the text is.</param>
    /// <param name="Times">Says it so often, numbered.</param>
    /// <param name="ReplyTo">Number of the message that it answers; null: none.</param>
    internal sealed record Words(long From, string Text = "", string? Kind = null, int Times = 1, int? ReplyTo = null);

    internal sealed record NewWords(string Text);

    internal sealed record Start(long Bot);
}
