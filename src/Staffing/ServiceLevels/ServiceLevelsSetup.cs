namespace Steward.Staffing.ServiceLevels;

internal static class ServiceLevelsSetup
{
    /// <summary>What was promised, and how it is kept.</summary>
    public static void AddServiceLevels(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PutServiceLevel>().AddSingleton<GetReport>().AddSingleton<GetForecast>();
}
