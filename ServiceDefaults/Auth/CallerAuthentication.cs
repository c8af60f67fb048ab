using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Steward.ServiceDefaults.Auth;

internal static class CallerAuthentication
{
    /// <summary>Every endpoint needs a valid caller token unless it says otherwise.</summary>
    public static void AddCallerAuthentication(this WebApplicationBuilder builder, string serviceName)
    {
        builder.Services.AddSingleton<CallerTokens>();
        builder.Services.AddScoped(_ => new CallerContext { Current = Caller.ForService(serviceName) });
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options => options.MapInboundClaims = false);
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<CallerTokens>((options, tokens) => options.TokenValidationParameters = tokens.Validation);
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }
}
