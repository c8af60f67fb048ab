using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;

namespace Steward.Moderation.Tests.Incidents;

[Collection(nameof(ModerationBench))]
public sealed class IncidentTests(ModerationBench bench) : IAsyncLifetime
{
    private const string Rumour = "听说三号仓库的奶粉昨天被查出问题大家先不要再喝了";
    private readonly Guid _brand = Guid.NewGuid();

    public Task InitializeAsync() => bench.ForbidAsync(_brand, "兼职", "傻子");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task One_story_in_many_groups_within_minutes_is_one_incident_with_those_who_told_it_before()
    {
        for (var i = 0; i < 4; i++) { await bench.ScreenAsync(_brand, Tells(i)); }

        Assert.Empty(await ListAsync());
        await bench.ScreenAsync(_brand, Tells(4), Tells(5), ModerationBench.Says(Guid.NewGuid(), "今天的团购几点开始接龙呀，我想订两箱牛奶"));
        var incident = Assert.Single(await ListAsync());
        Assert.Equal((6, 6, 6, "open", Rumour), (incident.Messages, incident.Groups, incident.Members, incident.State, incident.Text));
        Assert.Equal(ModerationBench.At, incident.FirstSeenAt.ToDateTimeOffset());

        // Told on with a sign more, and once more in a group that has it already.
        var again = Tells(6) with { Text = Rumour + "！！！" };
        await bench.ScreenAsync(_brand, again, Tells(7) with { GroupId = again.GroupId });
        incident = Assert.Single(await ListAsync());
        Assert.Equal((8, 7), (incident.Messages, incident.Groups));
        Assert.Equal(ModerationBench.At.AddSeconds(70), incident.LastSeenAt.ToDateTimeOffset());

        var file = await FileAsync(incident.IncidentId);
        Assert.Equal(7, file.Groups.Count);
        Assert.Equal(8, file.Minutes.Sum(minute => minute.Messages));
        Assert.Equal([6, 1], file.Minutes.Select(minute => minute.NewGroups));
    }

    [Fact]
    public async Task A_message_that_comes_again_in_another_envelope_counts_once()
    {
        var told = Enumerable.Range(0, 6).Select(Tells).ToArray();
        await bench.ScreenAsync(_brand, told);
        await bench.ScreenAsync(_brand, told);
        await bench.ScreenAsync(_brand, told[5], told[0]);
        Assert.Equal(6, Assert.Single(await ListAsync()).Messages);
    }

