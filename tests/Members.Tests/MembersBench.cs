using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Steward.Contracts.Events;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.Testing;

namespace Steward.Members.Tests;

/// <summary>One running Members for all tests of the assembly; each test has brands of its own.</summary>
public sealed class MembersBench : IAsyncLifetime
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    public ServiceHost Host { get; private set; } = null!;

    /// <summary>What the service takes for now; some queries depend on the day.</summary>
    public TestClock Clock { get; } = new(DateTimeOffset.UtcNow);

    public async Task InitializeAsync() => Host = await ServiceHost.StartAsync(MembersService.Definition, services => services.AddSingleton<TimeProvider>(Clock));

    public async Task DisposeAsync() => await Host.DisposeAsync();

    public GroupService.GroupServiceClient Groups(params Guid[] brands) => Host.Client<GroupService.GroupServiceClient>(ServiceHost.OperatorOf(brands));

    public MemberService.MemberServiceClient People(params Guid[] brands) => Host.Client<MemberService.MemberServiceClient>(ServiceHost.OperatorOf(brands));

    public TagService.TagServiceClient Tags(params Guid[] brands) => Host.Client<TagService.TagServiceClient>(ServiceHost.OperatorOf(brands));

    public BrandService.BrandServiceClient Brands() => Host.Client<BrandService.BrandServiceClient>(ServiceHost.ServiceCaller);

    /// <summary>Handles an event as the inbox does, without the way through the broker.</summary>
    internal async Task HandleAsync<TEvent, THandler>(TEvent message) where TEvent : class, IBrandEvent where THandler : class, IHandle<TEvent>
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await using var transaction = await Host.Database.BeginAsync(new BrandId(message.BrandId), CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(message, transaction, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    public async Task<Group> GroupAsync(Guid brand, Guid group) =>
        (await Groups(brand).GetGroupAsync(new GetGroupRequest { BrandId = brand.ToString(), GroupId = group.ToString() })).Group;

    public async Task<GetMemberResponse> MemberAsync(Guid brand, Guid member) =>
        await People(brand).GetMemberAsync(new GetMemberRequest { BrandId = brand.ToString(), MemberId = member.ToString() });

    public async Task<GetActivityTotalsResponse> TotalsAsync(Guid brand) =>
        await People(brand).GetActivityTotalsAsync(new GetActivityTotalsRequest { BrandId = brand.ToString() });

    public async Task PutBrandAsync(Guid brand, string zone = "Asia/Shanghai") =>
        await Brands().PutBrandAsync(new PutBrandRequest { Brand = new Brand { BrandId = brand.ToString(), Code = $"b-{brand:N}"[..32], Name = "包乐星", TimeZone = zone } });

    public static GroupSyncedV1 Roster(Guid brand, Guid group, DateTimeOffset at, params RosterEntry[] people) => new()
    {
        BrandId = brand,
        AccountId = Guid.NewGuid(),
        Partition = 0,
        GroupId = group,
        ExternalId = $"wr{group:N}",
        Name = $"群 {group:N}",
        OwnerId = Guid.NewGuid(),
        CreatedAt = Monday.AddDays(-30),
        SyncedAt = at,
        Roster = people,
    };

    public static RosterEntry Person(Guid id, string name = "小李", bool staff = false, DateTimeOffset? joined = null, string state = "") => new()
    {
        MemberId = id,
        ExternalId = $"wm{id:N}",
        Name = name,
        IsStaff = staff,
        JoinedAt = joined ?? Monday.AddDays(-7),
        JoinScene = 3,
        JoinState = state,
    };

    public static MessagesScreenedV1 Envelope(Guid brand, int lane, params ScreenedMessage[] messages) => new()
    {
        BatchId = Guid.NewGuid(),
        BrandId = brand,
        AccountId = Guid.NewGuid(),
        Partition = lane,
        AcceptedAt = Monday,
        ScreenedAt = Monday,
        Messages = messages,
    };

    public static ScreenedMessage Said(Guid group, Guid sender, DateTimeOffset at, bool staff = false) => new()
    {
        MessageId = Guid.NewGuid(),
        GroupId = group,
        SenderId = sender,
        FromStaff = staff,
        Kind = "text",
        Text = "早上好",
        SentAt = at,
        Label = ScreeningLabel.Chatter,
    };

    /// <summary>The call fails with this code of ours and this status.</summary>
    public static async Task RefusedAsync(StatusCode status, string code, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(status, refusal.StatusCode);
        Assert.Equal(code, refusal.Trailers.GetValue("problem-code"));
    }
}

[CollectionDefinition(Name)]
public sealed class MembersCollection : ICollectionFixture<MembersBench>
{
    public const string Name = "members";
}
