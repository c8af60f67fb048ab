namespace Steward.Channels.WeCom;

/// <summary>Registers the WeCom client.</summary>
internal static class WeComSetup
{
    private const int LargestAnswer = 64 * 1024 * 1024;

    public static void AddWeCom(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TokenNews>();
        builder.Services.AddSingleton(provider => new AccessTokens(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<TokenNews>()));

        // Time-outs are per call, in WeComClient. Redirects are not followed: they would carry secrets elsewhere.
        builder.Services.AddSingleton(_ => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestAnswer,
        });
        builder.Services.AddOptions<WeComOptions>().BindConfiguration("WeCom").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CallBuckets>();
        builder.Services.AddSingleton<ICallPermits, SharedPermits>();
        builder.Services.AddSingleton<WeComClient>();
    }
}