    [Fact]
    public async Task Lanes_that_see_it_at_once_open_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(lane => SendAsync(lane, [.. Enumerable.Range(0, 20).Select(Tells)])));
        var incident = Assert.Single(await ListAsync());
        Assert.Equal((240, 240), (incident.Messages, incident.Groups));
    }

    [Fact]
    public async Task The_thresholds_are_the_brands()
    {
        await bench.ScreenAsync(_brand, Tells(0), Tells(1), Tells(2));
        Assert.Empty(await ListAsync());
        await Leads.PutIncidentPolicyAsync(new PutIncidentPolicyRequest { BrandId = Id, Policy = new IncidentPolicy { Groups = 3, Members = 2, Minutes = 1, Letters = 12 } });
        await bench.ScreenAsync(_brand, Tells(30));
        Assert.Empty(await ListAsync());
        await bench.ScreenAsync(_brand, Tells(31), Tells(32));
        Assert.Equal(3, Assert.Single(await ListAsync()).Messages);

        var refused = await ModerationBench.RefusedAsync(Leads.PutIncidentPolicyAsync(new PutIncidentPolicyRequest { BrandId = Id, Policy = new IncidentPolicy() }), StatusCode.InvalidArgument, "MOD-072");
        Assert.All(["groups", "members", "minutes", "letters"], word => Assert.Contains(word, refused.Status.Detail, StringComparison.Ordinal));
        Assert.Equal(1, (await Leads.GetIncidentPolicyAsync(new GetIncidentPolicyRequest { BrandId = Id })).Version);
        var kept = Assert.Single((await Leads.ListIncidentPoliciesAsync(new ListIncidentPoliciesRequest { BrandId = Id })).Policies);
        Assert.Equal((1, 3), (kept.Version, kept.Policy.Groups));
        Assert.NotEmpty(kept.SetBy);
        await ModerationBench.RefusedAsync(Leads.PutIncidentPolicyAsync(new PutIncidentPolicyRequest { BrandId = Id, Policy = kept.Policy, ExpectedVersion = 0 }), StatusCode.FailedPrecondition, "MOD-181");
        Assert.Equal(2, (await Leads.PutIncidentPolicyAsync(new PutIncidentPolicyRequest { BrandId = Id, Policy = kept.Policy, ExpectedVersion = 1 })).Version);
    }

    [Fact]
    public async Task Staff_and_one_member_who_floods_are_no_incident()
    {
        var one = Guid.NewGuid();
        await bench.ScreenAsync(_brand, [.. Enumerable.Range(0, 8).Select(i => Tells(i) with { FromStaff = true })]);
        await bench.ScreenAsync(_brand, [.. Enumerable.Range(0, 8).Select(i => Tells(i) with { SenderId = one })]);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task The_timeline_tells_notes_decisions_and_how_it_ended()
    {
        await bench.ScreenAsync(_brand, [.. Enumerable.Range(0, 6).Select(i => Tells(i) with { Text = Rumour + "兼职" })]);
        var id = Assert.Single(await ListAsync()).IncidentId;
        var operators = bench.Host.Client<IncidentService.IncidentServiceClient>(ServiceHost.OperatorOf(_brand));
        await operators.AddIncidentNoteAsync(new AddIncidentNoteRequest { BrandId = Id, IncidentId = id, Text = "已联系客服核实" });
        await ModerationBench.RefusedAsync(operators.CloseIncidentAsync(Closing(id)), StatusCode.PermissionDenied, "STW-002");
        await ModerationBench.RefusedAsync(Leads.CloseIncidentAsync(new CloseIncidentRequest(Closing(id)) { Outcome = "over" }), StatusCode.InvalidArgument, "MOD-074");
        await ModerationBench.RefusedAsync(Leads.CloseIncidentAsync(new CloseIncidentRequest(Closing(id)) { Text = " " }), StatusCode.InvalidArgument, "MOD-075");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                await Leads.CloseIncidentAsync(Closing(id));
                return "";
            }
            catch (RpcException refused)
            {
                return refused.Trailers.GetValue("problem-code");
            }
        }));
        Assert.Equal(["", "MOD-071", "MOD-071", "MOD-071"], outcomes.Order(StringComparer.Ordinal));

        var file = await FileAsync(id);
        Assert.Equal(["note", "closed"], file.Notes.Select(note => note.Kind));
        Assert.Equal(("closed", "refuted"), (file.Incident.State, file.Incident.Outcome));
        Assert.Equal(6, file.Cases.Count);
        Assert.All(file.Cases, one => Assert.Equal(("advert", "open"), (one.OffenceClass, one.State)));

        // A straggler still belongs to it; after a while the same story is a new one.
        await bench.ScreenAsync(_brand, Tells(8) with { Text = Rumour + "兼职" });
        Assert.Equal(7, Assert.Single(await ListAsync()).Messages);
        await bench.OwnerAsync($"update incidents set closed_at = closed_at - interval '2 hours' where brand_id = '{_brand}'");
        await bench.ScreenAsync(_brand, Tells(9) with { Text = Rumour + "兼职" });
        Assert.Equal(["open", "closed"], (await ListAsync()).Select(one => one.State));
        Assert.Equal("closed", Assert.Single(await ListAsync("closed")).State);
    }

    [Fact]
    public async Task Another_brand_neither_sees_nor_joins_nor_changes_it()
    {
        await bench.ScreenAsync(_brand, [.. Enumerable.Range(0, 6).Select(Tells)]);
        var id = Assert.Single(await ListAsync()).IncidentId;
        await Leads.PutIncidentPolicyAsync(new PutIncidentPolicyRequest { BrandId = Id, Policy = new IncidentPolicy { Groups = 3, Members = 2, Minutes = 1, Letters = 12 } });
        var other = Guid.NewGuid();
        await bench.ScreenAsync(other, Tells(7), Tells(8));
        var foreign = bench.Host.Client<IncidentService.IncidentServiceClient>(ServiceHost.LeadOf(other));
        Assert.Empty((await foreign.ListIncidentsAsync(new ListIncidentsRequest())).Incidents);
        await ModerationBench.RefusedAsync(foreign.GetIncidentAsync(new GetIncidentRequest { BrandId = other.ToString(), IncidentId = id }), StatusCode.NotFound, "MOD-070");
        await ModerationBench.RefusedAsync(foreign.GetIncidentAsync(new GetIncidentRequest { BrandId = Id, IncidentId = id }), StatusCode.NotFound, "STW-003");
        await ModerationBench.RefusedAsync(foreign.AddIncidentNoteAsync(new AddIncidentNoteRequest { BrandId = other.ToString(), IncidentId = id, Text = "x" }), StatusCode.NotFound, "MOD-070");
        var closing = Closing(id);
        closing.BrandId = other.ToString();
        await ModerationBench.RefusedAsync(foreign.CloseIncidentAsync(closing), StatusCode.NotFound, "MOD-070");
        Assert.Equal(0, (await foreign.GetIncidentPolicyAsync(new GetIncidentPolicyRequest { BrandId = other.ToString() })).Version);
        Assert.Empty((await foreign.ListIncidentPoliciesAsync(new ListIncidentPoliciesRequest { BrandId = other.ToString() })).Policies);
        await ModerationBench.RefusedAsync(foreign.ListIncidentPoliciesAsync(new ListIncidentPoliciesRequest { BrandId = Id }), StatusCode.NotFound, "STW-003");
        Assert.Equal((6, "open"), Assert.Single(await ListAsync()) is var mine ? (mine.Messages, mine.State) : default);
    }

    [Theory]
    [InlineData("over", "", "MOD-073")]
    [InlineData("", "a\0", "MOD-076")]
    public async Task Unknown_filters_are_refused(string state, string search, string code) =>
        await ModerationBench.RefusedAsync(Leads.ListIncidentsAsync(new ListIncidentsRequest { BrandId = Id, State = state, Search = search }), StatusCode.InvalidArgument, code);

    private string Id => _brand.ToString();

    private IncidentService.IncidentServiceClient Leads => bench.Host.Client<IncidentService.IncidentServiceClient>(ServiceHost.LeadOf(_brand));

    private CloseIncidentRequest Closing(string id) => new() { BrandId = Id, IncidentId = id, Outcome = "refuted", Text = "品牌已发公告辟谣" };

    /// <summary>Somebody in a group of their own, ten seconds after the one before.</summary>
    private static ReceivedMessage Tells(int nth) => ModerationBench.Says(Guid.NewGuid(), Rumour) with { SentAt = ModerationBench.At.AddSeconds(10 * nth) };

    private async Task SendAsync(int lane, ReceivedMessage[] messages)
    {
        var envelope = ModerationBench.Envelope(_brand, messages) with { Partition = lane % 2 };
        await bench.Host.PublishAsync(envelope);
        await bench.Host.NextAsync<Steward.Contracts.Events.Moderation.MessagesScreenedV1>(screened => screened.BatchId == envelope.BatchId);
    }

    private async Task<IReadOnlyList<Incident>> ListAsync(string state = "") => (await Leads.ListIncidentsAsync(new ListIncidentsRequest { BrandId = Id, State = state })).Incidents;

    private async Task<GetIncidentResponse> FileAsync(string id) => await Leads.GetIncidentAsync(new GetIncidentRequest { BrandId = Id, IncidentId = id });
}
