namespace Steward.Conversions.Reports;

internal static class ReportsSetup
{
    public static void AddReports(this WebApplicationBuilder builder) => builder.Services.AddSingleton<GetSummaryHandler>();
}
