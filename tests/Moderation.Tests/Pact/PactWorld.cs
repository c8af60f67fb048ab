using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Moderation.Tests.Pact;

/// <summary>A brand with groups whose rosters are told, and somebody who writes its pact.</summary>
internal sealed class PactWorld(ModerationBench bench)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public Guid Brand { get; } = Guid.NewGuid();

    public Guid Account { get; } = Guid.NewGuid();

    /// <summary>How everybody came in; 0: nobody told.</summary>
    public int Scene { get; set; } = 1;

    public string Id => Brand.ToString();

    public PactService.PactServiceClient Pacts => Of(Brand);

    public PactService.PactServiceClient Of(Guid brand) => bench.Host.Client<PactService.PactServiceClient>(new Caller("lead", Role.Lead, [new BrandId(brand)]));

    /// <summary>Tells a group's roster and waits until it is handled. Everybody joined so many hours ago.</summary>
    public async Task<Guid> RosterAsync(Guid group, params (Guid Member, double HoursAgo)[] members)
    {
        var id = Guid.CreateVersion7();
        await TellAsync(group, id, members);
        return id;
    }

    /// <summary>The same under an id of one's own: told twice, it is one event.</summary>
    public async Task TellAsync(Guid group, Guid id, params (Guid Member, double HoursAgo)[] members)
    {
        var now = TimeProvider.System.GetUtcNow();
        await bench.Host.PublishAsync(
            new GroupSyncedV1
            {
                BrandId = Brand, AccountId = Account, Partition = 1, GroupId = group, ExternalId = "chat", Name = "上海一群", OwnerId = Guid.NewGuid(), CreatedAt = now, SyncedAt = now,
                Roster =
                [
                    .. members.Select(one => new RosterEntry { MemberId = one.Member, ExternalId = "x", Name = "小王", IsStaff = false, JoinedAt = now.AddHours(-one.HoursAgo), JoinScene = Scene, JoinState = "" }),
                    new RosterEntry { MemberId = Guid.NewGuid(), ExternalId = "s", Name = "客服", IsStaff = true, JoinedAt = now, JoinScene = 1, JoinState = "" },
                ],
            },
            id);
        await HandledAsync(id, "LearnRoster");
    }

    public async Task SettleAsync(Guid command, string outcome, string reason = "", string origin = "pact")
    {
        var id = Guid.CreateVersion7();
        await bench.Host.PublishAsync(new ActSettledV1 { CommandId = command, BrandId = Brand, Kind = "send-private", Origin = origin, Outcome = outcome, By = "api", Reason = reason, At = TimeProvider.System.GetUtcNow() }, id);
        await HandledAsync(id, "RecordReceipt");
    }

    public Task HandledAsync(Guid id, string consumer) => Eventually.TrueAsync(
        () => bench.OwnerAsync<bool>($"select exists (select from inbox where message_id = '{id}' and consumer = '{consumer}')"), Patience, $"{consumer} has handled it");

    /// <summary>Acts that were asked for, in the outbox or told already.</summary>
    public Task<ActV1> ActAsync(string kind, Guid group) => bench.Host.NextAsync<ActV1>(act => act.BrandId == Brand && act.Kind == kind && act.GroupId == group);

    public async Task<Contracts.Moderation.V1.Pact> DraftAsync(string text = "请遵守公约", string reminder = "欢迎加入{group}", Guid? group = null, int revision = 0, bool remind = true) =>
        (await Pacts.SavePactDraftAsync(new SavePactDraftRequest { BrandId = Id, GroupId = group?.ToString() ?? "", Revision = revision, Text = text, Reminder = reminder, Remind = remind })).Draft;

    public async Task<IReadOnlyList<PublishPactResponse>> PublishAsync(Contracts.Moderation.V1.Pact draft, bool again = false)
    {
        using var call = Pacts.PublishPact(new PublishPactRequest { BrandId = Id, Version = draft.Version, Revision = draft.Revision, Again = again });
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }

    public async Task<Contracts.Moderation.V1.Pact> PublishedAsync(string text = "请遵守公约", Guid? group = null, bool remind = true) => (await PublishAsync(await DraftAsync(text, group: group, remind: remind)))[0].Pact;

    public async Task<IReadOnlyList<RemindMembersResponse>> RemindAsync(int version, int days)
    {
        using var call = Pacts.RemindMembers(new RemindMembersRequest { BrandId = Id, Version = version, Days = days });
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }

    public Task<ListReceiptsResponse> ReceiptsAsync(string state = "") => Pacts.ListReceiptsAsync(new ListReceiptsRequest { BrandId = Id, State = state }).ResponseAsync;

    public async Task<PactGroup> GroupAsync(Guid group) => (await Pacts.ListPactGroupsAsync(new ListPactGroupsRequest { BrandId = Id })).Groups.Single(one => one.GroupId == group.ToString());

    /// <summary>How many acts of a kind were ever asked for.</summary>
    public async Task<long> AsksAsync(string kind) => kind == "group-notice"
        ? await bench.OwnerAsync<long>($"select coalesce(sum(attempt), 0) from pact_notices where brand_id = '{Brand}'")
        : await bench.OwnerAsync<long>($"select count(*) from pact_receipts where brand_id = '{Brand}'");
}
