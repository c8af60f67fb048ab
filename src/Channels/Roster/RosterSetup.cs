namespace Steward.Channels.Roster;

/// <summary>Registers rosters.</summary>
internal static class RosterSetup
{
    public static void AddRoster(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RosterQueue>();
        builder.Services.AddSingleton<StoreRoster>();
        builder.Services.AddSingleton<SyncRoster>();
        builder.Services.AddHostedService<FetchRosters>();
    }
}
