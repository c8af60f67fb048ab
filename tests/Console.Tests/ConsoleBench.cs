using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using Npgsql;
using Steward.Channels;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
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

/// <summary>The Console with the real services behind it, and a real browser before it. Content and Conversions are left out: to the Console they are down.</summary>
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
    private ServiceHost _console = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public HttpClient Http => _console.Http;

    public async Task InitializeAsync()
    {
        _staffing = await ServiceHost.StartAsync(StaffingService.Definition);
        _members = await ServiceHost.StartAsync(MembersService.Definition, earlier: _staffing);
        // On a broker of its own: with no account connected it would report every send as failed, and the tests say themselves how sends end.
        _channels = await ServiceHost.StartAsync(ChannelsService.Definition);
        _moderation = await ServiceHost.StartAsync(ModerationService.Definition);
        _console = await ServiceHost.StartAsync(
            ConsoleService.Definition,
            args:
            [
                $"--services:staffing:grpc:0={_staffing.GrpcAddress}", $"--services:members:grpc:0={_members.GrpcAddress}", $"--services:channels:grpc:0={_channels.GrpcAddress}",
                "--services:content:grpc:0=http://127.0.0.1:9", $"--services:moderation:grpc:0={_moderation.GrpcAddress}", "--services:conversions:grpc:0=http://127.0.0.1:9",
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
        await _moderation.DisposeAsync();
        await _channels.DisposeAsync();
        await _members.DisposeAsync();
        await _staffing.DisposeAsync();
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
        await _staffing.Client<OperatorService.OperatorServiceClient>(admin).PutOperatorAsync(new PutOperatorRequest
        {
            Operator = new Operator { OperatorId = community.OperatorId, Login = community.Login, Name = "李小雨", Role = role, BrandIds = { community.Brand.ToString() } },
            Password = Password,
        });
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

    /// <summary>The answer that went to the command ledger.</summary>
    public Task<SendToGroupsV1> SentAsync(Guid brand) => _staffing.NextAsync<SendToGroupsV1>(send => send.BrandId == brand);

    /// <summary>What Channels reports when every group got it.</summary>
    public Task ConfirmAsync(SendToGroupsV1 sent) => _staffing.PublishAsync(new SendSettledV1
    {
        CommandId = sent.CommandId, BrandId = sent.BrandId, Origin = sent.Origin, Outcome = "confirmed", ConfirmedGroups = sent.GroupIds, Reason = "", At = TimeProvider.System.GetUtcNow(),
    });

    /// <summary>A send that waits for an employee, one that a quota holds back, and an overdue task for a person.</summary>
    internal Task<LedgerRows> LedgerAsync(Community community) => LedgerRows.PutAsync(_channels.OwnerConnectionString, community);

    /// <summary>A brand's rules, as a lead of its sees them.</summary>
    public ComplianceService.ComplianceServiceClient Compliance(Guid brand) => _moderation.Client<ComplianceService.ComplianceServiceClient>(ServiceHost.LeadOf(brand));

    public RuleService.RuleServiceClient Rules(Guid brand) => _moderation.Client<RuleService.RuleServiceClient>(ServiceHost.LeadOf(brand));

    /// <summary>Puts a document of rules in force.</summary>
    public async Task PublishRulesAsync(Guid brand, string document) =>
        await Rules(brand).PublishRuleSetAsync(new PublishRuleSetRequest { BrandId = brand.ToString(), Rules = new RuleSet { Document = document } });

    /// <summary>An upheld case of the community's member, decided by a person, with an appeal against it.</summary>
    public async Task<Appeal> AppealAsync(Community community, string decider, string sanction = "", string note = "")
    {
        await PublishRulesAsync(community.Brand, """{ "rules": [{ "kind": "keyword", "rule_id": "ad-001", "offence_class": "advert", "terms": ["兼职"] }] }""");
        var message = new ReceivedMessage { MessageId = Guid.NewGuid(), GroupId = community.Group, SenderId = community.Member, FromStaff = false, Kind = "text", Text = "兼职日结 300", SentAt = TimeProvider.System.GetUtcNow() };
        await _moderation.PublishAsync(new MessagesReceivedV1 { BatchId = Guid.NewGuid(), BrandId = community.Brand, AccountId = community.Account, Partition = LaneOf(community.Group), AcceptedAt = message.SentAt, Messages = [message] });
        var cases = _moderation.Client<CaseService.CaseServiceClient>(new Caller(decider, Role.Lead, [new BrandId(community.Brand)]));
        var open = new ListCasesRequest { BrandId = community.Brand.ToString() };
        await Eventually.TrueAsync(async () => (await cases.ListCasesAsync(open)).Cases.Count == 1, Patience, "the case is open");
        var found = (await cases.ListCasesAsync(open)).Cases[0];
        await cases.DecideCaseAsync(new DecideCaseRequest { BrandId = found.BrandId, CaseId = found.CaseId, Decision = "upheld", Sanction = sanction, Note = note });
        return (await _moderation.Client<DisciplineService.DisciplineServiceClient>(ServiceHost.OperatorOf(community.Brand)).FileAppealAsync(
            new FileAppealRequest { BrandId = found.BrandId, CaseId = found.CaseId, OnBehalf = "member", Text = "我没有发广告" })).Appeal;
    }

    /// <summary>Changes what Channels has stored, as its owner.</summary>
    public async Task RunOnChannelsAsync(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(_channels.OwnerConnectionString);
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

/// <summary>One browser window, and what its console complained about.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => { if (message.Type == "error") { _complaints.Add(message.Text); } };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Errors in the browser's console so far.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator Find(string testId) => Page.GetByTestId(testId);

    /// <summary>Opens a page and signs in on the way.</summary>
    public async Task SignInAsync(string login, string password = ConsoleBench.Password, string path = "/")
    {
        await Page.GotoAsync(path);
        await Find("login-user").FillAsync(login);
        await Find("login-password").FillAsync(password);
        await Find("login-submit").ClickAsync();
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
