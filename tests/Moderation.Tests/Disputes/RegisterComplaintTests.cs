using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Tests.Disputes;

[Collection(nameof(ModerationBench))]
public sealed class RegisterComplaintTests(ModerationBench bench)
{
    private readonly DisputeWorld _world = new(bench);

    [Fact]
    public async Task A_complaint_opens_with_the_protocols_deadlines_counted_from_when_it_was_said()
    {
        var request = _world.Telling("牛奶又是坏的");
        request.Messages[0].SentAt = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddMinutes(-15));
        var answer = await _world.Operator.RegisterComplaintAsync(request);
        var one = answer.Complaint;
        Assert.Equal(("opened", "open", "product", "serious", "operator", "牛奶又是坏的", 1, 1), (answer.Came, one.State, one.Kind, one.Severity, one.Source, one.Text, one.Round, one.Messages));
        Assert.Equal(request.Messages[0].SentAt.ToDateTimeOffset(), one.ComplainedAt.ToDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        var file = await _world.FileAsync(one);
        Assert.Equal(["first-response", "private-calming", "ticket", "resolution"], file.Steps.Select(step => step.Step));
        Assert.Equal([10, 30, 60, 1440], file.Steps.Select(step => (int)Math.Round((step.DueAt.ToDateTimeOffset() - one.ComplainedAt.ToDateTimeOffset()).TotalMinutes)));
        Assert.Equal(("first-response", file.Steps[0].DueAt), (one.NextStep, one.NextDueAt));

        var open = Assert.Single((await _world.Operator.GetOpenComplaintsAsync(new GetOpenComplaintsRequest())).Brands);
        Assert.Equal((1, 1, 1), (open.Open, open.Overdue, open.Free));
        Assert.Equal([("first-response", 1, 1), ("private-calming", 1, 0), ("ticket", 1, 0), ("resolution", 1, 0)], open.Steps.Select(step => (step.Step, step.Open, step.Overdue)));
        Assert.Single((await _world.Operator.ListComplaintsAsync(new ListComplaintsRequest { State = "open", Overdue = true })).Complaints);
    }

    [Fact]
    public async Task What_a_member_says_further_joins_the_open_one_and_the_same_call_or_message_again_changes_nothing()
    {
        var first = _world.Telling("包装破了");
        var one = (await _world.Operator.RegisterComplaintAsync(first)).Complaint;
        Assert.Equal("known", (await _world.Operator.RegisterComplaintAsync(first)).Came);

        var second = _world.Telling("还是没人理我");
        second.Severity = "critical";
        var joined = await _world.Colleague.RegisterComplaintAsync(second);
        Assert.Equal(("joined", one.ComplaintId, "critical", 2, "还是没人理我"), (joined.Came, joined.Complaint.ComplaintId, joined.Complaint.Severity, joined.Complaint.Messages, joined.Complaint.Text));
        Assert.Equal("known", (await _world.Operator.RegisterComplaintAsync(second)).Came);
        Assert.Equal("known", (await _world.Operator.RegisterComplaintAsync(new RegisterComplaintRequest(second) { ComplaintId = Guid.NewGuid().ToString() })).Came);

        // What is critical has to be kept from spreading from now on.
        var file = await _world.FileAsync(one);
        Assert.Equal(["first-response", "private-calming", "ticket", "stop-spread", "resolution"], file.Steps.Select(step => step.Step));
        Assert.Equal(["registered", "joined"], file.Entries.Select(entry => entry.Kind));
        await ModerationBench.RefusedAsync(_world.Operator.RegisterComplaintAsync(new RegisterComplaintRequest(second) { MemberId = Guid.NewGuid().ToString() }), StatusCode.FailedPrecondition, "MOD-135");
    }

