using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Staffing.Inbox;
using Steward.Testing;
using WorkItem = Steward.Contracts.Staffing.V1.WorkItem;

namespace Steward.Staffing.Tests.Triage;

[Collection(StaffingTests.Name)]
public sealed class ResumeWaitingTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _group = Guid.NewGuid();
    private readonly string _holder = Guid.NewGuid().ToString();

    [Fact]
    public async Task Who_writes_again_has_their_matter_go_on_however_late_and_it_stays_one()
    {
        var waiting = await AskedBackAsync();
        Assert.Equal((0, 1, 0), ((await world.TotalsAsync(_brand)).Open, (await world.TotalsAsync(_brand)).Waiting, (await world.TotalsAsync(_brand)).Resolved));
        Assert.Empty(await world.ListAsync(_brand));

        await world.Host.PublishAsync(Screened(waiting.MemberId, "是 10086 号订单", 90));

        var resumed = await OnlyAsync("claimed");
        Assert.Equal((waiting.WorkItemId, waiting.OperatorId), (resumed.WorkItemId, resumed.OperatorId));
        Assert.True(resumed.NextDueAt is not null && resumed.ResolutionDueAt > waiting.ResolutionDueAt && resumed.WaitingSince is null);

        await world.Host.PublishAsync(world.HandedOn(_brand, world.Question(_group, "多久到?", Guid.Parse(waiting.MemberId), TimeSpan.FromMinutes(91))));
        await Eventually.TrueAsync(async () => await world.ListAsync(_brand) is [{ Questions: 2 }], StaffingWorld.Patience, "the further question joins");
        Assert.Equal(1, (await world.TotalsAsync(_brand)).Items);
    }

    [Fact]
    public async Task A_question_that_is_handed_on_first_makes_it_go_on_as_well()
    {
        var waiting = await AskedBackAsync();

        await world.Host.PublishAsync(world.HandedOn(_brand, world.Question(_group, "多久到?", Guid.Parse(waiting.MemberId), TimeSpan.FromHours(5))));

        Assert.Equal(2, (await OnlyAsync("claimed")).Questions);
    }

    [Fact]
    public async Task Thanks_end_it_and_so_does_a_day_of_silence()
    {
        var thanked = await AskedBackAsync();
        await world.Host.PublishAsync(Screened(thanked.MemberId, "谢谢,知道了", 5));
        Assert.Equal("answered", (await OnlyAsync("resolved")).Resolution);

        var silent = await AskedBackAsync();
        world.Clock.Advance(WorkItemTables.SilenceEnds + TimeSpan.FromMinutes(1));
        var worker = world.Host.Services.GetRequiredService<EndSilent>();
        await Task.WhenAll(worker.RunOnceAsync(CancellationToken.None), worker.RunOnceAsync(CancellationToken.None));

        await Eventually.TrueAsync(async () => (await world.GetAsync(silent)).State == "resolved", StaffingWorld.Patience, "silence ends it");
        var ended = await world.GetAsync(silent);
        Assert.Equal(("answered", "hit", silent.WaitingSince), (ended.Resolution, ended.ResolutionLevel, ended.ResolvedAt));
        Assert.Equal(0, await world.OwnerScalarAsync($"select count(*) from silence_due where brand_id = '{_brand}'"));
    }

    [Fact]
    public async Task Its_holder_has_it_back_when_there_is_more_to_say_and_nobody_else_has()
    {
        var waiting = await AskedBackAsync();
        var request = new ClaimWorkItemRequest { BrandId = waiting.BrandId, WorkItemId = waiting.WorkItemId };

        Assert.Equal((StatusCode.FailedPrecondition, "STF-021"), await StaffingWorld.RefusedAsync(async () => await Inbox(Guid.NewGuid().ToString()).ClaimWorkItemAsync(request)));
        var back = (await Inbox(_holder).ClaimWorkItemAsync(request)).Item;
        Assert.Equal(("claimed", null), (back.State, back.NextDueAt));
    }

    [Fact]
    public async Task The_same_member_in_another_brand_changes_nothing()
    {
        var waiting = await AskedBackAsync();

        await world.Host.PublishAsync(Screened(waiting.MemberId, "在吗", 5) with { BrandId = Guid.NewGuid() });
        await world.Host.PublishAsync(Screened(Guid.NewGuid().ToString(), "早", 6));

        await Eventually.TrueAsync(async () => (await world.TotalsAsync(_brand)).MessagesSeen == 1, StaffingWorld.Patience, "the brand's own words are seen");
        Assert.Equal("waiting", (await world.GetAsync(waiting)).State);
    }

    /// <summary>A matter in which it is the member's turn.</summary>
    private async Task<WorkItem> AskedBackAsync()
    {
        var item = await world.ItemAsync(_brand, _group);
        var command = Guid.NewGuid();
        await Inbox(_holder).AnswerWorkItemAsync(new AnswerWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId, Text = "请问订单号是多少?", CommandId = command.ToString(), AwaitReply = true });
        await world.Host.PublishAsync(new SendSettledV1 { CommandId = command, BrandId = _brand, Origin = "inbox", Outcome = "confirmed", ConfirmedGroups = [_group], Reason = "", At = world.Clock.GetUtcNow() });
        await Eventually.TrueAsync(async () => (await world.GetAsync(item)).State == "waiting", StaffingWorld.Patience, "it is the member's turn");
        return await world.GetAsync(item);
    }

    private WorkItemService.WorkItemServiceClient Inbox(string actor) => world.Inbox(new Caller(actor, Role.Operator, [new BrandId(_brand)]));

    private async Task<WorkItem> OnlyAsync(string state)
    {
        await Eventually.TrueAsync(async () => (await world.ListAsync(_brand, state)).Count == 1, StaffingWorld.Patience, $"one is {state}");
        return (await world.ListAsync(_brand, state))[0];
    }

    private MessagesScreenedV1 Screened(string member, string text, int minute) => new()
    {
        BatchId = Guid.NewGuid(), BrandId = _brand, AccountId = Guid.NewGuid(), Partition = world.LaneOf(_group), AcceptedAt = world.Clock.GetUtcNow(), ScreenedAt = world.Clock.GetUtcNow(),
        Messages =
        [
            new ScreenedMessage
            {
                MessageId = Guid.NewGuid(), GroupId = _group, SenderId = Guid.Parse(member), FromStaff = false, Kind = "text", Text = text, SentAt = world.Clock.GetUtcNow().AddMinutes(minute), Label = ScreeningLabel.Chatter,
            },
        ],
    };
}
