using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator.Updates;

/// <summary>Pushes each bot's updates in order, one after the other; one that is not answered with 2xx is pushed again until it is, or is a day old.</summary>
internal sealed partial class SendWebhooks(HttpClient http, WorldClock clock, TimeProvider real, IOptions<SimulatorOptions> options, ILogger<SendWebhooks> logger) : BackgroundService
{
    private const int MostDoublings = 6;

    private readonly Channel<(Bot Bot, Webhook Webhook)> _set = Channel.CreateUnbounded<(Bot, Webhook)>();

    /// <summary>Begins to push to a webhook; ends when the bot has another one or none.</summary>
    public void Begin(Bot bot, Webhook webhook) => _set.Writer.TryWrite((bot, webhook));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pushing = new List<Task>();
        try
        {
            await foreach (var (bot, webhook) in _set.Reader.ReadAllAsync(stoppingToken))
            {
                pushing.RemoveAll(task => task.IsCompleted);
                pushing.Add(PushAsync(bot, webhook, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(pushing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PushAsync(Bot bot, Webhook webhook, CancellationToken ct)
    {
        var failures = 0;
        while (bot.Webhook == webhook)
        {
            if (bot.Updates.Peek(1, clock.GetUtcNow()) is not [var update])
            {
                await bot.Updates.GrewAsync(ct);
                continue;
            }

            if (await PostAsync(webhook, update, ct) is { } error)
            {
                (webhook.ErrorAt, webhook.ErrorText) = (clock.Seconds, error);
                Log.Refused(logger, bot.Self.Id, update.Id, error);
                await Task.Delay(options.Value.WebhookRetry * (1 << Math.Min(failures++, MostDoublings)), real, ct);
                continue;
            }

            failures = 0;
            bot.Updates.Remove(update);
        }
    }

    /// <returns>Null when it was taken, else what <c>getWebhookInfo</c> shows.</returns>
    private async Task<string?> PostAsync(Webhook webhook, WaitingUpdate update, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(options.Value.WebhookTimeout, real);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(update.Json, Encoding.UTF8, "application/json") };
        if (webhook.Secret.Length > 0) { request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", webhook.Secret); }

        try
        {
            using var response = await http.SendAsync(request, both.Token);
            return response.IsSuccessStatusCode ? null : $"Wrong response from the webhook: {(int)response.StatusCode} {response.ReasonPhrase}";
        }
        catch (HttpRequestException failure)
        {
            return $"Connection failed: {failure.HttpRequestError}";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "Read timeout expired";
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Bot {Bot}: update {Update} was not taken: {Error}.")]
        public static partial void Refused(ILogger logger, long bot, long update, string error);
    }
}
