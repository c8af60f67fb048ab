using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using Npgsql;
using Steward.Channels;
using Steward.Content;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Events.Staffing;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Moderation.V1;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;
using Steward.Members;
using Steward.Moderation;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Messaging;
using Steward.Staffing;
using Steward.Testing;

namespace Steward.Console.Tests;

/// <summary>The Console with the real services behind it, and a real browser before it. Conversions is left out: to the Console it is down.</summary>
public sealed class ConsoleBench : IAsyncLifetime
{
    public const string Password = "correct horse 9";
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private ServiceHost _staffing = null!;
    private ServiceHost _members = null!;
    private ServiceHost _channels = null!;
    private ServiceHost _moderation = null!;
    private ServiceHost _content = null!;
    private ServiceHost _console = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public HttpClient Http => _console.Http;

    public async Task InitializeAsync()
    {
        _moderation = await ServiceHost.StartAsync(ModerationService.Definition);
        string[] gate = [$"--services:moderation:grpc:0={_moderation.GrpcAddress}"];
        _staffing = await ServiceHost.StartAsync(StaffingService.Definition, args: gate);
        // On a broker of its own: with no account connected it would report every send as failed, and the tests say themselves how sends end.
        _channels = await ServiceHost.StartAsync(ChannelsService.Definition);
        // On a broker of its own too: nobody answers questions that the tests hand on themselves.
        _content = await ServiceHost.StartAsync(ContentService.Definition, args: [.. gate, $"--services:channels:grpc:0={_channels.GrpcAddress}"]);
        _members = await ServiceHost.StartAsync(MembersService.Definition, earlier: _staffing);
        _console = await ServiceHost.StartAsync(
            ConsoleService.Definition,
            args:
            [
                $"--services:staffing:grpc:0={_staffing.GrpcAddress}", $"--services:members:grpc:0={_members.GrpcAddress}", $"--services:channels:grpc:0={_channels.GrpcAddress}",
                $"--services:content:grpc:0={_content.GrpcAddress}", $"--services:moderation:grpc:0={_moderation.GrpcAddress}", "--services:conversions:grpc:0=http://127.0.0.1:9",
            ],
            earlier: _staffing);
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _console.DisposeAsync();
        await _channels.DisposeAsync();
        await _members.DisposeAsync();
        await _content.DisposeAsync();
        await _staffing.DisposeAsync();
        await _moderation.DisposeAsync();
    }

    /// <summary>A brand with one group and its member, and an operator who looks after it.</summary>
    public async Task<Community> CommunityAsync(string role = "operator")
    {
        var community = new Community(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid().ToString(), $"u{Guid.NewGuid():N}"[..12]);
        var admin = ServiceHost.AdminOf(community.Brand);
        await _members.Client<BrandService.BrandServiceClient>(admin).PutBrandAsync(new PutBrandRequest
        {
            Brand = new Brand { BrandId = community.Brand.ToString(), Code = $"b{Guid.NewGuid():N}"[..20], Name = "饱乐星", TimeZone = "Asia/Shanghai", Colour = "#d9480f" },
        });
        await PersonAsync(community.Brand, community.OperatorId, community.Login, "李小雨", role);
        var now = TimeProvider.System.GetUtcNow();
        await _staffing.PublishAsync(new GroupSyncedV1
        {
            BrandId = community.Brand, AccountId = community.Account, Partition = LaneOf(community.Group), GroupId = community.Group, ExternalId = "wr-1", Name = "人民广场店 1 群", OwnerId = Guid.NewGuid(), CreatedAt = now, SyncedAt = now,
            Roster = [new RosterEntry { MemberId = community.Member, ExternalId = "wm-1", Name = "=爱吃薯条", IsStaff = false, JoinedAt = now, JoinScene = 3, JoinState = "poster" }],
        });
        var groups = _members.Client<GroupService.GroupServiceClient>(admin);
        await Eventually.TrueAsync(
            async () => (await groups.ListGroupsAsync(new ListGroupsRequest { BrandId = community.Brand.ToString() })).Groups.Count == 1, Patience, "the group is known");
        await Eventually.TrueAsync(() => AssignedAsync(community), Patience, "the group is assigned");
        return community;
    }

    /// <summary>A brand's duty, as another lead of its plans it.</summary>
    public DutyService.DutyServiceClient Duty(Guid brand) => _staffing.Client<DutyService.DutyServiceClient>(ServiceHost.LeadOf(brand));

