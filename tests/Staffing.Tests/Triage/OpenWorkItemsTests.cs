using Steward.Contracts.Events.Content;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Events.Staffing;
using Steward.Contracts.Staffing.V1;
using Steward.Testing;

namespace Steward.Staffing.Tests.Triage;

[Collection(StaffingTests.Name)]
public sealed class OpenWorkItemsTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task A_question_becomes_an_item_of_the_groups_operator_and_a_follow_up_joins_it()
    {
        var person = await world.OperatorAsync(_brand);
        var group = await world.GroupAsync(_brand);
        await world.Assignments(ServiceHost.LeadOf(_brand)).AssignGroupsAsync(new AssignGroupsRequest { BrandId = _brand.ToString(), OperatorId = person.OperatorId, GroupIds = { group.ToString() } });
        var question = world.Question(group, "杯子碎了怎么办?");
        var followUp = world.Question(group, "有人吗?", question.MemberId, TimeSpan.FromMinutes(5), 0.1);

        await world.Host.PublishAsync(world.HandedOn(_brand, question));
        var opened = await world.Host.NextAsync<WorkItemChangedV1>(changed => changed.BrandId == _brand);
        await world.Host.PublishAsync(world.HandedOn(_brand, followUp));
        await world.Host.NextAsync<WorkItemChangedV1>(changed => changed.BrandId == _brand);

        Assert.Equal(("open", person.OperatorId), (opened.State, opened.OperatorId));
        var got = await world.Inbox(ServiceHost.OperatorOf(_brand)).GetWorkItemAsync(new GetWorkItemRequest { BrandId = _brand.ToString(), WorkItemId = opened.WorkItemId.ToString() });
        Assert.Equal((question.Text, 2, person.OperatorId, question.SuggestedAnswer), (got.Item.Question, got.Item.Questions, got.Item.OperatorId, got.Item.SuggestedAnswer));
        Assert.Equal([question.MessageId.ToString(), followUp.MessageId.ToString()], got.Questions.Select(asked => asked.MessageId));
        var totals = await world.TotalsAsync(_brand);
        Assert.Equal((2, 1, 1), (totals.Questions, totals.Items, totals.Open));
    }

    [Fact]
    public async Task The_same_event_twice_and_the_same_question_again_have_one_effect()
    {
        var group = Guid.NewGuid();
        var handedOn = world.HandedOn(_brand, world.Question(group, "一"), world.Question(group, "二\0"));
        var eventId = Guid.CreateVersion7();
        await world.Host.PublishAsync(handedOn, eventId);
        await world.Host.PublishAsync(handedOn, eventId);
        await world.Host.PublishAsync(handedOn);
        await world.Host.PublishAsync(world.HandedOn(_brand, world.Question(group, "三")));

        await Eventually.TrueAsync(async () => (await world.TotalsAsync(_brand)).Questions >= 3, StaffingWorld.Patience, "the last question is there");
        var totals = await world.TotalsAsync(_brand);
        Assert.Equal((3, 3, 3), (totals.Questions, totals.Items, totals.Open));
    }

    [Fact]
    public async Task A_question_after_the_end_of_its_matter_is_a_new_matter()
    {
        var question = world.Question(Guid.NewGuid(), "杯子碎了怎么办?");
        await world.Host.PublishAsync(world.HandedOn(_brand, question));
        var opened = await world.Host.NextAsync<WorkItemChangedV1>(changed => changed.BrandId == _brand);
        await world.Inbox(ServiceHost.OperatorOf(_brand)).ResolveWorkItemAsync(new ResolveWorkItemRequest { BrandId = _brand.ToString(), WorkItemId = opened.WorkItemId.ToString(), Note = "已电话处理" });

        await world.Host.PublishAsync(world.HandedOn(_brand, world.Question(question.GroupId, "又碎了", question.MemberId, TimeSpan.FromMinutes(1))));

        await world.Host.NextAsync<WorkItemChangedV1>(changed => changed.BrandId == _brand && changed.State == "open" && changed.WorkItemId != opened.WorkItemId);
        var closed = Assert.Single(await world.ListAsync(_brand, "resolved"));
        Assert.Equal(("closed", "已电话处理"), (closed.Resolution, closed.Note));
    }

    [Fact]
    public async Task Messages_are_counted_once_per_event()
    {
        var group = Guid.NewGuid();
        var envelope = new MessagesScreenedV1
        {
            BatchId = Guid.NewGuid(), BrandId = _brand, AccountId = Guid.NewGuid(), Partition = world.LaneOf(group), AcceptedAt = world.Clock.GetUtcNow(), ScreenedAt = world.Clock.GetUtcNow(),
            Messages = [.. Enumerable.Range(0, 5).Select(second => new ScreenedMessage
            {
                MessageId = Guid.NewGuid(), GroupId = group, SenderId = Guid.NewGuid(), FromStaff = false, Kind = "text", Text = "早", SentAt = world.Clock.GetUtcNow().AddSeconds(second), Label = ScreeningLabel.Chatter,
            })],
        };
        var eventId = Guid.CreateVersion7();
        await world.Host.PublishAsync(envelope, eventId);
        await world.Host.PublishAsync(envelope, eventId);
        await world.Host.PublishAsync(envelope with { Messages = [.. envelope.Messages.Take(2)] });

        await Eventually.TrueAsync(async () => (await world.TotalsAsync(_brand)).MessagesSeen >= 7, StaffingWorld.Patience, "the second envelope is counted");
        Assert.Equal(7, (await world.TotalsAsync(_brand)).MessagesSeen);
        Assert.Equal(7, await world.OwnerScalarAsync($"select messages from group_traffic where group_id = '{group}'"));
    }

    [Fact]
    public async Task Whatever_comes_in_the_totals_equal_a_recount()
    {
        var dice = new Random(20260302);
        var groups = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToArray();
        var members = Enumerable.Range(0, 8).Select(_ => Guid.NewGuid()).ToArray();
        var asked = new Dictionary<Guid, HandedOnQuestion>();
        for (var envelope = 0; envelope < 40; envelope++)
        {
            var group = groups[dice.Next(groups.Length)];
            var questions = Enumerable.Range(0, dice.Next(1, 8)).Select(_ => dice.Next(6) == 0 && asked.Values.FirstOrDefault(known => known.GroupId == group) is { } repeated
                ? repeated
                : world.Question(group, "问", members[dice.Next(members.Length)], TimeSpan.FromMinutes(envelope * 7 + dice.Next(20)))).ToArray();
            foreach (var question in questions) { asked.TryAdd(question.MessageId, question); }

            await world.Host.PublishAsync(world.HandedOn(_brand, questions));
            foreach (var item in (await world.ListAsync(_brand)).Where(_ => dice.Next(10) == 0))
            {
                var client = world.Inbox(ServiceHost.LeadOf(_brand));
                if (dice.Next(2) == 0) { await client.ResolveWorkItemAsync(new ResolveWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId }); }
                else if (item.State == "open") { await client.ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId }); }
            }
        }

        await Eventually.TrueAsync(async () => (await world.TotalsAsync(_brand)).Questions >= asked.Count, StaffingWorld.Patience, "every question is there");
        var totals = await world.TotalsAsync(_brand);
        Assert.Equal(asked.Count, totals.Questions);
        Assert.Equal(totals.Questions, await world.OwnerScalarAsync($"select count(*) from work_item_questions where brand_id = '{_brand}'"));
        Assert.Equal(totals.Questions, await world.OwnerScalarAsync($"select sum(questions)::bigint from work_items where brand_id = '{_brand}'"));
        Assert.Equal(totals.Items, await world.OwnerScalarAsync($"select count(*) from work_items where brand_id = '{_brand}'"));
        foreach (var (state, count) in new[] { ("open", totals.Open), ("claimed", totals.Claimed), ("answering", totals.Answering), ("resolved", totals.Resolved) })
        {
            Assert.Equal(count, await world.OwnerScalarAsync($"select count(*) from work_items where brand_id = '{_brand}' and state = '{state}'"));
        }

        Assert.True(totals.Resolved > 0 && totals.Claimed > 0);
    }
}
