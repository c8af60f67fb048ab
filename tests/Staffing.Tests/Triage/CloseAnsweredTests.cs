using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Staffing.V1;
using Steward.Testing;

namespace Steward.Staffing.Tests.Triage;

[Collection(StaffingTests.Name)]
public sealed class CloseAnsweredTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _group = Guid.NewGuid();

    [Fact]
    public async Task What_staff_answer_in_the_group_is_work_no_more_and_is_again_when_the_member_writes_again()
    {
        var question = await AskAsync("几点开门?");
        var answer = Said("九点到晚上八点", minute: 2);
        await world.Host.PublishAsync(Screened(answer));

        var ended = await EndedAsync();
        Assert.Equal(("staff", answer.MessageId.ToString(), "hit"), (ended.Resolution, ended.EndedBy, ended.Response));
        Assert.Equal((1, 1), ((await world.TotalsAsync(_brand)).Items, (await world.TotalsAsync(_brand)).Resolved));

        await world.Host.PublishAsync(world.HandedOn(_brand, world.Question(_group, "那周末呢?", question.MemberId, TimeSpan.FromMinutes(4))));
        await Eventually.TrueAsync(async () => await world.ListAsync(_brand) is [{ Questions: 2, Resolution: "", EndedBy: "", Response: "hit" }], StaffingWorld.Patience, "the matter is open again");
        Assert.Equal(1, (await world.TotalsAsync(_brand)).Items);
    }

    [Fact]
    public async Task Of_several_that_wait_an_answer_ends_the_one_whose_message_the_channel_names()
    {
        await AskAsync("几点开门?");
        var asked = world.Question(_group, "几点开门?");
        await world.Host.PublishAsync(world.HandedOn(_brand, asked));
        await Eventually.TrueAsync(async () => (await world.TotalsAsync(_brand)).Items == 2, StaffingWorld.Patience, "both wait");

        await world.Host.PublishAsync(Screened(Said("九点", minute: 2) with { ReplyTo = asked.MessageId }));

        Assert.Equal($"{asked.MemberId}", (await EndedAsync()).MemberId);
    }

    [Fact]
    public async Task An_answer_that_was_there_before_the_question_was_handed_on_ends_it_as_well()
    {
        var question = world.Question(_group, "几点开门?");
        await world.Host.PublishAsync(Screened(Said("九点", minute: 1)));
        await Eventually.TrueAsync(async () => await world.OwnerScalarAsync($"select count(*) from group_replies where brand_id = '{_brand}'") == 1, StaffingWorld.Patience, "the words are noted");

        await world.Host.PublishAsync(world.HandedOn(_brand, question));

        Assert.Equal("staff", (await EndedAsync()).Resolution);
    }

    [Fact]
    public async Task What_we_sent_ourselves_comes_back_as_words_of_staff_and_answers_nothing()
    {
        await world.Host.PublishAsync(new SendToGroupsV1 { CommandId = Guid.NewGuid(), BrandId = _brand, AccountId = Guid.NewGuid(), Origin = "knowledge", GroupIds = [_group], Text = "下单后 48 小时内发货。", RequestedBy = "" });
        await Eventually.TrueAsync(async () => await world.OwnerScalarAsync($"select count(*) from own_sends where brand_id = '{_brand}'") == 1, StaffingWorld.Patience, "the send is known");
        await AskAsync("几点开门?");

        await world.Host.PublishAsync(Screened(Said("下单后 48 小时内发货。\n", minute: 1)));
        // What comes after it in the same lane has been seen when this has.
        var other = await AskAsync("怎么退货?");
        await world.Host.PublishAsync(Screened(Said("这是一条引用/回复消息：\n“小美：\n怎么退货?”\n------\n七天内都可以退", minute: 2)));

        var ended = await EndedAsync();
        Assert.Equal(other.MemberId.ToString(), ended.MemberId);
        Assert.Equal("几点开门?", Assert.Single(await world.ListAsync(_brand)).Question);
    }

    [Fact]
    public async Task Whoever_sees_that_it_is_not_over_opens_it_again_others_cannot()
    {
        await AskAsync("几点开门?");
        await world.Host.PublishAsync(Screened(Said("今天天气真好", minute: 2)));
        var ended = await EndedAsync();
        var request = new ReopenWorkItemRequest { BrandId = ended.BrandId, WorkItemId = ended.WorkItemId };

        Assert.Equal(StatusCode.NotFound, (await StaffingWorld.RefusedAsync(async () => await world.Inbox(ServiceHost.OperatorOf(Guid.NewGuid())).ReopenWorkItemAsync(request))).Status);
        var reopened = (await world.Inbox(ServiceHost.OperatorOf(_brand)).ReopenWorkItemAsync(request)).Item;
        Assert.Equal(("open", "", ""), (reopened.State, reopened.Resolution, reopened.EndedBy));

        // Those words do not end it again when something else is said that may be an answer.
        await world.Host.PublishAsync(Screened(Said("谢谢", minute: 40, staff: false)));
        await Eventually.TrueAsync(async () => await world.OwnerScalarAsync($"select count(*) from group_replies where brand_id = '{_brand}'") == 2, StaffingWorld.Patience, "the words are noted");
        Assert.Single(await world.ListAsync(_brand));
    }

    [Fact]
    public async Task Words_in_another_brands_group_of_the_same_id_answer_nothing_here()
    {
        await AskAsync("几点开门?");
        await world.Host.PublishAsync(Screened(Said("九点", minute: 2)) with { BrandId = Guid.NewGuid() });
        await world.Host.PublishAsync(Screened(Said("请问", minute: 3, staff: false)));

        await Eventually.TrueAsync(async () => (await world.TotalsAsync(_brand)).MessagesSeen == 1, StaffingWorld.Patience, "the brand's own words are seen");
        Assert.Single(await world.ListAsync(_brand));
    }

    private async Task<HandedOnQuestion> AskAsync(string text)
    {
        var question = world.Question(_group, text);
        await world.Host.PublishAsync(world.HandedOn(_brand, question));
        await Eventually.TrueAsync(async () => (await world.ListAsync(_brand)).Any(item => item.Question == text), StaffingWorld.Patience, "the item is open");
        return question;
    }

    private async Task<WorkItem> EndedAsync()
    {
        await Eventually.TrueAsync(async () => (await world.ListAsync(_brand, "resolved")).Count == 1, StaffingWorld.Patience, "the item has ended");
        return (await world.ListAsync(_brand, "resolved"))[0];
    }

    private MessagesScreenedV1 Screened(params ScreenedMessage[] said) => new()
    {
        BatchId = Guid.NewGuid(), BrandId = _brand, AccountId = Guid.NewGuid(), Partition = world.LaneOf(_group), AcceptedAt = world.Clock.GetUtcNow(), ScreenedAt = world.Clock.GetUtcNow(), Messages = said,
    };

    private ScreenedMessage Said(string text, int minute, bool staff = true) => new()
    {
        MessageId = Guid.NewGuid(), GroupId = _group, SenderId = Guid.NewGuid(), FromStaff = staff, Kind = "text", Text = text, SentAt = world.Clock.GetUtcNow().AddMinutes(minute), Label = ScreeningLabel.Chatter,
    };
}