    /// <summary>Somebody else who works for the brand, by their login.</summary>
    public async Task<string> ColleagueAsync(Community community, string name)
    {
        var login = $"u{Guid.NewGuid():N}"[..12];
        await PersonAsync(community.Brand, Guid.NewGuid().ToString(), login, name, "operator");
        return login;
    }

    /// <summary>An administrator of the brand's who may change what holds for all brands, by their login.</summary>
    public async Task<string> AgencyAdminAsync(Community community)
    {
        var login = $"u{Guid.NewGuid():N}"[..12];
        await _staffing.Client<OperatorService.OperatorServiceClient>(ServiceHost.ServiceCaller).PutOperatorAsync(new PutOperatorRequest
        {
            Operator = new Operator { OperatorId = Guid.NewGuid().ToString(), Login = login, Name = "总部小赵", Role = "admin", BrandIds = { community.Brand.ToString() }, AgencyWide = true }, Password = Password,
        });
        return login;
    }

    /// <summary>The knowledge that all brands inherit, as a service sees to it.</summary>
    public KnowledgeService.KnowledgeServiceClient AgencyKnowledge => _content.Client<KnowledgeService.KnowledgeServiceClient>(ServiceHost.ServiceCaller);

    /// <summary>Takes out what a test wrote for all brands: those of the other tests would have it at hand.</summary>
    public async Task RemoveAgencyPhrasesAsync()
    {
        var client = _content.Client<PhraseService.PhraseServiceClient>(ServiceHost.ServiceCaller);
        foreach (var phrase in (await client.ListPhrasesAsync(new Contracts.Content.V1.ListPhrasesRequest { Agency = true })).Phrases) { await client.RemovePhraseAsync(new RemovePhraseRequest { Agency = true, PhraseId = phrase.PhraseId }); }
    }

    /// <summary>A question that the knowledge base handed on, from a member of its own.</summary>
    public Task AskAsync(Community community, string text, string suggestion = "") => _staffing.PublishAsync(new QuestionsHandedOnV1
    {
        BrandId = community.Brand,
        AccountId = community.Account,
        Partition = LaneOf(community.Group),
        Questions =
        [
            new HandedOnQuestion { MessageId = Guid.NewGuid(), GroupId = community.Group, MemberId = Guid.NewGuid(), Text = text, AskedAt = TimeProvider.System.GetUtcNow(), SuggestedAnswer = suggestion, SuggestionScore = suggestion.Length > 0 ? 0.42 : 0 },
        ],
    });

    /// <summary>A member of their own says something that screening takes for a complaint.</summary>
    public Task ComplainAsync(Community community, string text)
    {
        var now = TimeProvider.System.GetUtcNow();
        return _staffing.PublishAsync(new MessagesScreenedV1
        {
            BatchId = Guid.NewGuid(), BrandId = community.Brand, AccountId = community.Account, Partition = LaneOf(community.Group), AcceptedAt = now, ScreenedAt = now,
            Messages =
            [
                new ScreenedMessage
                {
                    MessageId = Guid.NewGuid(), GroupId = community.Group, SenderId = Guid.NewGuid(), FromStaff = false, Kind = "text", Text = text, SentAt = now, Label = ScreeningLabel.Chatter,
                    Signals = [new MessageSignal { Name = SignalName.Complaint, Probability = 0.9, Model = "1" }],
                },
            ],
        });
    }

    /// <summary>What members ask in the community's group, as Content hears of it from Moderation.</summary>
    public Task QuestionsAsync(Community community, params string[] texts)
    {
        var now = TimeProvider.System.GetUtcNow();
        return _content.PublishAsync(new MessagesScreenedV1
        {
            BatchId = Guid.NewGuid(),
            BrandId = community.Brand,
            AccountId = community.Account,
            Partition = LaneOf(community.Group),
            AcceptedAt = now,
            ScreenedAt = now,
            Messages = [.. texts.Select(text => new ScreenedMessage { MessageId = Guid.NewGuid(), GroupId = community.Group, SenderId = Guid.NewGuid(), FromStaff = false, Kind = "text", Text = text, SentAt = now, Label = ScreeningLabel.Question })],
        });
    }

    /// <summary>A knowledge base of the community's brand.</summary>
    public async Task KnowAsync(Community community, params (string Question, string Answer)[] entries)
    {
        var request = new ImportEntriesRequest { BrandId = community.Brand.ToString() };
        request.Entries.AddRange(entries.Select(entry => new KnowledgeEntry { EntryId = DerivedId.Of(community.Brand, "entry", entry.Question).ToString(), Question = entry.Question, Answer = entry.Answer }));
        Assert.Empty((await Knowledge(community.Brand).ImportEntriesAsync(request)).Errors);
    }

