using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Steward.Channels.Telegram;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Words;
using Steward.ServiceDefaults.Storage;
using Account = Steward.Channels.Accounts.Account;

namespace Steward.Channels.Checks;

/// <summary>Asks Telegram what it holds about a bot: whether it hears everything, how its updates go, and what it may do in its groups. Changes nothing there.</summary>
internal sealed class CheckBot(TelegramClient telegram, IOptions<TelegramOptions> options, Database database, TimeProvider clock)
{
    /// <summary>Groups whose rights are looked at: one call each, and a check is waited for.</summary>
    private const int MostGroups = 30;

    public async Task HandleAsync(Account account, List<CheckStep> steps, CancellationToken ct)
    {
        var me = await telegram.CallAsync(account, "getMe", [], TelegramJson.Default.TelegramUser, ct);
        if (me.Value is { } bot) { steps.Add(BotSteps.Privacy(bot)); }

        var webhook = await telegram.CallAsync(account, "getWebhookInfo", [], TelegramJson.Default.TelegramWebhook, ct);
        steps.Add(webhook.Value is { } info
            ? BotSteps.Updates(info, account.Secrets.CallbackToken.Length > 0 ? options.Value.AddressOf(account) : null, clock.GetUtcNow())
            : CheckSteps.Failed("updates", CheckCodes.UpdatesUnread, ("words", $"{webhook.Failure}")));
        steps.Add(await RightsAsync(account, ct));
    }

    private async Task<CheckStep> RightsAsync(Account account, CancellationToken ct)
    {
        var standings = new List<BotStanding>();
        foreach (var group in await GroupsAsync(account, ct))
        {
            var parameters = new JsonObject { ["chat_id"] = group.ChatId, ["user_id"] = long.Parse(account.CorpId, CultureInfo.InvariantCulture) };
            var member = await telegram.CallAsync(account, "getChatMember", parameters, TelegramJson.Default.TelegramMember, ct);
            // Telegram answers 400 or 403 where the bot is not in the chat (any more): that is a finding, not a failure.
            if (member.Failure is { Trouble: not (TelegramTrouble.Bad or TelegramTrouble.Forbidden) } failure) { return CheckSteps.Failed("rights", CheckCodes.RightsUnread, ("words", $"{failure}")); }

            standings.Add(new BotStanding(group.Name, member.Value));
        }

        return BotSteps.Rights(standings);
    }

    private async Task<IReadOnlyList<KnownChat>> GroupsAsync(Account account, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        return await transaction.QueryAsync<KnownChat>(
            "select chat_id, name from groups where brand_id = @brand and account_id = @id and dismissed_at is null order by synced_at desc, group_id limit @MostGroups",
            new { brand = account.Brand, id = account.Id, MostGroups },
            ct);
    }

    private sealed record KnownChat
    {
        public required string ChatId { get; init; }
        public required string Name { get; init; }
    }
}
