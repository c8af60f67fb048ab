using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Conversions.V1;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;

namespace Steward.Cli.Demo;

/// <summary>Puts the demo world into a running suite, through the same APIs that people use. Every id is fixed, so a second load is harmless.</summary>
internal sealed class LoadDemo(Suite suite, TimeProvider clock)
{
    private const double SlowDay = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Rosters of whole accounts take longer than an ordinary call.</summary>
    private DateTime LongDeadline => clock.GetUtcNow().UtcDateTime + Patience;

    public async Task RunAsync(CancellationToken ct)
    {
        using var simulator = new SimulatorClient(suite.Address("simulator"));
        var corps = await simulator.CorpsAsync(ct);
        var brands = DemoFiles.Brands();
        var moderation = new LoadModeration(suite);
        await LoadKnowledge.PutAsync(suite, null, ct);
        await LoadPhrases.PutAsync(suite, null, ct);
        foreach (var brand in brands)
        {
            await PutBrandAsync(brand, ct);
            await ConnectAsync(simulator, corps.Single(corp => corp.CorpId == brand.CorpId), brand, ct);
            await moderation.PutRulesAsync(brand, ct);
            await LoadKnowledge.PutAsync(suite, brand, ct);
            await LoadPhrases.PutAsync(suite, brand, ct);
            await PutLinksAsync(brand, ct);
        }

        var operators = await PutOperatorsAsync(ct);
        foreach (var brand in brands)
        {
            var groups = await GroupsAsync(brand, ct);
            var agent = operators.First(person => person.Role == "operator" && person.BrandIds.Contains(brand.Id));
            var assign = new AssignGroupsRequest { BrandId = brand.Id.ToString(), OperatorId = agent.Id.ToString() };
            assign.GroupIds.AddRange(groups.Select(group => group.GroupId));
            await UntilKnownAsync(async () => await suite.Client<AssignmentService.AssignmentServiceClient>().AssignGroupsAsync(assign, cancellationToken: ct), ct);
            await TagAsync(brand, ct);
            await UntilKnownAsync(() => moderation.RegisterComplaintsAsync(brand, ct), ct);
            await ScheduleAsync(brand, groups, ct);
        }

        await BeginDayAsync(simulator, ct);
        await TellAsync(brands, operators);
    }

    private async Task PutBrandAsync(DemoBrand brand, CancellationToken ct)
    {
        var service = suite.Client<BrandService.BrandServiceClient>();
        await service.PutBrandAsync(new PutBrandRequest { Brand = new Brand { BrandId = brand.Id.ToString(), Code = brand.Code, Name = brand.Name, TimeZone = brand.TimeZone, Colour = brand.Colour } }, cancellationToken: ct);
        var key = new IssueApiKeyRequest { BrandId = brand.Id.ToString(), KeyId = DerivedId.Of(brand.Id, "key", brand.ApiKeyName).ToString(), Name = brand.ApiKeyName, Secret = DemoKeys.ApiKey(suite, brand) };
        key.Scopes.AddRange(["groups.read", "orders.write"]);
        await service.IssueApiKeyAsync(key, cancellationToken: ct);
    }

    private async Task ConnectAsync(SimulatorClient simulator, SimulatedCorp corp, DemoBrand brand, CancellationToken ct)
    {
        var accounts = suite.Client<AccountService.AccountServiceClient>();
        var connected = await accounts.ConnectAccountAsync(
            new ConnectAccountRequest
            {
                BrandId = brand.Id.ToString(), AccountId = brand.AccountId.ToString(), Name = corp.Name, BaseUrl = simulator.Address.AbsoluteUri.TrimEnd('/'), CorpId = corp.CorpId, AgentId = corp.AgentId,
                Secret = corp.Secret, CallbackToken = corp.Token, EncodingAesKey = corp.EncodingAesKey, ArchiveSecret = corp.ArchiveSecret,
            },
            cancellationToken: ct);
        await SetCallbackAsync(simulator, corp.CorpId, new Uri(suite.Address("gateway"), connected.CallbackPath.TrimStart('/')), ct);
        var synced = await accounts.SyncRosterAsync(new SyncRosterRequest { BrandId = brand.Id.ToString(), AccountId = brand.AccountId.ToString() }, deadline: LongDeadline, cancellationToken: ct);
        if (synced.FailedGroups > 0) { throw new UserException($"{synced.FailedGroups} groups of {brand.Name} could not be read from the channel."); }

        // Members learns of groups by event; what follows needs them there.
        var waited = TimeSpan.Zero;
        while ((await GroupsAsync(brand, ct)).Count < synced.Groups)
        {
            if ((waited += Step) > Patience) { throw new UserException($"Members does not know the groups of {brand.Name} yet: is it running, and the broker?"); }

            await Task.Delay(Step, clock, ct);
        }
    }

