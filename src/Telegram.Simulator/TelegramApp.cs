using Steward.Telegram.Simulator.Api;
using Steward.Telegram.Simulator.Control;
using Steward.Telegram.Simulator.Updates;
using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator;

/// <summary>Composition of the stand-in.</summary>
internal static class TelegramApp
{
    private const string DefaultUrl = "http://127.0.0.1:5104";
    private const long LargestBody = 1024 * 1024;

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = options.ValidateScopes = true);
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = LargestBody);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null) { builder.WebHost.UseUrls(DefaultUrl); }

        builder.Services.AddOptions<SimulatorOptions>().BindConfiguration("Simulator").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<WorldClock>();
        builder.Services.AddSingleton<Faults>();
        builder.Services.AddSingleton<TelegramWorld>();
        builder.Services.AddSingleton<Happenings>();
        builder.Services.AddSingleton(_ => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan });
        builder.Services.AddSingleton<SendWebhooks>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<SendWebhooks>());
        AddApi(builder.Services);
        builder.Services.AddSingleton<BotControl>();
        builder.Services.AddSingleton<ChatControl>();
        builder.Services.AddSingleton<TalkControl>();

        var app = builder.Build();
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" }));
        app.MapGet("/health/ready", () => Results.Ok(new { status = "ready" }));
        MapApi(app);
        app.MapControl();
        return app;
    }

    private static void AddApi(IServiceCollection services)
    {
        services.AddSingleton<CallLimits>();
        services.AddSingleton<GetUpdates>();
        services.AddSingleton<Webhooks>();
        services.AddSingleton<Messages>();
        services.AddSingleton<Photos>();
        services.AddSingleton<Members>();
        services.AddSingleton<BotEndpoint>();
    }

    /// <summary>The part of the Bot API that exists here; anything else is answered as an unknown method.</summary>
    private static void MapApi(WebApplication app)
    {
        var (webhooks, messages, photos, members) = (app.Services.GetRequiredService<Webhooks>(), app.Services.GetRequiredService<Messages>(), app.Services.GetRequiredService<Photos>(), app.Services.GetRequiredService<Members>());
        app.Services.GetRequiredService<BotEndpoint>()
            .Offer("getMe", scene => BotReply.Ok(scene.Bot.ToJson()))
            .Offer("setWebhook", webhooks.Set)
            .Offer("deleteWebhook", Webhooks.Delete)
            .Offer("getWebhookInfo", Webhooks.Info)
            .Offer("sendMessage", messages.Send)
            .Offer("sendPhoto", photos.Send)
            .Offer("sendMediaGroup", photos.SendGroup)
            .Offer("deleteMessage", messages.Delete)
            .Offer("restrictChatMember", members.Restrict)
            .Offer("banChatMember", members.Ban)
            .Offer("unbanChatMember", members.Unban)
            .Offer("getChat", Chats.Get)
            .Offer("getChatMember", Chats.Member)
            .Offer("getChatMemberCount", Chats.MemberCount)
            .Offer("getChatAdministrators", Chats.Administrators);
        string[] verbs = ["GET", "POST"];
        app.MapMethods("/bot{token}/{method}", verbs, (HttpContext http, string token, string method, BotEndpoint use, CancellationToken ct) => use.AnswerAsync(http, token, method, ct));
    }
}
