using Steward.ServiceDefaults;

namespace Steward.Channels.Callbacks;

/// <summary>Registers and maps the callback address.</summary>
internal static class CallbacksSetup
{
    private const string Path = "/callbacks/wecom/{accountId}";

    public static void AddCallbacks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CallbackBell>();
        builder.Services.AddSingleton<ReceiveCallback>();
        builder.Services.AddSingleton<KeepCallbacks>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<KeepCallbacks>());
        builder.Services.AddSingleton<ApplyGroupEvents>();
        builder.Services.AddSingleton<ApplyEvents>();
        builder.Services.AddHostedService<ApplyCallbacks>();
    }

    public static void MapCallbacks(this WebApplication app)
    {
        app.MapGet(Path, (HttpRequest request, string accountId, ReceiveCallback use, CancellationToken ct) => use.VerifyAsync(request, accountId, ct)).ForAnyone();
        app.MapPost(Path, (HttpRequest request, string accountId, ReceiveCallback use, CancellationToken ct) => use.ReceiveAsync(request, accountId, ct)).ForAnyone();
    }
}
