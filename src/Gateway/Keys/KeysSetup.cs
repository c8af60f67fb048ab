using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using StackExchange.Redis;

namespace Steward.Gateway.Keys;

internal static class KeysSetup
{
    private const int CacheMilliseconds = 500;

    public static void AddKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<KeyOptions>().BindConfiguration("Keys").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CacheOutage>();
        builder.Services.AddSingleton<KnownKeys>();
        builder.AddKeyCache();
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        builder.Services.AddRateLimiter(limiter => limiter.AddPolicy<string, KeyLimits>(KeyLimits.Policy));
    }

    /// <summary>Needs an API key with this scope.</summary>
    public static RouteHandlerBuilder RequireScope(this RouteHandlerBuilder endpoint, string scope) => endpoint
        .WithMetadata(new NeedsScope(scope))
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(KeyAuthentication.SchemeName).RequireAuthenticatedUser().RequireClaim(KeyAuthentication.ScopeClaim, scope));

    private static void AddKeyCache(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString("redis") is not { Length: > 0 } redis)
        {
            // One replica without Redis remembers for itself.
            builder.Services.AddDistributedMemoryCache();
            return;
        }

        // A cache that is slower than asking Members is none: fail at once and never queue for a lost connection.
        builder.Services.PostConfigure<RedisCacheOptions>(options =>
        {
            options.Configuration = null;
            options.ConfigurationOptions = ConfigurationOptions.Parse(redis);
            options.ConfigurationOptions.AbortOnConnectFail = false;
            options.ConfigurationOptions.ConnectTimeout = CacheMilliseconds;
            options.ConfigurationOptions.AsyncTimeout = CacheMilliseconds;
            options.ConfigurationOptions.SyncTimeout = CacheMilliseconds;
            options.ConfigurationOptions.BacklogPolicy = BacklogPolicy.FailFast;
        });
    }
}
