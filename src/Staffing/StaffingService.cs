using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
using Steward.Contracts.Events.Moderation;
using Steward.ServiceDefaults;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Outbound;
using Steward.Staffing.Assignments;
using Steward.Staffing.ChannelUsers;
using Steward.Staffing.Duty;
using Steward.Staffing.Inbox;
using Steward.Staffing.Leads;
using Steward.Staffing.Operators;
using Steward.Staffing.PastAnswers;
using Steward.Staffing.Routing;
using Steward.Staffing.ServiceLevels;
using Steward.Staffing.Triage;

namespace Steward.Staffing;

/// <summary>The service that knows the agency's people, who looks after which group, and what waits for a person.</summary>
public static class StaffingService
{
    /// <summary>How it is put together.</summary>
    public static Service Definition { get; } = new("staffing", "staffing-db", typeof(StaffingService).Assembly, Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.AddOperators();
        builder.AddChannelUsers();
        builder.AddAssignments();
        builder.AddOutboundCheck();
        builder.AddServiceLevels();
        builder.AddInbox();
        builder.AddPastAnswers();
        builder.AddDuty();
        builder.AddRouting();
        builder.AddLeads();
        builder.AddMessaging("staffing", reactions => reactions
            .Handle<GroupSyncedV1, LearnGroup>()
            .Handle<GroupDismissedV1, ForgetGroup>()
            .Handle<QuestionsHandedOnV1, OpenWorkItems>()
            .Handle<MessagesScreenedV1, TriageMessages>()
            .Handle<SendToGroupsV1, LearnOwnSends>()
            .Handle<MessagesScreenedV1, TrackTraffic>()
            .Handle<SendSettledV1, SettleAnswer>());
    }

    private static void Map(WebApplication app)
    {
        app.MapGrpcService<OperatorsGrpc>();
        app.MapGrpcService<AssignmentsGrpc>();
        app.MapGrpcService<WorkItemsGrpc>();
        app.MapGrpcService<PastAnswersGrpc>();
        app.MapGrpcService<ServiceLevelsGrpc>();
        app.MapGrpcService<DutyGrpc>();
        app.MapGrpcService<RoutingGrpc>();
        app.MapGrpcService<LeadsGrpc>();
        app.MapGrpcService<DeadLettersGrpc>();
    }
}
