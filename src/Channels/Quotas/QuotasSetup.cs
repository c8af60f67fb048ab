namespace Steward.Channels.Quotas;

/// <summary>Registers quotas, quiet hours and opt-outs.</summary>
internal static class QuotasSetup
{
    public static void AddQuotas(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<QuotaRules>();
        builder.Services.AddSingleton<QuotaBook>();
        builder.Services.AddSingleton<ListQuotas>();
        builder.Services.AddSingleton<SetLimits>();
        builder.Services.AddHostedService<PurgeQuotas>();
    }
}
