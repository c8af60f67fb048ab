using Grpc.Core;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Staffing.V1;
using Steward.Testing;

namespace Steward.Staffing.Tests.Triage;

[Collection(StaffingTests.Name)]
public sealed class TriageMessagesTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _group = Guid.NewGuid();

    [Fact]
    public async Task A_complaint_stands_before_what_was_asked_a_little_earlier()
    {
        await world.Host.PublishAsync(world.HandedOn(_brand, world.Question(_group, "几点开门?")));
        await world.Host.PublishAsync(Screened(Said("等了三天还没发货,太差了", SignalName.Complaint, later: 5), Said("怎么买", SignalName.Intent, later: 6), Said("早", null)));

        var items = await ItemsAsync(3);

        Assert.Equal([("complaint", 5), ("question", 0), ("intent", 1)], items.Select(item => (item.Kind, item.Priority)));
        Assert.Equal(items[0].OpenedAt.ToDateTimeOffset().AddMinutes(-10), items[0].RankAt.ToDateTimeOffset());
        var totals = await world.TotalsAsync(_brand);
        Assert.Equal((1, 3, 3, 1, 1), (totals.Questions, totals.Items, totals.Open, totals.Complaints, totals.Intents));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_complaint_that_is_also_a_question_is_one_item_whoever_tells_of_it_first(bool screenedFirst)
    {
        var said = Said("都三天了怎么还不发货?", SignalName.Complaint);
        var asked = world.HandedOn(_brand, world.Question(_group, said.Text, said.SenderId, id: said.MessageId));
        if (screenedFirst)
        {
            await world.Host.PublishAsync(Screened(said));
            await ItemsAsync(1);
            await world.Host.PublishAsync(asked);
        }
        else
        {
            await world.Host.PublishAsync(asked);
            await ItemsAsync(1);
            await world.Host.PublishAsync(Screened(said));
        }

        await Eventually.TrueAsync(
            async () => await world.ListAsync(_brand) is [{ Kind: "complaint", Questions: 1, SuggestedAnswer.Length: > 0 }], StaffingWorld.Patience, "both tell of one item");
        var totals = await world.TotalsAsync(_brand);
        Assert.Equal((1, 1), (totals.Questions, totals.Items));
    }

    [Fact]
    public async Task Both_at_once_a_hundred_times_open_one_item_for_each_member()
    {
        var said = Enumerable.Range(0, 100).Select(number => Said($"太慢了 {number}", SignalName.Complaint)).ToArray();

        await Task.WhenAll(said.Select(async one =>
        {
            // The second message of the same matter comes by the other way.
            await Task.WhenAll(
                world.Host.PublishAsync(Screened(one)), world.Host.PublishAsync(world.HandedOn(_brand, world.Question(_group, "人呢?", one.SenderId, TimeSpan.FromMinutes(1)))));
        }));

        await Eventually.TrueAsync(async () => (await world.TotalsAsync(_brand)).Questions == 100 && (await world.ListAsync(_brand)).Sum(item => item.Questions) == 200, StaffingWorld.Patience, "everything said is there");
        Assert.Equal(100, (await world.TotalsAsync(_brand)).Items);
    }

    [Fact]
    public async Task Lists_are_narrowed_by_kind_and_whoever_reads_an_item_may_say_what_it_is()
    {
        var item = await world.ItemAsync(_brand, _group);
        var client = world.Inbox(ServiceHost.OperatorOf(_brand));

        var marked = (await client.MarkWorkItemAsync(new MarkWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId, Kind = "intent" })).Item;

        Assert.Equal(("intent", 1, item.OpenedAt.ToDateTimeOffset().AddMinutes(-2)), (marked.Kind, marked.Priority, marked.RankAt.ToDateTimeOffset()));
        Assert.Single((await client.ListWorkItemsAsync(new ListWorkItemsRequest { BrandId = item.BrandId, Kinds = { "intent" } })).Items);
        Assert.Empty((await client.ListWorkItemsAsync(new ListWorkItemsRequest { BrandId = item.BrandId, Kinds = { "complaint", "question" } })).Items);
        Assert.Equal((StatusCode.InvalidArgument, "STF-037"), await StaffingWorld.RefusedAsync(async () => await client.MarkWorkItemAsync(new MarkWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId, Kind = "chatter" })));
        Assert.Equal((StatusCode.InvalidArgument, "STF-037"), await StaffingWorld.RefusedAsync(async () => await client.ListWorkItemsAsync(new ListWorkItemsRequest { BrandId = item.BrandId, Kinds = { "chatter" } })));
        var foreign = world.Inbox(ServiceHost.OperatorOf(Guid.NewGuid()));
        Assert.Equal(StatusCode.NotFound, (await StaffingWorld.RefusedAsync(async () => await foreign.MarkWorkItemAsync(new MarkWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId, Kind = "intent" }))).Status);
    }

    [Fact]
    public async Task A_complaint_that_nobody_takes_goes_to_the_leads_at_its_deadline_other_things_later()
    {
        var person = await world.OperatorAsync(_brand);
        await world.PlanAsync(_brand, person, StaffingWorld.Always());
        await world.Host.PublishAsync(Screened(Said("太差了", SignalName.Complaint), Said("怎么买", SignalName.Intent)));
        var due = (await ItemsAsync(2)).Max(item => item.ResponseDueAt.ToDateTimeOffset());

        world.Clock.Advance(due - world.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        await world.RouteAsync();

        var client = world.Inbox(ServiceHost.LeadOf(_brand));
        Assert.Equal(["complaint"], (await client.ListWorkItemsAsync(new ListWorkItemsRequest { BrandId = _brand.ToString(), Escalated = true })).Items.Select(item => item.Kind));
    }

    private async Task<IReadOnlyList<WorkItem>> ItemsAsync(int count)
    {
        await Eventually.TrueAsync(async () => (await world.ListAsync(_brand)).Count == count, StaffingWorld.Patience, $"{count} items are open");
        return await world.ListAsync(_brand);
    }

    private MessagesScreenedV1 Screened(params ScreenedMessage[] said) => new()
    {
        BatchId = Guid.NewGuid(), BrandId = _brand, AccountId = Guid.NewGuid(), Partition = world.LaneOf(_group), AcceptedAt = world.Clock.GetUtcNow(), ScreenedAt = world.Clock.GetUtcNow(), Messages = said,
    };

    private ScreenedMessage Said(string text, string? signal, int later = 0) => new()
    {
        MessageId = Guid.NewGuid(), GroupId = _group, SenderId = Guid.NewGuid(), FromStaff = false, Kind = "text", Text = text, SentAt = world.Clock.GetUtcNow().AddMinutes(later), Label = ScreeningLabel.Chatter,
        Signals = signal is null ? null : [new MessageSignal { Name = signal, Probability = 0.9, Model = "1" }],
    };
}