    /// <summary>A picture that the brand may send.</summary>
    public async Task<string> PictureAsync(Guid brand, byte[] content) => (await _channels.Client<PictureService.PictureServiceClient>(ServiceHost.OperatorOf(brand)).PutPictureAsync(
        new PutPictureRequest { BrandId = brand.ToString(), Content = ByteString.CopyFrom(content) })).PictureId;

    /// <summary>Carries what an answer teaches from Staffing's broker to Content's, twice, and gives the one lesson that came of it. It counts at once, because an import follows.</summary>
    public async Task<Lesson> LearntAsync(Guid brand)
    {
        var taught = await _staffing.NextAsync<AnswerTaughtV1>(one => one.BrandId == brand);
        await _content.PublishAsync(taught);
        await _content.PublishAsync(taught);
        var lessons = new ListLessonsRequest { BrandId = brand.ToString() };
        await Eventually.TrueAsync(async () => (await Knowledge(brand).ListLessonsAsync(lessons)).Lessons.Count == 1, Patience, "the lesson is learnt");
        var entry = new KnowledgeEntry { EntryId = Guid.NewGuid().ToString(), Question = "储值卡余额在哪里查?", Answer = "小程序「我的」页面可查余额。" };
        await Knowledge(brand).ImportEntriesAsync(new ImportEntriesRequest { BrandId = brand.ToString(), Entries = { entry } });
        return Assert.Single((await Knowledge(brand).ListLessonsAsync(lessons)).Lessons);
    }

    /// <summary>The knowledge base, as a lead of the brand sees it.</summary>
    public KnowledgeService.KnowledgeServiceClient Knowledge(Guid brand) => _content.Client<KnowledgeService.KnowledgeServiceClient>(ServiceHost.LeadOf(brand));

    /// <summary>When it answers, as another lead of the brand sees to it.</summary>
    public KnowledgeSettingsService.KnowledgeSettingsServiceClient KnowledgeSettings(Guid brand) => _content.Client<KnowledgeSettingsService.KnowledgeSettingsServiceClient>(ServiceHost.LeadOf(brand));

