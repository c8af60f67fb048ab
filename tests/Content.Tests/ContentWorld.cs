using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.Moderation;
using Steward.ServiceDefaults.Messaging;
using Steward.Testing;

namespace Steward.Content.Tests;

/// <summary>One running Content service for all slice tests, and the real Moderation whose gate it asks; each test works in a brand of its own.</summary>
public sealed class ContentWorld : IAsyncLifetime
{
    public TestClock Clock { get; } = new();

    public ServiceHost Host { get; private set; } = null!;

    public ServiceHost Moderation { get; private set; } = null!;

    /// <summary>It keeps the pictures that answers name.</summary>
    public ServiceHost Channels { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Moderation = await StartModerationAsync(Clock);
        Channels = await ServiceHost.StartAsync(ChannelsService.Definition, services => services.AddSingleton<TimeProvider>(Clock));
        Host = await StartAsync(Clock, Moderation.GrpcAddress, channels: Channels.GrpcAddress);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Channels.DisposeAsync();
        await Moderation.DisposeAsync();
    }

    /// <summary>Moderation by the same clock: tokens between services have their time.</summary>
    public static Task<ServiceHost> StartModerationAsync(TimeProvider clock) => ServiceHost.StartAsync(ModerationService.Definition, services => services.AddSingleton(clock));

    /// <summary>Content, with its compliance gate at an address, and the pictures at another; without that one nobody answers there.</summary>
    public static Task<ServiceHost> StartAsync(TimeProvider clock, Uri gate, ServiceHost? earlier = null, Uri? channels = null) =>
        ServiceHost.StartAsync(ContentService.Definition, services => services.AddSingleton(clock), [$"--services:moderation:grpc:0={gate}", $"--services:channels:grpc:0={channels?.ToString() ?? "http://127.0.0.1:9"}"], earlier);

    /// <summary>A picture that a brand may send; of nobody: that all may.</summary>
    public async Task<string> PictureAsync(Guid? brand) => (await Channels.Client<PictureService.PictureServiceClient>(ServiceHost.ServiceCaller).PutPictureAsync(
        new PutPictureRequest { BrandId = brand?.ToString() ?? "", Agency = brand is null, Content = ByteString.CopyFrom(TestPicture.Png()) })).PictureId;

    /// <summary>A red line of the brand, from now on.</summary>
    public static async Task<string> DrawRedLineAsync(ServiceHost moderation, Guid brand, string phrase, string severity)
    {
        var drawn = await moderation.Client<ComplianceService.ComplianceServiceClient>(ServiceHost.LeadOf(brand)).AddPhraseAsync(new AddPhraseRequest
        {
            Phrase = new Phrase
            {
                PhraseId = Guid.NewGuid().ToString(), BrandId = brand.ToString(), Kind = "red-line", Phrase_ = phrase, Severity = severity, Advice = "换一种说法。", Rewording = "店里", Reason = "品牌部要求",
            },
        });
        return drawn.Phrase.PhraseId;
    }

    public CalendarService.CalendarServiceClient Calendar(params Guid[] brands) => Host.Client<CalendarService.CalendarServiceClient>(ServiceHost.OperatorOf(brands));

    public CalendarService.CalendarServiceClient LeadsCalendar(params Guid[] brands) => Host.Client<CalendarService.CalendarServiceClient>(ServiceHost.LeadOf(brands));

    public Task<string> DrawRedLineAsync(Guid brand, string phrase, string severity = "block") => DrawRedLineAsync(Moderation, brand, phrase, severity);

    public KnowledgeService.KnowledgeServiceClient Knowledge(params Guid[] brands) => Host.Client<KnowledgeService.KnowledgeServiceClient>(ServiceHost.LeadOf(brands));

    /// <summary>When the knowledge base answers, as a lead sees to it.</summary>
    public KnowledgeSettingsService.KnowledgeSettingsServiceClient Settings(params Guid[] brands) => Host.Client<KnowledgeSettingsService.KnowledgeSettingsServiceClient>(ServiceHost.LeadOf(brands));

    /// <summary>A brand with the little knowledge base of <see cref="Kb"/>.</summary>
    public async Task<Guid> BrandWithKnowledgeAsync()
    {
        var brand = Guid.NewGuid();
        var request = new ImportEntriesRequest { BrandId = brand.ToString() };
        request.Entries.AddRange(Kb.Entries);
        var imported = await Knowledge(brand).ImportEntriesAsync(request);
        Assert.Empty(imported.Errors);
        return brand;
    }

    /// <summary>Lane of a group.</summary>
    public int LaneOf(Guid group) => Partition.Of(new GroupId(group), Host.Services.GetRequiredService<IOptions<MessagingOptions>>().Value.Partitions);

    /// <summary>An envelope of one group's messages as Moderation screened them.</summary>
    public MessagesScreenedV1 Screened(Guid brand, Guid group, params ScreenedMessage[] messages) => new()
    {
        BatchId = Guid.NewGuid(),
        BrandId = brand,
        AccountId = Guid.NewGuid(),
        Partition = LaneOf(group),
        AcceptedAt = Clock.GetUtcNow(),
        ScreenedAt = Clock.GetUtcNow(),
        Messages = messages,
    };

    public ScreenedMessage Message(Guid group, string text, string label = ScreeningLabel.Question, TimeSpan later = default, Guid? id = null, Guid? sender = null) => new()
    {
        MessageId = id ?? Guid.NewGuid(),
        GroupId = group,
        SenderId = sender ?? Guid.NewGuid(),
        FromStaff = false,
        Kind = "text",
        Text = text,
        SentAt = Clock.GetUtcNow() + later,
        Label = label,
    };

    public SendSettledV1 Settled(SendToGroupsV1 send, string outcome, string reason = "") => new()
    {
        CommandId = send.CommandId,
        BrandId = send.BrandId,
        Origin = send.Origin,
        Outcome = outcome,
        ConfirmedGroups = outcome == "failed" ? [] : outcome == "partly" ? [.. send.GroupIds.Take(1)] : send.GroupIds,
        Reason = reason,
        At = Clock.GetUtcNow(),
    };

    public async Task<GetKnowledgeTotalsResponse> TotalsAsync(Guid brand) => await Knowledge(brand).GetKnowledgeTotalsAsync(new GetKnowledgeTotalsRequest { BrandId = brand.ToString() });

    /// <summary>Returns when everything that was published to the service's outbox is on the broker.</summary>
    public Task OutboxIsEmptyAsync() => Eventually.TrueAsync(async () => await OwnerScalarAsync("select count(*) from outbox") == 0, TimeSpan.FromSeconds(10), "the outbox is empty");

    /// <summary>A count as the owner sees it, beyond row-level security.</summary>
    public async Task<long> OwnerScalarAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Host.OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public IReadOnlyList<SendToGroupsV1> SendsOf(Guid brand) => [.. Host.Published<SendToGroupsV1>().Where(send => send.BrandId == brand)];

    public IReadOnlyList<HandedOnQuestion> HandedOnOf(Guid brand) => [.. Host.Published<QuestionsHandedOnV1>().Where(handed => handed.BrandId == brand).SelectMany(handed => handed.Questions)];
}

/// <summary>Slice tests share one host, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ContentTests : ICollectionFixture<ContentWorld>
{
    public const string Name = "content";
}
