namespace Steward.Channels.Roster;

/// <summary>Registers rosters.</summary>
internal static class RosterSetup
{
    public static void AddRoster(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RosterOptions>().BindConfiguration("Roster").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RosterQueue>();
        builder.Services.AddSingleton<KeepRosters>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<KeepRosters>());
        builder.Services.AddSingleton<StoreRoster>();
        builder.Services.AddSingleton<SyncRoster>();
        builder.Services.AddHostedService<FetchRosters>();
        builder.Services.AddSingleton<ReconciliationTurns>();
        builder.Services.AddSingleton<CompareAccount>();
        builder.Services.AddSingleton<ReconcileAccount>();
        builder.Services.AddSingleton<ListReconciliations>();
        builder.Services.AddHostedService<RunReconciliations>();
    }
}
