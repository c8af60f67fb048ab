using Grpc.Core;
using Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Tests.Disputes;

[Collection(nameof(ModerationBench))]
public sealed class FollowComplaintTests(ModerationBench bench)
{
    private readonly DisputeWorld _world = new(bench);

    [Fact]
    public async Task Operators_take_what_is_free_and_leads_give_it_to_anybody()
    {
        var one = await _world.ComplainAsync();
        Assert.Equal("operator", (await _world.Operator.AssignComplaintAsync(To(one, "operator"))).Complaint.Holder);
        await ModerationBench.RefusedAsync(_world.Colleague.AssignComplaintAsync(To(one, "colleague")), StatusCode.FailedPrecondition, "MOD-146");
        await ModerationBench.RefusedAsync(_world.Operator.AssignComplaintAsync(To(one, "colleague")), StatusCode.PermissionDenied, "MOD-149");
        Assert.Equal("colleague", (await _world.Lead.AssignComplaintAsync(To(one, "colleague"))).Complaint.Holder);
        Assert.Equal("", (await _world.Colleague.AssignComplaintAsync(To(one, ""))).Complaint.Holder);
        Assert.Single((await _world.Operator.ListComplaintsAsync(new ListComplaintsRequest { Held = "free" })).Complaints);
        Assert.Empty((await _world.Operator.ListComplaintsAsync(new ListComplaintsRequest { Held = "mine" })).Complaints);
    }

    [Fact]
    public async Task What_it_is_can_be_said_otherwise_and_a_rumour_has_to_be_stopped()
    {
        var one = await _world.ComplainAsync();
        var request = new ClassifyComplaintRequest { BrandId = _world.Id, ComplaintId = one.ComplaintId, CommandId = Guid.NewGuid().ToString(), Kind = "rumour", Severity = "minor" };
        var classified = (await _world.Operator.ClassifyComplaintAsync(request)).Complaint;
        Assert.Equal(("rumour", "minor"), (classified.Kind, classified.Severity));
        await _world.Operator.ClassifyComplaintAsync(new ClassifyComplaintRequest(request) { CommandId = Guid.NewGuid().ToString() });
        Assert.Single((await _world.FileAsync(one)).Steps, step => step.Step == "stop-spread");
        await ModerationBench.RefusedAsync(
            _world.Operator.ClassifyComplaintAsync(new ClassifyComplaintRequest(request) { CommandId = Guid.NewGuid().ToString(), IncidentId = Guid.NewGuid().ToString() }), StatusCode.InvalidArgument, "MOD-148");
    }

    [Fact]
    public async Task Notes_are_kept_once_and_satisfaction_only_of_an_end()
    {
        var one = await _world.ComplainAsync();
        var note = new AddComplaintNoteRequest { BrandId = _world.Id, ComplaintId = one.ComplaintId, CommandId = Guid.NewGuid().ToString(), Text = "已联系仓库" };
        await _world.Operator.AddComplaintNoteAsync(note);
        await _world.Operator.AddComplaintNoteAsync(note);
        Assert.Single((await _world.FileAsync(one)).Entries, entry => entry.Kind == "note");
        var rating = new AddComplaintNoteRequest(note) { CommandId = Guid.NewGuid().ToString(), Satisfaction = 5 };
        await ModerationBench.RefusedAsync(_world.Operator.AddComplaintNoteAsync(rating), StatusCode.InvalidArgument, "MOD-147");
        await _world.ResolveAsync(one);
        Assert.Equal(5, (await _world.Operator.AddComplaintNoteAsync(rating)).Complaint.Satisfaction);
    }

