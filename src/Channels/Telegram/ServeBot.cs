using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Kernel;

namespace Steward.Channels.Telegram;

/// <summary>
/// Serves one bot: sees to its webhook, or polls for as long as it is this replica's turn. What was polled is stored before the next offset confirms it; the first poll of a
/// process confirms nothing, and what comes again is known by its id.
/// </summary>
internal sealed partial class ServeBot(AccountDirectory accounts, TelegramClient telegram, KeepUpdates keep, AccountTurns turns, IOptions<TelegramOptions> options, TimeProvider clock, ILogger<ServeBot> logger)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Checked = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    /// <summary>Ids begin anew at random after a week without updates: an offset that old confirms the wrong ones.</summary>
    private static readonly TimeSpan OffsetLives = TimeSpan.FromDays(6);

    public async Task RunAsync(AccountId id, CancellationToken ct)
    {
        var state = new BotState();
        while (!ct.IsCancellationRequested)
        {
            var pause = Idle;
            try
            {
                if (await accounts.FindAsync(id, ct) is { Channel: "telegram" } account)
                {
                    var failure = account.Secrets.CallbackToken.Length > 0 ? await SeeToWebhookAsync(account, state, ct) : await PollAsync(account, state, ct);
                    pause = await PauseAfterAsync(account, failure, state, ct);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested) { return; }
            catch (Exception exception)
            {
                Log.Waiting(logger, id, exception);
            }

            if (pause > TimeSpan.Zero) { await Task.Delay(pause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); }
        }
    }

    private async Task<TelegramFailure?> SeeToWebhookAsync(Account account, BotState state, CancellationToken ct)
    {
        var wanted = options.Value.AddressOf(account);
        var now = clock.GetUtcNow();
        if (state.Webhook == (wanted, account.Secrets.CallbackToken) && now < state.CheckAt) { return null; }

        var parameters = new JsonObject { ["url"] = wanted, ["secret_token"] = account.Secrets.CallbackToken, ["allowed_updates"] = Allowed() };
        var set = await telegram.CallAsync(account, "setWebhook", parameters, TelegramJson.Default.Boolean, ct);
        if (set.Failure is { } failure) { return failure; }

        // Also whoever took it away by hand is noticed: setting it again changes nothing.
        (state.Webhook, state.CheckAt) = ((wanted, account.Secrets.CallbackToken), now + Checked);
        return null;
    }

    private async Task<TelegramFailure?> PollAsync(Account account, BotState state, CancellationToken ct)
    {
        state.Webhook = default;
        if (!await turns.MineAsync(account.Id, ct)) { return new TelegramFailure(TelegramTrouble.Conflict, 0, "another replica polls"); }

        if (clock.GetUtcNow() - state.LastUpdateAt > OffsetLives) { state.Offset = 0; }

        var parameters = new JsonObject { ["offset"] = state.Offset, ["limit"] = 100, ["timeout"] = options.Value.PollSeconds, ["allowed_updates"] = Allowed() };
        var reply = await telegram.CallAsync(account, "getUpdates", parameters, TelegramJson.Default.JsonElementArray, TimeSpan.FromSeconds(options.Value.PollSeconds) + Slack, ct);
        if (reply.Failure is { Trouble: TelegramTrouble.Conflict } conflict && conflict.Description.Contains("webhook", StringComparison.Ordinal))
        {
            return (await telegram.CallAsync(account, "deleteWebhook", [], TelegramJson.Default.Boolean, ct)).Failure;
        }

        if (reply.Failure is { } failure) { return failure; }

        RawUpdate[] updates = [.. reply.Value!.Select(RawUpdate.Of).OfType<RawUpdate>()];
        if (updates.Length == 0) { return null; }

        await keep.HandleAsync(account, updates, ct);
        (state.Offset, state.LastUpdateAt) = (updates.Max(update => update.Id) + 1, clock.GetUtcNow());
        return null;
    }

    /// <summary>Polls follow each other at once; a failure waits ever longer, a limit as long as it says.</summary>
    private async Task<TimeSpan> PauseAfterAsync(Account account, TelegramFailure? failure, BotState state, CancellationToken ct)
    {
        if (failure is null)
        {
            if (state.Failures > 0 || !state.Reported) { await accounts.ReportAsync(account, "", ct); }

            (state.Failures, state.Reported) = (0, true);
            return account.Secrets.CallbackToken.Length > 0 ? Idle : TimeSpan.Zero;
        }

        if (failure.Code != 0 || failure.Trouble is not TelegramTrouble.Conflict)
        {
            state.Failures++;
            Log.Refused(logger, account.Id, failure.ToString());
            await accounts.ReportAsync(account, $"updates: {failure}", ct);
        }

        var longer = Idle * (1 << Math.Min(state.Failures, 5));
        return failure.RetryAfter > longer ? failure.RetryAfter : longer < LongestPause ? longer : LongestPause;
    }

    /// <summary>Changes of members come only if they are asked for.</summary>
    private static JsonArray Allowed() => ["message", "edited_message", "chat_member", "my_chat_member"];

    private sealed class BotState
    {
        public (string Url, string Secret) Webhook { get; set; }

        public DateTimeOffset CheckAt { get; set; }

        public long Offset { get; set; }

        public DateTimeOffset LastUpdateAt { get; set; }

        public int Failures { get; set; }

        public bool Reported { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Bot of account {Account} waits.")]
        public static partial void Waiting(ILogger logger, AccountId account, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Bot of account {Account}: Telegram gives no updates: {Reason}.")]
        public static partial void Refused(ILogger logger, AccountId account, string reason);
    }
}
