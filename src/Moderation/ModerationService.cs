using Steward.Contracts.Events.Channels;
using Steward.Moderation.Cases;
using Steward.Moderation.Cases.Review;
using Steward.Moderation.Compliance;
using Steward.Moderation.Compliance.Approvals;
using Steward.Moderation.Discipline;
using Steward.Moderation.Disputes;
using Steward.Moderation.Incidents;
using Steward.Moderation.Learning;
using Steward.Moderation.Pact;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Packs;
using Steward.Moderation.Rules.WordLists;
using Steward.Moderation.Screening;
using Steward.Moderation.Screening.Joins;
using Steward.Moderation.Screening.Trials;
using Steward.ServiceDefaults;
using Steward.ServiceDefaults.Messaging;

namespace Steward.Moderation;

/// <summary>The service that screens messages.</summary>
public static class ModerationService
{
    /// <summary>How it is put together.</summary>
    public static Service Definition { get; } = new("moderation", "moderation-db", typeof(ModerationService).Assembly, Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.AddRules();
        builder.AddCases();
        builder.AddDiscipline();
        builder.AddCompliance();
        builder.AddIncidents();
        builder.AddLearning();
        builder.AddDisputes();
        builder.AddPact();
        builder.AddScreening();
        builder.AddMessaging("moderation", reactions => reactions
            .Handle<MessagesReceivedV1, ScreenReceivedMessages>()
            .Handle<GroupSyncedV1, LearnRoster>()
            .Handle<GroupDismissedV1, ForgetGroup>()
            .Handle<ActSettledV1, RecordOutcome>()
            .Handle<ActSettledV1, RecordReceipt>()
            .Handle<GroupDismissedV1, EmptyGroup>()
            .Handle<ActSettledV1, SettleStepAct>()
            .Handle<SendSettledV1, SettleStepSend>());
    }

    private static void Map(WebApplication app)
    {
        app.MapGrpcService<RulesGrpc>();
        app.MapGrpcService<PacksGrpc>();
        app.MapGrpcService<WordListsGrpc>();
        app.MapGrpcService<TrialsGrpc>();
        app.MapGrpcService<CasesGrpc>();
        app.MapGrpcService<ReviewGrpc>();
        app.MapGrpcService<DisciplineGrpc>();
        app.MapGrpcService<ComplianceGrpc>();
        app.MapGrpcService<ApprovalsGrpc>();
        app.MapGrpcService<IncidentsGrpc>();
        app.MapGrpcService<LearningGrpc>();
        app.MapGrpcService<PactGrpc>();
        app.MapGrpcService<DisputesGrpc>();
        app.MapGrpcService<DeadLettersGrpc>();
    }
}
