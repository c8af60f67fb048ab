using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Staffing;
using Steward.Contracts.Staffing.V1;
using Steward.Testing;

namespace Steward.Staffing.Tests.Inbox;

[Collection(StaffingTests.Name)]
public sealed class AnswerWorkItemTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task An_answer_goes_out_once_and_resolves_its_item_when_it_is_confirmed()
    {
        var item = await world.ItemAsync(_brand);
        var caller = ServiceHost.OperatorOf(_brand);
        var request = Answer(item, "给您换一只");

        await world.Inbox(caller).AnswerWorkItemAsync(request);
        await world.Inbox(caller).AnswerWorkItemAsync(request);

        var send = await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand);
        Assert.Equal(("inbox", "给您换一只", caller.Actor, request.CommandId), (send.Origin, send.Text, send.RequestedBy, send.CommandId.ToString()));
        Assert.Equal((item.AccountId, item.GroupId), (send.AccountId.ToString(), Assert.Single(send.GroupIds).ToString()));
        Assert.Equal("answering", (await world.GetAsync(item)).State);
        var settled = Settled(send, "confirmed");
        await world.Host.PublishAsync(settled with { Origin = "knowledge", Outcome = "failed" });
        await world.Host.PublishAsync(settled);
        await world.Host.NextAsync<WorkItemChangedV1>(changed => changed.BrandId == _brand && changed.State == "resolved");
        var late = Guid.CreateVersion7();
        await world.Host.PublishAsync(settled with { Outcome = "failed", Reason = "too late to matter" }, late);
        await Eventually.TrueAsync(async () => await world.OwnerScalarAsync($"select count(*) from inbox where message_id = '{late}'") == 1, StaffingWorld.Patience, "the late report is handled");
        var resolved = await world.GetAsync(item);
        Assert.Equal(("resolved", "answered", "给您换一只", caller.Actor), (resolved.State, resolved.Resolution, resolved.Answer, resolved.OperatorId));
        Assert.NotNull(resolved.ResolvedAt);
        Assert.Single(world.Host.Published<SendToGroupsV1>(), sent => sent.BrandId == _brand);
    }

    [Fact]
    public async Task A_failed_answer_comes_back_to_its_operator_with_the_reason()
    {
        var item = await world.ItemAsync(_brand);
        var caller = ServiceHost.OperatorOf(_brand);
        var request = Answer(item, "给您换一只");
        await world.Inbox(caller).AnswerWorkItemAsync(request);

        await world.Host.PublishAsync(Settled(await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand), "failed", "nobody is disturbed at this hour"));

        await Eventually.TrueAsync(async () => (await world.GetAsync(item)).State == "claimed", StaffingWorld.Patience, "the item is back");
        var back = await world.GetAsync(item);
        Assert.Equal((caller.Actor, "nobody is disturbed at this hour", "quiet-hours"), (back.OperatorId, back.Note, back.NoteWhy.Code));
        Assert.Equal((StatusCode.FailedPrecondition, "STF-023"), await StaffingWorld.RefusedAsync(async () => await world.Inbox(caller).AnswerWorkItemAsync(request)));
        Assert.Equal("answering", (await world.Inbox(caller).AnswerWorkItemAsync(Answer(item, "给您换一只"))).Item.State);
    }

    [Fact]
    public async Task Of_many_who_claim_at_once_one_gets_it()
    {
        var item = await world.ItemAsync(_brand);
        var claim = new ClaimWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            var caller = ServiceHost.OperatorOf(_brand);
            try
            {
                return (await world.Inbox(caller).ClaimWorkItemAsync(claim)).Item.OperatorId == caller.Actor ? "got" : "confused";
            }
            catch (RpcException refused)
            {
                return $"{refused.StatusCode} {refused.Trailers.GetValue("problem-code")}";
            }
        }));

        Assert.Single(outcomes, "got");
        Assert.Equal(9, outcomes.Count(outcome => outcome == "FailedPrecondition STF-021"));
        Assert.Equal("claimed", (await world.GetAsync(item)).State);
    }

    [Fact]
    public async Task Released_an_item_is_the_groups_again_and_anybody_may_take_it()
    {
        var item = await world.ItemAsync(_brand);
        var first = ServiceHost.OperatorOf(_brand);
        await world.Inbox(first).ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId });
        var second = ServiceHost.OperatorOf(_brand);
        var release = new ReleaseWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId };
        Assert.Equal("STF-021", (await StaffingWorld.RefusedAsync(async () => await world.Inbox(second).ReleaseWorkItemAsync(release))).Code);

        var released = (await world.Inbox(first).ReleaseWorkItemAsync(release)).Item;

        Assert.Equal(("open", ""), (released.State, released.OperatorId));
        Assert.Null(released.ClaimedAt);
        Assert.Equal(second.Actor, (await world.Inbox(second).ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId })).Item.OperatorId);
    }

    [Fact]
    public async Task An_answer_of_the_wrong_size_or_with_somebody_elses_command_is_refused()
    {
        var item = await world.ItemAsync(_brand);
        var other = await world.ItemAsync(_brand);
        var caller = ServiceHost.OperatorOf(_brand);
        var used = Answer(other, "好");
        await world.Inbox(caller).AnswerWorkItemAsync(used);
        var again = Answer(item, "好");
        again.CommandId = used.CommandId;

        Assert.Equal((StatusCode.InvalidArgument, "STF-024"), await StaffingWorld.RefusedAsync(async () => await world.Inbox(caller).AnswerWorkItemAsync(Answer(item, new string('茶', 1334)))));
        Assert.Equal((StatusCode.InvalidArgument, "STF-024"), await StaffingWorld.RefusedAsync(async () => await world.Inbox(caller).AnswerWorkItemAsync(Answer(item, " "))));
        Assert.Equal((StatusCode.FailedPrecondition, "STF-023"), await StaffingWorld.RefusedAsync(async () => await world.Inbox(caller).AnswerWorkItemAsync(again)));
        Assert.Equal("open", (await world.GetAsync(item)).State);
    }

    private static AnswerWorkItemRequest Answer(WorkItem item, string text) => new() { BrandId = item.BrandId, WorkItemId = item.WorkItemId, Text = text, CommandId = Guid.NewGuid().ToString() };

    private SendSettledV1 Settled(SendToGroupsV1 send, string outcome, string reason = "") => new()
    {
        CommandId = send.CommandId, BrandId = send.BrandId, Origin = send.Origin, Outcome = outcome, ConfirmedGroups = outcome == "failed" ? [] : send.GroupIds, Reason = reason, At = world.Clock.GetUtcNow(),
    };
}
