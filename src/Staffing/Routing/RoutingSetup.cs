namespace Steward.Staffing.Routing;

internal static class RoutingSetup
{
    /// <summary>Who gets what waits.</summary>
    public static void AddRouting(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RoutingOptions>().BindConfiguration("Routing")
            .Validate(options => options.Period > TimeSpan.Zero && options.Period <= TimeSpan.FromMinutes(1), "Routing:Period must be above 0 and at most a minute: by then nobody absent has anything.")
            .Validate(options => options.BreakKeeps >= TimeSpan.Zero && options.RelaxAfter >= TimeSpan.Zero && options.PriorityWorth >= TimeSpan.Zero, "Routing:BreakKeeps, RelaxAfter and PriorityWorth must not be negative.")
            .ValidateOnStart();
        builder.Services.AddSingleton<PutRouting>().AddSingleton<RoutingTurn>();
        builder.Services.AddHostedService<HandOutWork>();
    }
}
