using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;

namespace Steward.Moderation.Tests.Disputes;

[Collection(nameof(ModerationBench))]
public sealed class TakeStepTests(ModerationBench bench)
{
    private readonly DisputeWorld _world = new(bench);

    [Fact]
    public async Task A_whole_protocol_run_from_the_first_answer_to_the_end()
    {
        await _world.SyncAsync();
        var one = await _world.ComplainAsync();

        // First response: into the group, by name; known when the channel tells.
        var answer = _world.Step(one, "first-response", "send");
        var sent = await _world.Operator.TakeStepAsync(answer);
        Assert.Equal(("sent", "private-calming", "operator", "@小王 您好，已经在处理"), (sent.Step.State, sent.Complaint.NextStep, sent.Complaint.Holder, sent.Step.Text));
        var told = await bench.Host.NextAsync<SendToGroupsV1>(send => send.CommandId == Guid.Parse(answer.CommandId));
        Assert.Equal((_world.Account, _world.Group, "@小王 您好，已经在处理", "moderation"), (told.AccountId, Assert.Single(told.GroupIds), told.Text, told.Origin));
        Assert.Equal("sent", (await _world.Operator.TakeStepAsync(answer)).Step.State);
        await ModerationBench.RefusedAsync(_world.Operator.TakeStepAsync(_world.Step(one, "first-response", "send")), StatusCode.FailedPrecondition, "MOD-138");
        await bench.Host.PublishAsync(new SendSettledV1 { CommandId = told.CommandId, BrandId = _world.Brand, Origin = "moderation", Outcome = "confirmed", ConfirmedGroups = [_world.Group], Reason = "", At = ModerationBench.At });
        await StateAsync(one, "first-response", "done");

        // Private words that do not arrive are said again, under an id of their own.
        var calm = _world.Step(one, "private-calming", "send", "非常抱歉，我们马上给您补发");
        await _world.Operator.TakeStepAsync(calm);
        var act = await bench.Host.NextAsync<ActV1>(act => act.CommandId == Guid.Parse(calm.CommandId));
        Assert.Equal(("send-private", _world.Member, _world.Group, "非常抱歉，我们马上给您补发"), (act.Kind, act.MemberId, act.GroupId, act.Text));
        await bench.Host.PublishAsync(Settled(act, "failed", "the person has asked to get nothing"));
        await StateAsync(one, "private-calming", "open");
        Assert.Equal("the person has asked to get nothing", (await _world.StepAsync(one, "private-calming")).Failure);
        await _world.Operator.TakeStepAsync(_world.Step(one, "private-calming", "by-hand", "打了电话，对方同意补发"));

        await ModerationBench.RefusedAsync(_world.Operator.ResolveComplaintAsync(_world.Ending(one)), StatusCode.FailedPrecondition, "MOD-137");
        await _world.Operator.TakeStepAsync(new TakeStepRequest(_world.Step(one, "ticket", "by-hand", "")) { TicketSystem = "客服系统", TicketReference = "KF-1024" });
        var ending = _world.Ending(one);
        var ended = (await _world.Operator.ResolveComplaintAsync(ending)).Complaint;
        Assert.Equal(("resolved", "compensated", 4, "", "operator"), (ended.State, ended.Outcome, ended.Satisfaction, ended.NextStep, ended.ResolvedBy));
        Assert.Equal("resolved", (await _world.Operator.ResolveComplaintAsync(ending)).Complaint.State);
        await ModerationBench.RefusedAsync(_world.Operator.ResolveComplaintAsync(_world.Ending(one)), StatusCode.FailedPrecondition, "MOD-136");

        var file = await _world.FileAsync(one);
        Assert.Equal(["done", "done", "done", "failed", "registered", "resolved", "sent", "sent"], file.Entries.Select(entry => entry.Kind).Order(StringComparer.Ordinal));
        Assert.All(file.Steps, step => Assert.Equal("done", step.State));
        Assert.Equal("KF-1024", file.Steps.Single(step => step.Step == "ticket").TicketReference);
    }

