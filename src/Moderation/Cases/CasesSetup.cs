namespace Steward.Moderation.Cases;

internal static class CasesSetup
{
    public static void AddCases(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListCasesHandler>();
        builder.Services.AddSingleton<GetCaseHandler>();
        builder.Services.AddSingleton<DecideCaseHandler>();
        builder.Services.AddSingleton<GetScreeningTotalsHandler>();
    }
}
