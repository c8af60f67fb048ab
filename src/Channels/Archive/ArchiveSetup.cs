namespace Steward.Channels.Archive;

/// <summary>Registers the reading of archives.</summary>
internal static class ArchiveSetup
{
    public static void AddArchive(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ArchiveOptions>().BindConfiguration("Archive").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ArchiveBell>();
        builder.Services.AddSingleton<ArchiveTurns>();
        builder.Services.AddSingleton<IMessageArchive, SimulatorArchive>();
        builder.Services.AddSingleton<StoreMessages>();
        builder.Services.AddSingleton<ReadArchive>();
        builder.Services.AddHostedService<ReadArchives>();
    }
}
