using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
using Steward.Contracts.Moderation.V1;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;
using Steward.Moderation;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Messaging;
using Steward.Staffing.Routing;
using Steward.Testing;

namespace Steward.Staffing.Tests;

/// <summary>One running Staffing service for all slice tests, and the real Moderation whose gate it asks; each test works in a brand of its own.</summary>
public sealed class StaffingWorld : IAsyncLifetime
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public TestClock Clock { get; } = new();

    public ServiceHost Host { get; private set; } = null!;

    public ServiceHost Moderation { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Moderation = await ServiceHost.StartAsync(ModerationService.Definition, services => services.AddSingleton<TimeProvider>(Clock));
        Host = await StartAsync(Moderation.GrpcAddress);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Moderation.DisposeAsync();
    }

    /// <summary>Staffing, with its compliance gate at an address.</summary>
    public Task<ServiceHost> StartAsync(Uri gate, ServiceHost? earlier = null) =>
        ServiceHost.StartAsync(StaffingService.Definition, services => services.AddSingleton<TimeProvider>(Clock), [$"--services:moderation:grpc:0={gate}"], earlier);

    /// <summary>A red line of the brand, from now on.</summary>
    public async Task<string> DrawRedLineAsync(Guid brand, string phrase, string severity) =>
        (await Moderation.Client<ComplianceService.ComplianceServiceClient>(ServiceHost.LeadOf(brand)).AddPhraseAsync(new AddPhraseRequest
        {
            Phrase = new Phrase
            {
                PhraseId = Guid.NewGuid().ToString(), BrandId = brand.ToString(), Kind = "red-line", Phrase_ = phrase, Severity = severity, Advice = "换一种说法。", Rewording = "店里", Reason = "品牌部要求",
            },
        })).Phrase.PhraseId;

    public WorkItemService.WorkItemServiceClient Inbox(Caller caller) => Host.Client<WorkItemService.WorkItemServiceClient>(caller);

    public AssignmentService.AssignmentServiceClient Assignments(Caller caller) => Host.Client<AssignmentService.AssignmentServiceClient>(caller);

    public OperatorService.OperatorServiceClient Operators(Caller caller) => Host.Client<OperatorService.OperatorServiceClient>(caller);

    public int LaneOf(Guid group) => Partition.Of(new GroupId(group), Host.Services.GetRequiredService<IOptions<MessagingOptions>>().Value.Partitions);

    /// <summary>An operator of the brand, as it is stored.</summary>
    public async Task<Operator> OperatorAsync(Guid brand) => (await Operators(ServiceHost.AdminOf(brand)).PutOperatorAsync(new PutOperatorRequest
    {
        Operator = new Operator { OperatorId = Guid.NewGuid().ToString(), Login = $"op-{Guid.NewGuid():N}", Name = "小李", Role = "operator", BrandIds = { brand.ToString() } },
        Password = "correct horse",
    })).Operator;

    /// <summary>A group that the service has learnt.</summary>
    public async Task<Guid> GroupAsync(Guid brand)
    {
        var group = Guid.NewGuid();
        await Host.PublishAsync(new GroupSyncedV1
        {
            BrandId = brand, AccountId = Guid.NewGuid(), Partition = LaneOf(group), GroupId = group, ExternalId = "wr1", Name = "茶友群", OwnerId = Guid.NewGuid(), CreatedAt = Clock.GetUtcNow(), SyncedAt = Clock.GetUtcNow(), Roster = [],
        });
        await Eventually.TrueAsync(async () => await OwnerScalarAsync($"select count(*) from groups where group_id = '{group}'") == 1, Patience, "the group is known");
        return group;
    }

    public HandedOnQuestion Question(Guid group, string text, Guid? member = null, TimeSpan later = default, double score = 0.3, Guid? id = null) => new()
    {
        MessageId = id ?? Guid.NewGuid(), GroupId = group, MemberId = member ?? Guid.NewGuid(), Text = text, AskedAt = Clock.GetUtcNow() + later, SuggestedAnswer = $"建议 {score}", SuggestionScore = score,
    };

    public QuestionsHandedOnV1 HandedOn(Guid brand, params HandedOnQuestion[] questions) =>
        new() { BrandId = brand, AccountId = Guid.NewGuid(), Partition = LaneOf(questions[0].GroupId), Questions = questions };

    /// <summary>An open item of the brand, as its inbox shows it.</summary>
    public async Task<WorkItem> ItemAsync(Guid brand, Guid? group = null)
    {
        var question = Question(group ?? Guid.NewGuid(), "杯子碎了怎么办?");
        await Host.PublishAsync(HandedOn(brand, question));
        WorkItem? found = null;
        await Eventually.TrueAsync(
            async () => (found = (await ListAsync(brand)).FirstOrDefault(item => item.MemberId == question.MemberId.ToString())) is not null, Patience, "the item is open");
        return found!;
    }

    public async Task<IReadOnlyList<WorkItem>> ListAsync(Guid brand, params string[] states) =>
        (await Inbox(ServiceHost.OperatorOf(brand)).ListWorkItemsAsync(new ListWorkItemsRequest { BrandId = brand.ToString(), States = { states } })).Items;

    public async Task<WorkItem> GetAsync(WorkItem item) =>
        (await Inbox(ServiceHost.OperatorOf(Guid.Parse(item.BrandId))).GetWorkItemAsync(new GetWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId })).Item;

    public async Task<GetWorkTotalsResponse> TotalsAsync(Guid brand) => await Inbox(ServiceHost.OperatorOf(brand)).GetWorkTotalsAsync(new GetWorkTotalsRequest { BrandId = brand.ToString() });

    /// <summary>A plan by which somebody always works.</summary>
    public static DutyPlan Always(int capacity = 20) => new() { Zone = "UTC", Periods = { Enumerable.Range(1, 7).Select(day => new DutyPeriod { Day = day, To = 1440 }) }, Capacity = capacity };

    /// <summary>A plan by which somebody works from now on for a time, and no longer.</summary>
    public DutyPlan Until(TimeSpan end, int capacity = 20) => new()
    {
        Zone = "UTC", Capacity = capacity, Exceptions = { new DutyException { From = Timestamp.FromDateTimeOffset(Clock.GetUtcNow()), Until = Timestamp.FromDateTimeOffset(Clock.GetUtcNow() + end), Extra = true } },
    };

    public async Task PlanAsync(Guid brand, Operator person, DutyPlan plan) =>
        await Host.Client<DutyService.DutyServiceClient>(ServiceHost.LeadOf(brand)).PutDutyAsync(new PutDutyRequest { OperatorId = person.OperatorId, Plan = plan });

    /// <summary>A turn of routing: this one, if the service's own is not just having its.</summary>
    public Task RouteAsync() => Eventually.TrueAsync(async () => await Host.Services.GetRequiredService<RoutingTurn>().RunAsync(CancellationToken.None) is not null, Patience, "a turn of routing is taken");

    /// <summary>A count as the owner sees it, beyond row-level security.</summary>
    public async Task<long> OwnerScalarAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Host.OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The status and problem code with which a call is refused.</summary>
    public static async Task<(StatusCode Status, string? Code)> RefusedAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(call);
        return (refused.StatusCode, refused.Trailers.GetValue("problem-code"));
    }
}

/// <summary>Slice tests share one host, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class StaffingTests : ICollectionFixture<StaffingWorld>
{
    public const string Name = "staffing";
}