    /// <summary>Somebody else takes the newest open item with a question.</summary>
    public async Task TakeAsync(Community community, string question)
    {
        var items = _staffing.Client<WorkItemService.WorkItemServiceClient>(ServiceHost.OperatorOf(community.Brand));
        var open = (await items.ListWorkItemsAsync(new ListWorkItemsRequest { BrandId = community.Brand.ToString(), States = { "open" } })).Items.Last(item => item.Question == question);
        await items.ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = open.BrandId, WorkItemId = open.WorkItemId });
    }

    /// <summary>The answer that went to the command ledger.</summary>
    public Task<SendToGroupsV1> SentAsync(Guid brand) => _staffing.NextAsync<SendToGroupsV1>(send => send.BrandId == brand);

    /// <summary>The so-manieth answer that went there, from 1 on.</summary>
    public async Task<SendToGroupsV1> SentAsync(Guid brand, int number)
    {
        await Eventually.TrueAsync(() => Task.FromResult(_staffing.Published<SendToGroupsV1>().Count(send => send.BrandId == brand) >= number), Patience, $"{number} answers were sent");
        return _staffing.Published<SendToGroupsV1>().Where(send => send.BrandId == brand).ElementAt(number - 1);
    }

    /// <summary>What Channels reports when every group got it.</summary>
    public Task ConfirmAsync(SendToGroupsV1 sent) => _staffing.PublishAsync(new SendSettledV1
    {
        CommandId = sent.CommandId, BrandId = sent.BrandId, Origin = sent.Origin, Outcome = "confirmed", ConfirmedGroups = sent.GroupIds, Reason = "", At = TimeProvider.System.GetUtcNow(),
    });

    /// <summary>A send that waits for an employee, one that a quota holds back, and an overdue task for a person.</summary>
    internal Task<LedgerRows> LedgerAsync(Community community) => LedgerRows.PutAsync(_channels.OwnerConnectionString, community);

    /// <summary>A brand's rules, as a lead of its sees them.</summary>
    public ComplianceService.ComplianceServiceClient Compliance(Guid brand) => _moderation.Client<ComplianceService.ComplianceServiceClient>(ServiceHost.LeadOf(brand));

    /// <summary>A client of Moderation for somebody who looks after a brand.</summary>
    public T Moderation<T>(Guid brand, string actor, Role role = Role.Lead)
        where T : ClientBase<T> => _moderation.Client<T>(new Caller(actor, role, [new BrandId(brand)]));

    /// <summary>Waits until so many cases of a brand are open.</summary>
    public async Task<IReadOnlyList<Case>> CasesAsync(Guid brand, int count)
    {
        var cases = Moderation<CaseService.CaseServiceClient>(brand, "somebody");
        var open = new ListCasesRequest { BrandId = brand.ToString(), State = "open" };
        await Eventually.TrueAsync(async () => (await cases.ListCasesAsync(open)).Total == count, Patience, $"{count} cases are open");
        return (await cases.ListCasesAsync(open)).Cases;
    }

    /// <summary>A red line of a brand, from now on.</summary>
    public async Task DrawRedLineAsync(Guid brand, string phrase, string severity) => await Compliance(brand).AddPhraseAsync(new AddPhraseRequest
    {
        Phrase = new Phrase
        {
            PhraseId = Guid.NewGuid().ToString(), BrandId = brand.ToString(), Kind = "red-line", Phrase_ = phrase, Severity = severity, Advice = "品牌名要写全。", Rewording = "饱乐星", Reason = "品牌部要求",
        },
    });

    /// <summary>The calendar, as an operator of the brand sees it.</summary>
    public CalendarService.CalendarServiceClient Calendar(Guid brand) => _content.Client<CalendarService.CalendarServiceClient>(ServiceHost.OperatorOf(brand));

    /// <summary>Brings a planned post's time about.</summary>
    public async Task DueNowAsync(string entry)
    {
        await using var source = NpgsqlDataSource.Create(_content.OwnerConnectionString);
        await using var command = source.CreateCommand($"update calendar_entries set send_at = now() where entry_id = '{entry}'; update calendar_due set send_at = now() where entry_id = '{entry}'");
        await command.ExecuteNonQueryAsync();
    }

    public RuleService.RuleServiceClient Rules(Guid brand) => _moderation.Client<RuleService.RuleServiceClient>(ServiceHost.LeadOf(brand));

    /// <summary>Puts a document of rules in force.</summary>
    public async Task PublishRulesAsync(Guid brand, string document) =>
        await Rules(brand).PublishRuleSetAsync(new PublishRuleSetRequest { BrandId = brand.ToString(), Rules = new RuleSet { Document = document } });

    /// <summary>What members say in the community's group, through screening: each by a member of their own, unless one is named.</summary>
    public Task SayAsync(Community community, IEnumerable<string> texts, Guid? member = null) => SayAsync(community, texts.Select(text => (community.Group, member ?? Guid.NewGuid(), text)));

    /// <summary>The same with who says what where.</summary>
    public async Task SayAsync(Community community, IEnumerable<(Guid Group, Guid Member, string Text)> said)
    {
        var now = TimeProvider.System.GetUtcNow();
        await _moderation.PublishAsync(new MessagesReceivedV1
        {
            BatchId = Guid.NewGuid(),
            BrandId = community.Brand,
            AccountId = community.Account,
            Partition = LaneOf(community.Group),
            AcceptedAt = now,
            Messages = [.. said.Select(one => new ReceivedMessage { MessageId = Guid.NewGuid(), GroupId = one.Group, SenderId = one.Member, FromStaff = false, Kind = "text", Text = one.Text, SentAt = now })],
        });
    }

    /// <summary>An upheld case of the community's member, decided by a person, with an appeal against it.</summary>
    public async Task<Appeal> AppealAsync(Community community, string decider, string sanction = "", string note = "")
    {
        await PublishRulesAsync(community.Brand, """{ "rules": [{ "kind": "keyword", "rule_id": "ad-001", "offence_class": "advert", "terms": ["兼职"] }] }""");
        await SayAsync(community, ["兼职日结 300"], community.Member);
        var cases = _moderation.Client<CaseService.CaseServiceClient>(new Caller(decider, Role.Lead, [new BrandId(community.Brand)]));
        var open = new ListCasesRequest { BrandId = community.Brand.ToString() };
        await Eventually.TrueAsync(async () => (await cases.ListCasesAsync(open)).Cases.Count == 1, Patience, "the case is open");
        var found = (await cases.ListCasesAsync(open)).Cases[0];
        await cases.DecideCaseAsync(new DecideCaseRequest { BrandId = found.BrandId, CaseId = found.CaseId, Decision = "upheld", Sanction = sanction, Note = note });
        return (await _moderation.Client<DisciplineService.DisciplineServiceClient>(ServiceHost.OperatorOf(community.Brand)).FileAppealAsync(
            new FileAppealRequest { BrandId = found.BrandId, CaseId = found.CaseId, OnBehalf = "member", Text = "我没有发广告" })).Appeal;
    }

    /// <summary>Lets Moderation know through which account the community's group is reached.</summary>
    public async Task ReachAsync(Community community)
    {
        await using var connection = new NpgsqlConnection(_moderation.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("insert into group_accounts (brand_id, group_id, account_id) values ($1, $2, $3)", connection);
        foreach (var id in (Guid[])[community.Brand, community.Group, community.Account]) { command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id }); }

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A complaint of the community's member, some time ago.</summary>
    public async Task<Complaint> ComplainAsync(Community community, string text, TimeSpan ago) => (await _moderation.Client<DisputeService.DisputeServiceClient>(ServiceHost.OperatorOf(community.Brand)).RegisterComplaintAsync(
        new RegisterComplaintRequest
        {
            BrandId = community.Brand.ToString(), ComplaintId = Guid.NewGuid().ToString(), MemberId = community.Member.ToString(), GroupId = community.Group.ToString(), Kind = "product",
            Messages = { new ComplainedMessage { MessageId = Guid.NewGuid().ToString(), Text = text, SentAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow() - ago) } },
        })).Complaint;

    /// <summary>Tells Moderation an event.</summary>
    public Task TellModerationAsync<T>(T told)
        where T : class => _moderation.PublishAsync(told);

    /// <summary>Changes what Channels has stored, as its owner.</summary>
    public Task RunOnChannelsAsync(string sql, params object[] values) => RunAsync(_channels, sql, values);

    /// <summary>The same in Moderation: to let time pass.</summary>
    public Task RunOnModerationAsync(string sql, params object[] values) => RunAsync(_moderation, sql, values);

    private static async Task RunAsync(ServiceHost host, string sql, object[] values)
    {
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) { command.Parameters.Add(new NpgsqlParameter { Value = value }); }

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The community's channel account, by its name.</summary>
    internal Task AccountAsync(Community community, string name) => LedgerRows.PutAccountAsync(_channels.OwnerConnectionString, community, name);

    /// <summary>Says who the community's operator is in its account.</summary>
    public async Task LinkAsync(Community community, string user) => await _staffing.Client<OperatorService.OperatorServiceClient>(ServiceHost.LeadOf(community.Brand)).PutChannelUserAsync(new PutChannelUserRequest
    {
        User = new ChannelUser { BrandId = community.Brand.ToString(), OperatorId = community.OperatorId, AccountId = community.Account.ToString(), UserId = user },
    });

    /// <summary>A browser window of its own, not signed in.</summary>
    public async Task<Visitor> VisitorAsync(int width = 1366, int height = 768)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = _console.HttpAddress.ToString(), ViewportSize = new ViewportSize { Width = width, Height = height } });
        return new Visitor(context, await context.NewPageAsync());
    }

    private async Task PersonAsync(Guid brand, string id, string login, string name, string role) =>
        await _staffing.Client<OperatorService.OperatorServiceClient>(ServiceHost.AdminOf(brand)).PutOperatorAsync(new PutOperatorRequest
        {
            Operator = new Operator { OperatorId = id, Login = login, Name = name, Role = role, BrandIds = { brand.ToString() } }, Password = Password,
        });

    private async Task<bool> AssignedAsync(Community community)
    {
        try
        {
            var request = new AssignGroupsRequest { BrandId = community.Brand.ToString(), OperatorId = community.OperatorId, GroupIds = { community.Group.ToString() } };
            return (await _staffing.Client<AssignmentService.AssignmentServiceClient>(ServiceHost.AdminOf(community.Brand)).AssignGroupsAsync(request)).Assigned == 1;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            // Staffing has not learnt the group yet.
            return false;
        }
    }

    private int LaneOf(Guid group) => Partition.Of(new GroupId(group), _staffing.Services.GetRequiredService<IOptions<MessagingOptions>>().Value.Partitions);
}

/// <summary>A brand's small world.</summary>
public sealed record Community(Guid Brand, Guid Account, Guid Group, Guid Member, string OperatorId, string Login);
