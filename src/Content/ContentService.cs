using Steward.Content.Calendar;
using Steward.Content.Deflection;
using Steward.Content.Knowledge;
using Steward.Content.Knowledge.Entries;
using Steward.Content.Knowledge.Files;
using Steward.Content.Knowledge.Gaps;
using Steward.Content.Knowledge.Settings;
using Steward.Content.Phrases;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Events.Staffing;
using Steward.ServiceDefaults;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Outbound;

namespace Steward.Content;

/// <summary>The service that decides what is said in a brand's groups: planned posts and answers to routine questions.</summary>
public static class ContentService
{
    /// <summary>How it is put together.</summary>
    public static Service Definition { get; } = new("content", "content-db", typeof(ContentService).Assembly, Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.AddOutboundCheck();
        builder.AddCalendar();
        builder.AddKnowledge();
        builder.AddPhrases();
        builder.AddDeflection();
        builder.AddMessaging("content", reactions => reactions
            .Handle<MessagesScreenedV1, AnswerQuestions>()
            .Handle<AnswerTaughtV1, LearnFromAnswer>()
            .Handle<SendSettledV1, RecordEntryOutcome>()
            .Handle<SendSettledV1, RecordAnswerOutcome>());
    }

    private static void Map(WebApplication app)
    {
        app.MapGrpcService<CalendarGrpc>();
        app.MapGrpcService<KnowledgeGrpc>();
        app.MapGrpcService<EntriesGrpc>();
        app.MapGrpcService<FilesGrpc>();
        app.MapGrpcService<GapsGrpc>();
        app.MapGrpcService<SettingsGrpc>();
        app.MapGrpcService<PhrasesGrpc>();
        app.MapGrpcService<DeflectionGrpc>();
        app.MapGrpcService<DeadLettersGrpc>();
    }
}
