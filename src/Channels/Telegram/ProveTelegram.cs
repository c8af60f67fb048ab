using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Kernel;

namespace Steward.Channels.Telegram;

/// <summary>A Telegram bot: proved by asking who it is. With a <c>callback_token</c> its updates come by webhook, without one they are polled.</summary>
internal sealed partial class ProveTelegram(TelegramClient telegram, IOptions<TelegramOptions> options) : IProveAccount
{
    public string Channel => "telegram";

    public Problem? Check(Account account) => account switch
    {
        _ when !Token().IsMatch(account.Secrets.Secret) => AccountProblems.Field("secret", "a bot's token as BotFather gives it: number, colon, 35 characters"),
        _ when account.CorpId.Length > 0 && !account.Secrets.Secret.StartsWith($"{account.CorpId}:", StringComparison.Ordinal) => AccountProblems.Field("corp_id", "empty, or the bot's number"),
        { AgentId: not 0 } => AccountProblems.Field("agent_id", "0 for a bot"),
        { Archive: not ArchiveMode.None } => AccountProblems.Field("archive_mode", "none: a bot's messages come as updates"),
        _ when account.Secrets.CallbackToken.Length > 0 && !SecretToken().IsMatch(account.Secrets.CallbackToken) => AccountProblems.Field("callback_token", "empty, or 1 to 256 letters, digits, _ or -"),
        _ when account.Secrets.CallbackToken.Length > 0 && options.Value.PublicUrl is null => AccountProblems.Field("callback_token", "empty until the setting Telegram:PublicUrl says where Telegram reaches the gateway"),
        _ => null,
    };

    public async Task<Result<string>> ProveAsync(Account account, CancellationToken ct)
    {
        var me = await telegram.CallAsync(account, "getMe", [], TelegramJson.Default.TelegramUser, ct);
        return me.Failure is { } failure ? failure.ToProblem() : me.Value!.Id.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^[0-9]{6,12}:[A-Za-z0-9_-]{35}$")]
    private static partial Regex Token();

    [GeneratedRegex("^[A-Za-z0-9_-]{1,256}$")]
    private static partial Regex SecretToken();
}
