using System.Text.Json.Nodes;
using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator.Api;

/// <summary><c>getUpdates</c>: waits up to <c>timeout</c> seconds for something after <c>offset</c>, which confirms everything before it.</summary>
internal sealed class GetUpdates(WorldClock clock, TimeProvider real)
{
    private const int Most = 100;
    private const int LongestSeconds = 50;

    public async Task<BotReply> HandleAsync(Bot bot, BotFields fields, CancellationToken ct)
    {
        var offset = fields.Number("offset", 0);
        var limit = fields.Number("limit", Most) is > 0 and <= Most and var asked ? (int)asked : Most;
        var timeout = TimeSpan.FromSeconds(Math.Clamp(fields.Number("timeout", 0), 0, LongestSeconds));
        var allowed = fields.Texts("allowed_updates");
        if (fields.Refusal is { } wrong) { return wrong; }

        if (bot.Webhook is not null) { return BotReply.Conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"); }

        if (allowed is not null) { bot.Updates.Allowed = allowed; }

        bot.Updates.Confirm(offset);
        var poll = bot.Updates.BeginPoll();
        using var limited = new CancellationTokenSource(timeout, real);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limited.Token, ct);
        try
        {
            while (true)
            {
                if (poll.Task.IsCompleted) { return BotReply.Conflict("terminated by other getUpdates request; make sure that only one bot instance is running"); }

                if (bot.Updates.Peek(limit, clock.GetUtcNow()) is { Count: > 0 } found) { return BotReply.Ok(new JsonArray([.. found.Select(update => JsonNode.Parse(update.Json))])); }

                both.Token.ThrowIfCancellationRequested();
                await Task.WhenAny(bot.Updates.GrewAsync(both.Token), poll.Task);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return BotReply.Ok(new JsonArray());
        }
        finally
        {
            bot.Updates.EndPoll(poll);
        }
    }
}
