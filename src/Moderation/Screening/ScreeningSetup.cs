using Steward.Moderation.Screening.Traffic;
using Steward.Moderation.Screening.Trials;

namespace Steward.Moderation.Screening;

internal static class ScreeningSetup
{
    public static void AddScreening(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TrafficMemory>();
        builder.Services.AddSingleton<ReadInForce>();
        builder.Services.AddSingleton<ShadowReportHandler>();
        builder.Services.AddSingleton<BacktestHandler>();
    }
}
