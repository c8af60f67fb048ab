using Steward.Content.Knowledge.Entries;
using Steward.Content.Knowledge.Files;
using Steward.Content.Knowledge.Gaps;
using Steward.Content.Knowledge.Meaning;
using Steward.Content.Knowledge.Settings;
using Steward.Contracts.Channels.V1;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Outbound;

namespace Steward.Content.Knowledge;

internal static class KnowledgeSetup
{
    /// <summary>The knowledge base and its compiled indexes.</summary>
    public static void AddKnowledge(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<KnowledgeOptions>().BindConfiguration("Knowledge").ValidateDataAnnotations().ValidateOnStart();
        Attachments.RegisterColumn();
        builder.Services.AddServiceClient<PictureService.PictureServiceClient>("channels").AddSingleton<EntryPictures>();
        builder.Services.AddSingleton<KnowledgeBases>();
        AddMeaning(builder);
        builder.Services.AddSingleton<ImportEntries>().AddSingleton<ListKnowledge>().AddSingleton<Ask>().AddSingleton<GetKnowledgeTotals>();
        builder.Services.AddSingleton<TeachKnowledge>().AddSingleton<ListLessons>().AddSingleton<TakeBackLesson>();
        builder.Services.AddSingleton<PutEntry>().AddSingleton<ListEntryVersions>().AddSingleton<RollBackEntry>();
        builder.Services.AddSingleton<ImportFile>().AddSingleton<ExportFile>();
        builder.Services.AddSingleton<ListGaps>().AddHostedService<ForgetQuestions>();
        builder.Services.AddSingleton<PutSettings>().AddSingleton<PreviewSettings>();
    }

    private static void AddMeaning(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MeaningOptions>().BindConfiguration("Knowledge:Meaning").ValidateDataAnnotations().ValidateOnStart();
        if (builder.Configuration["Knowledge:Meaning:Url"] is { Length: > 0 })
        {
            // The time-out is the call's own.
            builder.Services.AddSingleton<IMeaning>(provider => ActivatorUtilities.CreateInstance<EmbeddingMeaning>(
                provider, new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) }) { Timeout = Timeout.InfiniteTimeSpan }));
        }
        else { builder.Services.AddSingleton<IMeaning, LocalMeaning>(); }
    }
}
