namespace Steward.Members.ApiKeys;

internal static class ApiKeysSetup
{
    public static void AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ApiKeyHash>();
        builder.Services.AddScoped<IssueApiKeyHandler>();
        builder.Services.AddScoped<AuthenticateApiKeyHandler>();
        builder.Services.AddScoped<RevokeApiKeyHandler>();
    }
}