    [Fact]
    public async Task What_spreads_is_taken_back_by_a_lead_and_told_apart_by_message()
    {
        await _world.SyncAsync();
        var telling = _world.Telling("三号仓库有毒");
        telling.Kind = "rumour";
        telling.Messages.Add(DisputeWorld.Said("大家快转"));
        var one = (await _world.Operator.RegisterComplaintAsync(telling)).Complaint;
        var stop = _world.Step(one, "stop-spread", "send", "撤回并禁言");
        await ModerationBench.RefusedAsync(_world.Lead.TakeStepAsync(stop), StatusCode.InvalidArgument, "MOD-145");
        stop.Recall.AddRange(telling.Messages.Select(message => message.MessageId));
        stop.MuteHours = 24;
        await ModerationBench.RefusedAsync(_world.Operator.TakeStepAsync(stop), StatusCode.PermissionDenied, "MOD-143");
        await ModerationBench.RefusedAsync(_world.Lead.TakeStepAsync(new TakeStepRequest(stop) { Recall = { Guid.NewGuid().ToString() } }), StatusCode.InvalidArgument, "MOD-145");
        await ModerationBench.RefusedAsync(_world.Lead.TakeStepAsync(new TakeStepRequest(_world.Step(one, "stop-spread", "by-hand")) { IncidentId = Guid.NewGuid().ToString() }), StatusCode.InvalidArgument, "MOD-145");
        var taken = await _world.Lead.TakeStepAsync(stop);
        Assert.Equal(["mute", "recall", "recall"], taken.Step.Acts.Select(act => act.Kind).Order(StringComparer.Ordinal));
        foreach (var asked in taken.Step.Acts)
        {
            var act = await bench.Host.NextAsync<ActV1>(act => act.CommandId == Guid.Parse(asked.CommandId));
            await bench.Host.PublishAsync(Settled(act, act.Kind == "mute" ? "failed" : "confirmed", act.Kind == "mute" ? "wecom has no such thing, not even by hand" : ""));
        }

        await StateAsync(one, "stop-spread", "done");
        var step = await _world.StepAsync(one, "stop-spread");
        Assert.Equal("wecom has no such thing, not even by hand", step.Failure);
        Assert.Equal(["confirmed", "confirmed", "failed"], step.Acts.Select(act => act.Outcome).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Words_are_checked_like_everything_that_we_say()
    {
        await _world.SyncAsync();
        var one = await _world.ComplainAsync();
        var refused = await ModerationBench.RefusedAsync(_world.Lead.TakeStepAsync(_world.Step(one, "first-response", "send", "我们是全国第一品牌，绝对没有问题")), StatusCode.InvalidArgument, "MOD-141");
        Assert.Contains("第一", refused.Status.Detail, StringComparison.Ordinal);
        await ModerationBench.RefusedAsync(_world.Operator.TakeStepAsync(_world.Step(one, "private-calming", "send", "请拨打 13812345678")), StatusCode.PermissionDenied, "MOD-142");
        Assert.Equal("sent", (await _world.Lead.TakeStepAsync(_world.Step(one, "private-calming", "send", "请拨打 13812345678"))).Step.State);
    }

    [Fact]
    public async Task Where_no_account_is_known_it_is_done_by_hand()
    {
        var one = await _world.ComplainAsync();
        await ModerationBench.RefusedAsync(_world.Operator.TakeStepAsync(_world.Step(one, "first-response", "send")), StatusCode.FailedPrecondition, "MOD-140");
        Assert.Equal("done", (await _world.Operator.TakeStepAsync(_world.Step(one, "first-response", "by-hand", "群里已回复"))).Step.State);
        await ModerationBench.RefusedAsync(_world.Operator.TakeStepAsync(_world.Step(one, "first-response", "skip", "x")), StatusCode.FailedPrecondition, "MOD-138");
    }

    [Theory]
    [InlineData("resolution", "skip", "x", "MOD-132")]
    [InlineData("ticket", "later", "x", "MOD-132")]
    [InlineData("ticket", "skip", " ", "MOD-133")]
    [InlineData("ticket", "by-hand", "x", "MOD-144")]
    [InlineData("ticket", "send", "x", "MOD-139")]
    [InlineData("private-calming", "send", "a\0", "MOD-133")]
    [InlineData("private-calming", "by-hand", "", "MOD-133")]
    public async Task What_cannot_be_meant_is_refused(string step, string way, string text, string code) =>
        await ModerationBench.RefusedAsync(_world.Lead.TakeStepAsync(_world.Step(await _world.ComplainAsync(), step, way, text)), StatusCode.InvalidArgument, code);

    [Fact]
    public async Task Two_who_take_the_same_step_at_once_take_it_once()
    {
        var one = await _world.ComplainAsync();
        var codes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            try
            {
                await (i % 2 == 0 ? _world.Operator : _world.Colleague).TakeStepAsync(_world.Step(one, "ticket", "skip", "没有系统"));
                return "";
            }
            catch (RpcException refused)
            {
                return refused.Trailers.GetValue("problem-code");
            }
        }));
        Assert.Equal(["", "MOD-138", "MOD-138", "MOD-138", "MOD-138", "MOD-138"], codes.Order(StringComparer.Ordinal));
        Assert.Equal(2, (await _world.FileAsync(one)).Entries.Count);
    }

    [Fact]
    public async Task Where_the_brand_has_no_system_the_ticket_says_why()
    {
        var one = await _world.ComplainAsync();
        await ModerationBench.RefusedAsync(_world.Operator.TakeStepAsync(new TakeStepRequest(_world.Step(one, "ticket", "by-hand", "")) { TicketSystem = "none" }), StatusCode.InvalidArgument, "MOD-133");
        Assert.Equal(("done", "none"), (await _world.Operator.TakeStepAsync(new TakeStepRequest(_world.Step(one, "ticket", "by-hand", "客户自己处理")) { TicketSystem = "none" })).Step is var step ? (step.State, step.TicketSystem) : default);
    }

    private async Task StateAsync(Complaint one, string step, string state) =>
        await Eventually.TrueAsync(async () => (await _world.StepAsync(one, step)).State == state, DisputeWorld.Patience, $"{step} is {state}");

    private ActSettledV1 Settled(ActV1 act, string outcome, string reason) => new()
    {
        CommandId = act.CommandId, BrandId = _world.Brand, Kind = act.Kind, Origin = act.Origin, Outcome = outcome, By = "api", Reason = reason, At = ModerationBench.At,
    };
}
