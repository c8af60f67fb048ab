using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Moderation.Tests.Disputes;

/// <summary>A brand with a group, a member who complains in it, an operator and a lead.</summary>
internal sealed class DisputeWorld(ModerationBench bench)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public Guid Brand { get; } = Guid.NewGuid();

    public Guid Group { get; } = Guid.NewGuid();

    public Guid Member { get; } = Guid.NewGuid();

    public Guid Account { get; } = Guid.NewGuid();

    public string Id => Brand.ToString();

    public DisputeService.DisputeServiceClient Operator => Of(new Caller("operator", Role.Operator, [new BrandId(Brand)]));

    public DisputeService.DisputeServiceClient Lead => Of(new Caller("lead", Role.Lead, [new BrandId(Brand)]));

    public DisputeService.DisputeServiceClient Colleague => Of(new Caller("colleague", Role.Operator, [new BrandId(Brand)]));

    public DisputeService.DisputeServiceClient Of(Caller caller) => bench.Host.Client<DisputeService.DisputeServiceClient>(caller);

    /// <summary>Lets the service learn through which account the group is reached.</summary>
    public async Task SyncAsync(DateTimeOffset? at = null, int members = 0)
    {
        var synced = at ?? ModerationBench.At;
        await bench.Host.PublishAsync(new GroupSyncedV1
        {
            BrandId = Brand, AccountId = Account, GroupId = Group, ExternalId = "chat", Name = "群", OwnerId = Guid.NewGuid(), Partition = 1, SyncedAt = synced, CreatedAt = synced,
            Roster = [.. Enumerable.Range(0, members + 1).Select(i => new RosterEntry { MemberId = Guid.NewGuid(), ExternalId = $"wm-{i}", Name = "名字", IsStaff = i == 0, JoinedAt = synced, JoinScene = 3, JoinState = "" })],
        });
        await Eventually.TrueAsync(async () => await bench.OwnerAsync<long>($"select count(*) from group_accounts where brand_id = '{Brand}'") == 1, Patience, "the group's account is known");
    }

    public RegisterComplaintRequest Telling(string text, Guid? member = null) => new()
    {
        BrandId = Id, ComplaintId = Guid.NewGuid().ToString(), MemberId = (member ?? Member).ToString(), GroupId = Group.ToString(), Kind = "product", Messages = { Said(text) },
    };

    public static ComplainedMessage Said(string text, TimeSpan ago = default) => new() { MessageId = Guid.NewGuid().ToString(), Text = text, SentAt = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow() - ago) };

    public async Task<Complaint> ComplainAsync(string text = "牛奶又是坏的，没人管吗") => (await Operator.RegisterComplaintAsync(Telling(text))).Complaint;

    public TakeStepRequest Step(Complaint complaint, string step, string way, string text = "您好，已经在处理") => new()
    {
        BrandId = Id, ComplaintId = complaint.ComplaintId, CommandId = Guid.NewGuid().ToString(), Step = step, Way = way, Text = text, Mention = step == "first-response" ? "小王" : "",
    };

    public async Task<GetComplaintResponse> FileAsync(Complaint complaint) => await Operator.GetComplaintAsync(new GetComplaintRequest { BrandId = Id, ComplaintId = complaint.ComplaintId });

    public async Task<ComplaintStep> StepAsync(Complaint complaint, string step) => (await FileAsync(complaint)).Steps.Single(one => one.Step == step);

    public ResolveComplaintRequest Ending(Complaint complaint) => new() { BrandId = Id, ComplaintId = complaint.ComplaintId, CommandId = Guid.NewGuid().ToString(), Outcome = "compensated", Text = "补发一箱", Satisfaction = 4 };

    /// <summary>Leaves out what is left and ends it.</summary>
    public async Task<Complaint> ResolveAsync(Complaint complaint)
    {
        foreach (var step in (await FileAsync(complaint)).Steps.Where(step => step.State == "open" && step.Step != "resolution")) { await Operator.TakeStepAsync(Step(complaint, step.Step, "skip", "当面已说明")); }

        return (await Operator.ResolveComplaintAsync(Ending(complaint))).Complaint;
    }
}
