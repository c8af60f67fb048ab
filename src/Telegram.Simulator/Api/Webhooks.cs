using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Steward.Telegram.Simulator.Updates;
using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator.Api;

/// <summary><c>setWebhook</c>, <c>deleteWebhook</c>, <c>getWebhookInfo</c>.</summary>
internal sealed partial class Webhooks(SendWebhooks sender, IOptions<SimulatorOptions> options)
{
    private const int DefaultConnections = 40;
    private static readonly int[] Ports = [443, 80, 88, 8443];

    public BotReply Set(Scene scene)
    {
        var (bot, fields) = (scene.Bot, scene.Fields);
        var (address, secret) = (fields.Text("url"), fields.Text("secret_token"));
        var connections = fields.Number("max_connections", DefaultConnections);
        var allowed = fields.Texts("allowed_updates");
        if (fields.Refusal is { } wrong) { return wrong; }

        if (address.Length == 0) { return Delete(scene); }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) { return BotReply.Bad("bad webhook: invalid webhook URL specified"); }

        if (options.Value.StrictWebhookAddress && url.Scheme != "https") { return BotReply.Bad("bad webhook: an HTTPS URL must be provided for webhook"); }

        if (options.Value.StrictWebhookAddress && !Ports.Contains(url.Port)) { return BotReply.Bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"); }

        if (secret.Length > 0 && !SecretToken().IsMatch(secret)) { return BotReply.Bad("secret token contains unallowed characters"); }

        if (connections is < 1 or > 100) { return BotReply.Bad("max_connections must be from 1 to 100"); }

        if (allowed is not null) { bot.Updates.Allowed = allowed; }

        if (fields.Flag("drop_pending_updates")) { bot.Updates.Clear(); }

        if (bot.Webhook is { } same && same.Url == url && same.Secret == secret && same.Connections == connections) { return BotReply.Done with { Description = "Webhook is already set" }; }

        bot.Webhook = new Webhook(url, secret, (int)connections);
        sender.Begin(bot, bot.Webhook);
        return BotReply.Done with { Description = "Webhook was set" };
    }

    public static BotReply Delete(Scene scene)
    {
        if (scene.Fields.Flag("drop_pending_updates")) { scene.Bot.Updates.Clear(); }

        var had = scene.Bot.Webhook is not null;
        scene.Bot.Webhook = null;
        return BotReply.Done with { Description = had ? "Webhook was deleted" : "Webhook is already deleted" };
    }

    public static BotReply Info(Scene scene)
    {
        var webhook = scene.Bot.Webhook;
        var info = new JsonObject { ["url"] = webhook?.Url.AbsoluteUri ?? "", ["has_custom_certificate"] = false, ["pending_update_count"] = scene.Bot.Updates.Count };
        if (webhook is not null) { info["max_connections"] = webhook.Connections; }

        if (scene.Bot.Updates.Allowed.Count > 0) { info["allowed_updates"] = new JsonArray([.. scene.Bot.Updates.Allowed.Select(kind => JsonValue.Create(kind))]); }

        if (webhook?.ErrorAt is { } at)
        {
            info["last_error_date"] = at;
            info["last_error_message"] = webhook.ErrorText;
        }

        return BotReply.Ok(info);
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,256}$")]
    private static partial Regex SecretToken();
}
