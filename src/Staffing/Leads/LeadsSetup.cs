namespace Steward.Staffing.Leads;

internal static class LeadsSetup
{
    /// <summary>Who wants to buy.</summary>
    public static void AddLeads(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PutLeadRules>().AddSingleton<HandToSales>().AddSingleton<ChangeLead>().AddSingleton<ListLeads>().AddSingleton<GetLeadReport>();
        builder.Services.AddSingleton<ReturnUnfollowed>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ReturnUnfollowed>());
    }
}
