namespace Steward.Channels.Archive;

/// <summary>Registers the reading of archives.</summary>
internal static class ArchiveSetup
{
    public static void AddArchive(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ArchiveOptions>().BindConfiguration("Archive").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ArchiveBell>();
        builder.Services.AddSingleton<IArchiveSource, SimulatorArchive>();
        builder.Services.AddSingleton<IArchiveSource, FinanceSdkArchive>();
        builder.Services.AddSingleton<IMessageArchive, MessageArchive>();
        builder.Services.AddSingleton<ArchiveGaps>();
        builder.Services.AddSingleton<ArchiveNotes>();
        builder.Services.AddSingleton<CheckConsent>();
        builder.Services.AddSingleton<ConsentQueue>();
        builder.Services.AddSingleton<StoreMessages>();
        builder.Services.AddSingleton<ReopenSealed>();
        builder.Services.AddSingleton<ReadArchive>();
        builder.Services.AddHostedService<ReadArchives>();
        builder.Services.AddHostedService<ApplyArchiveNotes>();
        builder.Services.AddHostedService<AskConsents>();
    }
}