    /// <summary>The stand-in allows one second for the first answer, as WeCom does; a receiver that has just started may need a second try.</summary>
    private async Task SetCallbackAsync(SimulatorClient simulator, string corpId, Uri url, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await simulator.SetCallbackAsync(corpId, url, ct);
                return;
            }
            catch (UserException) when (attempt < 5)
            {
                await Task.Delay(Step * 5, clock, ct);
            }
        }
    }

    private async Task PutLinksAsync(DemoBrand brand, CancellationToken ct)
    {
        foreach (var link in DemoFiles.Links(brand.Id))
        {
            await suite.Client<LinkService.LinkServiceClient>().PutLinkAsync(
                new PutLinkRequest { Link = new Link { BrandId = brand.Id.ToString(), Code = link.Code, TargetUrl = link.TargetUrl, Channel = link.Channel } }, cancellationToken: ct);
        }
    }

    private async Task<IReadOnlyList<DemoOperator>> PutOperatorsAsync(CancellationToken ct)
    {
        var operators = DemoFiles.Operators();
        foreach (var person in operators)
        {
            await suite.Client<OperatorService.OperatorServiceClient>().PutOperatorAsync(
                new PutOperatorRequest
                {
                    Operator = new Operator { OperatorId = person.Id.ToString(), Login = person.Login, Name = person.DisplayName, Role = person.Role, AgencyWide = person.AgencyWide, BrandIds = { person.BrandIds.Select(id => id.ToString()) } },
                    Password = DemoKeys.Password(suite),
                },
                cancellationToken: ct);
        }

        return operators;
    }

    /// <summary>Services learn of groups and members by event too, and perhaps later than Members did of groups.</summary>
    private async Task UntilKnownAsync(Func<Task> work, CancellationToken ct)
    {
        var waited = TimeSpan.Zero;
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound && waited < Patience)
            {
                waited += Step;
                await Task.Delay(Step, clock, ct);
            }
        }
    }

    private async Task<IReadOnlyList<Group>> GroupsAsync(DemoBrand brand, CancellationToken ct) =>
        (await suite.Client<GroupService.GroupServiceClient>().ListGroupsAsync(new ListGroupsRequest { BrandId = brand.Id.ToString(), PageSize = 500 }, cancellationToken: ct)).Groups.Where(group => !group.Dismissed).ToList();

    private async Task TagAsync(DemoBrand brand, CancellationToken ct)
    {
        var account = new AccountId(brand.AccountId);
        foreach (var tag in DemoFiles.Tags(brand.Id))
        {
            var request = new TagMembersRequest { BrandId = brand.Id.ToString(), Tag = tag.Name };
            request.MemberIds.AddRange(tag.Members.Select(member => MemberId.From(account, member).ToString()));
            await suite.Client<TagService.TagServiceClient>().TagMembersAsync(request, cancellationToken: ct);
        }
    }

    /// <summary>Today's posts: at their hour, or in the next minutes when that hour has passed; within seconds when no day is played here.</summary>
    private async Task ScheduleAsync(DemoBrand brand, IReadOnlyList<Group> groups, CancellationToken ct)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(brand.TimeZone);
        var local = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone);
        var soon = TimeSpan.Zero;
        foreach (var post in DemoFiles.Posts(brand.Id))
        {
            soon += IsSlow ? TimeSpan.FromMinutes(2) : TimeSpan.FromSeconds(3);
            var wallClock = DateOnly.FromDateTime(local.DateTime).ToDateTime(TimeOnly.Parse(post.LocalTime, CultureInfo.InvariantCulture));
            var atItsHour = new DateTimeOffset(wallClock, zone.GetUtcOffset(wallClock));
            var entry = new CalendarEntry
            {
                EntryId = DerivedId.Of(post.Id, "post", local.ToString("yyyyMMdd", CultureInfo.InvariantCulture)).ToString(),
                BrandId = brand.Id.ToString(), AccountId = brand.AccountId.ToString(), Title = post.Title, Text = WithLinks(post.Text),
                SendAt = Timestamp.FromDateTimeOffset(IsSlow && atItsHour > clock.GetUtcNow() + soon ? atItsHour : clock.GetUtcNow() + soon),
            };
            entry.GroupIds.AddRange(groups.Where(group => post.Groups.Includes(group.Name)).Select(group => group.GroupId));
            try
            {
                await suite.Client<CalendarService.CalendarServiceClient>().ScheduleEntryAsync(new ScheduleEntryRequest { Entry = entry }, cancellationToken: ct);
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.FailedPrecondition)
            {
                // Loaded before today, and sent since.
            }
        }
    }

    private string WithLinks(string text)
    {
        for (var at = text.IndexOf("{link:", StringComparison.Ordinal); at >= 0; at = text.IndexOf("{link:", StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', at);
            text = $"{text[..at]}{new Uri(suite.Address("gateway"), $"s/{text[(at + 6)..end]}")}{text[(end + 1)..]}";
        }

        return text;
    }

    private bool IsSlow => suite.Configuration["Demo:Day"] is not "none";

    private async Task BeginDayAsync(SimulatorClient simulator, CancellationToken ct)
    {
        if (IsSlow) { await simulator.StartDayAsync(SlowDay, ct); }
    }

    private async Task TellAsync(IReadOnlyList<DemoBrand> brands, IReadOnlyList<DemoOperator> operators)
    {
        await Console.Out.WriteLineAsync($"demo logins: {string.Join(", ", operators.Select(person => $"{person.Login} ({person.DisplayName}, {person.Role})"))}; password: {DemoKeys.Password(suite)}");
        foreach (var brand in brands) { await Console.Out.WriteLineAsync($"API key of {brand.Name}: {DemoKeys.ApiKey(suite, brand)}"); }
    }
}
