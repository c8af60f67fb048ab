using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.ServiceDefaults;

namespace Steward.Channels.Telegram;

/// <summary>Registers and maps everything that speaks with Telegram.</summary>
internal static class TelegramSetup
{
    private const int LargestAnswer = 16 * 1024 * 1024;

    public static void AddTelegram(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TelegramOptions>().BindConfiguration("Telegram").ValidateDataAnnotations().ValidateOnStart();

        // Time-outs are per call, in TelegramClient. No redirects and no tracing: a bot's token is part of every address.
        builder.Services.AddSingleton(provider => new TelegramClient(
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
            {
                Timeout = Timeout.InfiniteTimeSpan,
                MaxResponseContentBufferSize = LargestAnswer,
            },
            provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<TelegramGates>();
        builder.Services.AddSingleton<IChannelAdapter, TelegramAdapter>();
        builder.Services.AddSingleton<IProveAccount, ProveTelegram>();
        builder.Services.AddSingleton<TelegramBell>();
        builder.Services.AddSingleton<KeepUpdates>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<KeepUpdates>());
        builder.Services.AddSingleton<ReceiveUpdate>();
        builder.Services.AddSingleton<TelegramRoster>();
        builder.Services.AddSingleton<ApplyChanges>();
        builder.Services.AddSingleton<ApplyBatch>();
        builder.Services.AddSingleton<ServeBot>();
        builder.Services.AddHostedService<ApplyUpdates>();
        builder.Services.AddHostedService<ServeBots>();
    }

    public static void MapTelegram(this WebApplication app) =>
        app.MapPost("/callbacks/telegram/{accountId}", (HttpRequest request, string accountId, ReceiveUpdate use, CancellationToken ct) => use.HandleAsync(request, accountId, ct)).ForAnyone();
}