    [Fact]
    public async Task Many_who_tell_it_at_once_register_it_once()
    {
        var came = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i => (await (i % 2 == 0 ? _world.Operator : _world.Colleague).RegisterComplaintAsync(_world.Telling($"又坏了 {i}"))).Came));
        Assert.Equal((1, 11), (came.Count(one => one == "opened"), came.Count(one => one == "joined")));
        Assert.Equal(12, Assert.Single((await _world.Operator.ListComplaintsAsync(new ListComplaintsRequest())).Complaints).Messages);
    }

    [Fact]
    public async Task Told_again_within_days_it_is_opened_again_later_it_is_another()
    {
        var one = await _world.ResolveAsync(await _world.ComplainAsync());

        // Said before it ended and told only now: it belongs to it and opens nothing.
        var late = _world.Telling("刚才那条");
        late.Messages[0].SentAt = Timestamp.FromDateTimeOffset(one.ResolvedAt.ToDateTimeOffset().AddSeconds(-1));
        var straggler = await _world.Operator.RegisterComplaintAsync(late);
        Assert.Equal(("joined", "resolved", one.ComplaintId), (straggler.Came, straggler.Complaint.State, straggler.Complaint.ComplaintId));

        var again = await _world.Operator.RegisterComplaintAsync(_world.Telling("补发的也是坏的"));
        Assert.Equal(("reopened", one.ComplaintId, "open", 2, "first-response", 0), (again.Came, again.Complaint.ComplaintId, again.Complaint.State, again.Complaint.Round, again.Complaint.NextStep, again.Complaint.Satisfaction));
        Assert.All((await _world.FileAsync(one)).Steps, step => Assert.Equal("open", step.State));

        await _world.ResolveAsync(again.Complaint);
        await bench.OwnerAsync($"update complaints set resolved_at = resolved_at - interval '8 days' where brand_id = '{_world.Brand}'");
        var another = await _world.Operator.RegisterComplaintAsync(_world.Telling("这次是快递"));
        Assert.Equal("opened", another.Came);
        Assert.NotEqual(one.ComplaintId, another.Complaint.ComplaintId);
    }

    [Fact]
    public async Task It_names_the_incident_to_which_a_message_belongs()
    {
        var request = _world.Telling("听说三号仓库的奶粉有问题");
        var incident = Guid.NewGuid();
        await bench.OwnerAsync($"insert into incidents (brand_id, incident_id, fingerprint, text, state, opened_at) values ('{_world.Brand}', '{incident}', 1, 'x', 'open', now())");
        await bench.OwnerAsync(
            $"insert into incident_messages (brand_id, message_id, incident_id, group_id, member_id, sent_at) values ('{_world.Brand}', '{request.Messages[0].MessageId}', '{incident}', '{_world.Group}', '{_world.Member}', now())");
        var one = (await _world.Operator.RegisterComplaintAsync(request)).Complaint;
        Assert.Equal(incident.ToString(), one.IncidentId);
        Assert.Contains((await _world.FileAsync(one)).Steps, step => step.Step == "stop-spread");
    }

    [Fact]
    public async Task Each_field_that_is_wrong_is_named()
    {
        var good = _world.Telling("坏的");
        await RefusedAsync(new RegisterComplaintRequest(good) { Kind = "taste" }, "MOD-132");
        await RefusedAsync(new RegisterComplaintRequest(good) { Severity = "huge" }, "MOD-132");
        await RefusedAsync(new RegisterComplaintRequest(good) { Text = "a\0" }, "MOD-133");
        await RefusedAsync(new RegisterComplaintRequest(good) { Messages = { good.Messages[0] } }, "MOD-134");
        await RefusedAsync(new RegisterComplaintRequest(good) { Messages = { new ComplainedMessage { MessageId = Guid.NewGuid().ToString(), Text = "x" } } }, "MOD-134");
        await RefusedAsync(new RegisterComplaintRequest(good) { MemberId = "x" }, "STW-005");
        var bare = new RegisterComplaintRequest(good);
        bare.Messages.Clear();
        await RefusedAsync(bare, "MOD-133");
        bare.Text = "电话里说没收到货";
        Assert.Equal("opened", (await _world.Operator.RegisterComplaintAsync(bare)).Came);
    }

    [Fact]
    public async Task Another_brand_neither_sees_nor_changes_it()
    {
        var one = await _world.ComplainAsync();
        var other = new DisputeWorld(bench);
        var foreign = other.Lead;
        Assert.Empty((await foreign.ListComplaintsAsync(new ListComplaintsRequest())).Complaints);
        Assert.Empty((await foreign.GetOpenComplaintsAsync(new GetOpenComplaintsRequest())).Brands);
        await ModerationBench.RefusedAsync(foreign.GetComplaintAsync(new GetComplaintRequest { BrandId = other.Id, ComplaintId = one.ComplaintId }), StatusCode.NotFound, "MOD-130");
        await ModerationBench.RefusedAsync(foreign.GetComplaintAsync(new GetComplaintRequest { BrandId = _world.Id, ComplaintId = one.ComplaintId }), StatusCode.NotFound, "STW-003");
        await ModerationBench.RefusedAsync(foreign.TakeStepAsync(other.Step(one, "ticket", "skip")), StatusCode.NotFound, "MOD-130");
        await ModerationBench.RefusedAsync(foreign.ResolveComplaintAsync(other.Ending(one)), StatusCode.NotFound, "MOD-130");
        await ModerationBench.RefusedAsync(
            foreign.AssignComplaintAsync(new AssignComplaintRequest { BrandId = other.Id, ComplaintId = one.ComplaintId, CommandId = Guid.NewGuid().ToString(), Holder = "x" }), StatusCode.NotFound, "MOD-130");

        var command = Guid.NewGuid().ToString();
        await ModerationBench.RefusedAsync(foreign.ClassifyComplaintAsync(new ClassifyComplaintRequest { BrandId = other.Id, ComplaintId = one.ComplaintId, CommandId = command, Kind = "price", Severity = "minor" }), StatusCode.NotFound, "MOD-130");
        await ModerationBench.RefusedAsync(foreign.AddComplaintNoteAsync(new AddComplaintNoteRequest { BrandId = other.Id, ComplaintId = one.ComplaintId, CommandId = command, Text = "看一眼" }), StatusCode.NotFound, "MOD-130");
        await ModerationBench.RefusedAsync(foreign.PutDisputePolicyAsync(new PutDisputePolicyRequest { BrandId = _world.Id, Policy = new DisputePolicy() }), StatusCode.NotFound, "STW-003");
        await ModerationBench.RefusedAsync(foreign.ListDisputePoliciesAsync(new ListDisputePoliciesRequest { BrandId = _world.Id }), StatusCode.NotFound, "STW-003");

        // The same member and message, and the same id, in another brand: another complaint.
        var theirs = _world.Telling("坏的");
        theirs.BrandId = other.Id;
        theirs.ComplaintId = one.ComplaintId;
        Assert.Equal("opened", (await foreign.RegisterComplaintAsync(theirs)).Came);
        Assert.Equal((0, 0), ((await foreign.GetDisputePolicyAsync(new GetDisputePolicyRequest { BrandId = other.Id })).Version, (await _world.FileAsync(one)).Entries.Count - 1));
    }

    private Task<RpcException> RefusedAsync(RegisterComplaintRequest request, string code) => ModerationBench.RefusedAsync(_world.Operator.RegisterComplaintAsync(request), StatusCode.InvalidArgument, code);
}
