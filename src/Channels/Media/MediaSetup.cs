using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Media;

/// <summary>Registers messages' files.</summary>
internal static class MediaSetup
{
    public static void AddMedia(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MediaOptions>().BindConfiguration("Media").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<MediaQueue>().AddSingleton<StoredMedia>().AddSingleton<ListMedia>().AddSingleton<ReadMedia>().AddSingleton<AskForMedia>();
        builder.Services.AddHostedService<FetchMedia>();
        builder.Services.KeepDayPartitions("media_pieces", builder.Configuration.GetSection("Media").Get<MediaOptions>()?.KeepDays ?? new MediaOptions().KeepDays);
    }
}
