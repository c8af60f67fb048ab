namespace Steward.Conversions.Clicks;

internal static class ClicksSetup
{
    public static void AddClicks(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ClickOptions>().BindConfiguration("Clicks").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ClickChannel>();
        builder.Services.AddSingleton<SpillFile>();
        builder.Services.AddHostedService<StoreClicks>();
    }
}