    [Fact]
    public async Task A_policy_is_versioned_checked_and_holds_for_what_opens_after_it()
    {
        var before = await _world.ComplainAsync();
        var policy = new DisputePolicy { FirstResponseMinutes = 5, PrivateCalmingMinutes = 6, TicketMinutes = 7, StopSpreadMinutes = 8, ResolutionMinutes = 90, ReopenDays = 0, TimeZone = "Asia/Tokyo", TicketSystems = { "飞书" } };
        var request = new PutDisputePolicyRequest { BrandId = _world.Id, Policy = policy };
        await ModerationBench.RefusedAsync(_world.Operator.PutDisputePolicyAsync(request), StatusCode.PermissionDenied, "STW-002");
        Assert.Equal(1, (await _world.Lead.PutDisputePolicyAsync(request)).Version);
        Assert.Equal((1, "Asia/Tokyo", "飞书"), (await _world.Lead.GetDisputePolicyAsync(new GetDisputePolicyRequest { BrandId = _world.Id })) is var set ? (set.Version, set.Policy.TimeZone, set.Policy.TicketSystems[0]) : default);
        Assert.Equal(policy, Assert.Single((await _world.Operator.ListDisputePoliciesAsync(new ListDisputePoliciesRequest { BrandId = _world.Id })).Policies).Policy);
        await ModerationBench.RefusedAsync(_world.Lead.PutDisputePolicyAsync(new PutDisputePolicyRequest(request) { ExpectedVersion = 0 }), StatusCode.FailedPrecondition, "MOD-181");
        var refused = await ModerationBench.RefusedAsync(_world.Lead.PutDisputePolicyAsync(new PutDisputePolicyRequest { BrandId = _world.Id, Policy = new DisputePolicy { TimeZone = "Mars", ReopenDays = 91, TicketSystems = { " " }, AutomaticFrom = 0.4 } }), StatusCode.InvalidArgument, "MOD-131");
        Assert.All(["first_response_minutes", "resolution_minutes", "reopen_days", "time_zone", "ticket_systems", "automatic_from"], word => Assert.Contains(word, refused.Status.Detail, StringComparison.Ordinal));

        Assert.Equal(10, Minutes(await _world.StepAsync(before, "first-response"), before));
        var after = (await _world.Operator.RegisterComplaintAsync(_world.Telling("慢", Guid.NewGuid()))).Complaint;
        Assert.Equal(5, Minutes(await _world.StepAsync(after, "first-response"), after));

        // Without days for it nothing is opened again.
        await _world.ResolveAsync(before);
        Assert.Equal("opened", (await _world.Operator.RegisterComplaintAsync(_world.Telling("还是坏的"))).Came);
    }

    [Fact]
    public async Task The_list_tells_open_ones_by_what_is_due_and_goes_on_where_a_page_ended()
    {
        for (var i = 0; i < 5; i++)
        {
            var telling = _world.Telling($"第{i}件", Guid.NewGuid());
            telling.Messages[0] = DisputeWorld.Said($"第{i}件", TimeSpan.FromMinutes(i));
            await _world.Operator.RegisterComplaintAsync(telling);
        }

        var request = new ListComplaintsRequest { State = "open", PageSize = 2 };
        List<string> seen = [];
        do
        {
            var page = await _world.Operator.ListComplaintsAsync(request);
            Assert.Equal(5, page.Total);
            seen.AddRange(page.Complaints.Select(one => one.Text));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(["第4件", "第3件", "第2件", "第1件", "第0件"], seen);
        Assert.Equal("第0件", (await _world.Operator.ListComplaintsAsync(new ListComplaintsRequest { PageSize = 1 })).Complaints[0].Text);
        Assert.Equal("第3件", Assert.Single((await _world.Operator.ListComplaintsAsync(new ListComplaintsRequest { Search = "第3" })).Complaints).Text);
        Assert.Empty((await _world.Operator.ListComplaintsAsync(new ListComplaintsRequest { Step = "ticket" })).Complaints);
        Assert.Equal(5, (await _world.Operator.ListComplaintsAsync(new ListComplaintsRequest { Kind = "product", Severity = "serious", GroupId = _world.Group.ToString() })).Total);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("kind")]
    [InlineData("severity")]
    [InlineData("step")]
    [InlineData("held")]
    [InlineData("search")]
    public async Task Filters_that_cannot_be_meant_are_refused(string field)
    {
        var request = new ListComplaintsRequest();
        request.GetType().GetProperty(char.ToUpperInvariant(field[0]) + field[1..])!.SetValue(request, "a\0");
        var refused = await ModerationBench.RefusedAsync(_world.Operator.ListComplaintsAsync(request), StatusCode.InvalidArgument, "MOD-148");
        Assert.StartsWith(field, refused.Status.Detail, StringComparison.Ordinal);
    }

    private static int Minutes(ComplaintStep step, Complaint of) => (int)Math.Round((step.DueAt.ToDateTimeOffset() - of.ComplainedAt.ToDateTimeOffset()).TotalMinutes);

    private AssignComplaintRequest To(Complaint one, string holder) => new() { BrandId = _world.Id, ComplaintId = one.ComplaintId, CommandId = Guid.NewGuid().ToString(), Holder = holder };
}
