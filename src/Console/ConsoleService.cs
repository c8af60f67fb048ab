using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Radzen;
using Steward.Console.Confirmations;
using Steward.Console.Inbox;
using Steward.Console.Language;
using Steward.Console.Layout;
using Steward.Console.Rules;
using Steward.Console.Shared;
using Steward.Console.SignIn;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Conversions.V1;
using Steward.Contracts.Events.Staffing;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Moderation.V1;
using Steward.Contracts.Staffing.V1;
using Steward.ServiceDefaults;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Messaging;

namespace Steward.Console;

/// <summary>The operators' web user interface: asks the services over gRPC on behalf of who is signed in, holds no domain state and no database.</summary>
public static class ConsoleService
{
    /// <summary>How it is put together.</summary>
    public static Service Definition { get; } = new("console", null, typeof(ConsoleService).Assembly, Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        // Run from its build folder, the assets of Radzen lie in the package cache; the manifest beside the program says where. A published Console has no such manifest.
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);

        builder.Services.AddRazorComponents().AddInteractiveServerComponents(options => options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(5));
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddRadzenComponents();
        builder.AddSignIn();
        builder.AddLanguage();
        builder.AddInbox();
        builder.Services.AddScoped<BrandBook>().AddScoped<NameBook>().AddScoped<AccountBook>().AddScoped<PeopleBook>().AddScoped<MyEmployees>().AddScoped<Browser>().AddScoped<MessageHistory>();
        AddClients(builder.Services);
        builder.AddMessaging("console", reactions => reactions.Listen<WorkItemChangedV1, HearWorkItems>());
    }

    private static void Map(WebApplication app)
    {
        app.UseLanguage();
        app.UseSignIn();
        app.UseAntiforgery();
        app.MapStaticAssets().ForAnyone();
        app.MapBlazorScript();
        app.MapSignOut();
        app.MapLanguageSwitch();
        app.MapMedia();
        app.MapPictures();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    private static void AddClients(IServiceCollection services)
    {
        services.AddServiceClient<BrandService.BrandServiceClient>(Services.Members);
        services.AddServiceClient<GroupService.GroupServiceClient>(Services.Members);
        services.AddServiceClient<MemberService.MemberServiceClient>(Services.Members);
        services.AddServiceClient<TagService.TagServiceClient>(Services.Members);
        services.AddServiceClient<MessageService.MessageServiceClient>(Services.Channels);
        services.AddServiceClient<AccountService.AccountServiceClient>(Services.Channels);
        services.AddServiceClient<CheckService.CheckServiceClient>(Services.Channels);
        services.AddServiceClient<CommandService.CommandServiceClient>(Services.Channels);
        services.AddServiceClient<QuotaService.QuotaServiceClient>(Services.Channels);
        services.AddServiceClient<TaskService.TaskServiceClient>(Services.Channels);
        services.AddServiceClient<PictureService.PictureServiceClient>(Services.Channels);
        services.AddServiceClient<WorkItemService.WorkItemServiceClient>(Services.Staffing);
        services.AddServiceClient<PastAnswerService.PastAnswerServiceClient>(Services.Staffing);
        services.AddServiceClient<OperatorService.OperatorServiceClient>(Services.Staffing);
        services.AddServiceClient<ServiceLevelService.ServiceLevelServiceClient>(Services.Staffing);
        services.AddServiceClient<DutyService.DutyServiceClient>(Services.Staffing);
        services.AddServiceClient<RoutingService.RoutingServiceClient>(Services.Staffing);
        services.AddServiceClient<LeadService.LeadServiceClient>(Services.Staffing);
        services.AddServiceClient<AssignmentService.AssignmentServiceClient>(Services.Staffing);
        services.AddServiceClient<CalendarService.CalendarServiceClient>(Services.Content);
        services.AddServiceClient<KnowledgeService.KnowledgeServiceClient>(Services.Content);
        services.AddServiceClient<KnowledgeEntryService.KnowledgeEntryServiceClient>(Services.Content);
        services.AddServiceClient<KnowledgeFileService.KnowledgeFileServiceClient>(Services.Content);
        services.AddServiceClient<KnowledgeGapService.KnowledgeGapServiceClient>(Services.Content);
        services.AddServiceClient<KnowledgeSettingsService.KnowledgeSettingsServiceClient>(Services.Content);
        services.AddServiceClient<PhraseService.PhraseServiceClient>(Services.Content);
        services.AddServiceClient<DeflectionService.DeflectionServiceClient>(Services.Content);
        services.AddServiceClient<CaseService.CaseServiceClient>(Services.Moderation);
        services.AddServiceClient<LearningService.LearningServiceClient>(Services.Moderation);
        services.AddServiceClient<ReviewService.ReviewServiceClient>(Services.Moderation);
        services.AddServiceClient<IncidentService.IncidentServiceClient>(Services.Moderation);
        services.AddServiceClient<DisputeService.DisputeServiceClient>(Services.Moderation);
        services.AddServiceClient<DisciplineService.DisciplineServiceClient>(Services.Moderation);
        services.AddServiceClient<ComplianceService.ComplianceServiceClient>(Services.Moderation);
        services.AddServiceClient<PactService.PactServiceClient>(Services.Moderation);
        services.AddServiceClient<ApprovalService.ApprovalServiceClient>(Services.Moderation);
        services.AddServiceClient<RuleService.RuleServiceClient>(Services.Moderation);
        services.AddServiceClient<RulePackService.RulePackServiceClient>(Services.Moderation);
        services.AddServiceClient<RuleTrialService.RuleTrialServiceClient>(Services.Moderation);
        services.AddServiceClient<WordListService.WordListServiceClient>(Services.Moderation);
        services.AddServiceClient<ReportService.ReportServiceClient>(Services.Conversions);
        services.AddServiceClient<LinkService.LinkServiceClient>(Services.Conversions);
        services.AddServiceClient<OrderService.OrderServiceClient>(Services.Conversions);
    }
}
