using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Tests.Disputes;

[Collection(nameof(ModerationBench))]
public sealed class OpenFromScreeningTests(ModerationBench bench) : IAsyncLifetime
{
    private const string Unhappy = "快递一个星期了还没到，客服也不理人，太失望了";
    private readonly DisputeWorld _world = new(bench);

    public Task InitializeAsync() => bench.ForbidAsync(_world.Brand, "兼职", "傻子");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Nothing_is_registered_by_itself_unless_the_policy_wants_it()
    {
        var screened = await bench.ScreenAsync(_world.Brand, ModerationBench.Says(_world.Member, Unhappy));
        Assert.Equal(SignalName.Complaint, screened.Messages[0].Signals!.Single().Name);
        Assert.Empty((await _world.Operator.ListComplaintsAsync(new ListComplaintsRequest())).Complaints);
    }

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(0.9, 0.899, false)]
    [InlineData(0.9, 0.9, true)]
    public void The_policy_says_how_sure_screening_must_be(double from, double probability, bool registers) =>
        Assert.Equal(registers, new global::Steward.Moderation.Disputes.DisputePolicy { AutomaticFrom = from }.Registers(probability));

    [Fact]
    public async Task What_screening_takes_for_a_complaint_opens_one_and_what_follows_joins_it()
    {
        await AllowAsync(0.5);
        var (first, other) = (ModerationBench.Says(_world.Member, Unhappy), ModerationBench.Says(Guid.NewGuid(), Unhappy + "！"));
        await bench.ScreenAsync(_world.Brand, first, first with { MessageId = Guid.NewGuid(), SentAt = first.SentAt.AddMinutes(1) }, other, ModerationBench.Says(Guid.NewGuid(), "今天天气真好呀大家出去走走"));
        var open = (await _world.Operator.ListComplaintsAsync(new ListComplaintsRequest { State = "open" })).Complaints;
        Assert.Equal([1, 2], open.Select(one => one.Messages).Order());
        var mine = open.Single(one => one.MemberId == _world.Member.ToString());
        Assert.Equal(("screening", "other", "", ModerationBench.At), (mine.Source, mine.Kind, mine.RegisteredBy, mine.ComplainedAt.ToDateTimeOffset()));

        // The same messages in another envelope, and with a new one.
        await bench.ScreenAsync(_world.Brand, first, other);
        await bench.ScreenAsync(_world.Brand, first, first with { MessageId = Guid.NewGuid(), Text = Unhappy + "？", SentAt = first.SentAt.AddMinutes(2) });
        var file = await _world.FileAsync(mine);
        Assert.Equal((3, Unhappy + "？"), (file.Complaint.Messages, file.Complaint.Text));
        Assert.Equal(["registered", "joined"], file.Entries.Select(entry => entry.Kind));

        // Its group is reached by the envelope's account.
        Assert.Equal("sent", (await _world.Operator.TakeStepAsync(_world.Step(mine, "first-response", "send"))).Step.State);
    }

    [Fact]
    public async Task Lanes_that_see_the_same_member_at_once_open_one()
    {
        await AllowAsync(0.5);
        var members = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async lane =>
        {
            var envelope = ModerationBench.Envelope(_world.Brand, [.. (lane % 2 == 0 ? members : members.Reverse()).Select(member => ModerationBench.Says(member, $"{Unhappy}{lane}"))]) with { Partition = lane % 2 };
            await bench.Host.PublishAsync(envelope);
            await bench.Host.NextAsync<MessagesScreenedV1>(screened => screened.BatchId == envelope.BatchId);
        }));
        var open = (await _world.Operator.ListComplaintsAsync(new ListComplaintsRequest { State = "open" })).Complaints;
        Assert.Equal([8, 8, 8, 8, 8], open.Select(one => one.Messages));
    }

    private async Task AllowAsync(double from)
    {
        var policy = (await _world.Lead.GetDisputePolicyAsync(new GetDisputePolicyRequest { BrandId = _world.Id })).Policy;
        policy.AutomaticFrom = from;
        await _world.Lead.PutDisputePolicyAsync(new PutDisputePolicyRequest { BrandId = _world.Id, Policy = policy });
    }
}
