using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
using Steward.Contracts.Events.Moderation;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge;

[Collection(ContentTests.Name)]
public sealed class AnswerQuestionsTests(ContentWorld world)
{
    private readonly Guid _group = Guid.NewGuid();

    [Fact]
    public async Task A_known_question_is_answered_into_its_group_and_an_unknown_one_goes_to_people()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var unknown = world.Message(_group, "我的茶杯有个豁口,谁来处理?");
        var envelope = world.Screened(brand, _group, world.Message(_group, "请问茶馆几点开门呀?"), world.Message(_group, "早上好", ScreeningLabel.Chatter), unknown);

        await world.Host.PublishAsync(envelope);

        var send = await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == brand);
        var handedOn = await world.Host.NextAsync<QuestionsHandedOnV1>(handed => handed.BrandId == brand);
        Assert.Equal(("knowledge", envelope.AccountId, ""), (send.Origin, send.AccountId, send.RequestedBy));
        Assert.Equal([_group], send.GroupIds);
        Assert.Contains("每天 10:00 开门。", send.Text, StringComparison.Ordinal);
        var question = Assert.Single(handedOn.Questions);
        Assert.Equal((unknown.MessageId, unknown.SenderId, _group, unknown.Text, unknown.SentAt), (question.MessageId, question.MemberId, question.GroupId, question.Text, question.AskedAt));
        Assert.Equal((envelope.AccountId, envelope.Partition), (handedOn.AccountId, handedOn.Partition));
        var totals = await world.TotalsAsync(brand);
        Assert.Equal((2, 1, 1), (totals.Questions, totals.Answered, totals.HandedOn));
        Assert.NotNull(totals.Since);
    }

    [Fact]
    public async Task The_same_event_twice_and_the_same_question_in_another_event_have_one_effect()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var envelope = world.Screened(brand, _group, world.Message(_group, "茶馆几点开门"), world.Message(_group, "谁来修杯子?"));
        var eventId = Guid.CreateVersion7();

        await world.Host.PublishAsync(envelope, eventId);
        await world.Host.PublishAsync(envelope, eventId);
        await world.Host.PublishAsync(envelope);
        await world.Host.PublishAsync(world.Screened(brand, _group, world.Message(_group, "球赛谁赢了?")));

        await Eventually.TrueAsync(async () => (await world.TotalsAsync(brand)).Questions >= 3, TimeSpan.FromSeconds(20), "the last question is counted");
        await world.OutboxIsEmptyAsync();
        var totals = await world.TotalsAsync(brand);
        Assert.Equal((3, 1, 2), (totals.Questions, totals.Answered, totals.HandedOn));
        Assert.Single(world.SendsOf(brand));
        await Eventually.TrueAsync(() => Task.FromResult(world.HandedOnOf(brand).Count == 2), TimeSpan.FromSeconds(10), "two questions went on");
    }

    [Fact]
    public async Task A_failed_send_hands_every_question_it_was_for_to_people_once()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var first = world.Message(_group, "茶馆几点开门");
        var second = world.Message(_group, "请问茶馆几点开门?", later: TimeSpan.FromMinutes(3));
        await world.Host.PublishAsync(world.Screened(brand, _group, first));
        var send = await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == brand);
        await world.Host.PublishAsync(world.Screened(brand, _group, second));
        await Eventually.TrueAsync(async () => (await world.TotalsAsync(brand)).Answered == 2, TimeSpan.FromSeconds(20), "both are answered by one send");

        await world.Host.PublishAsync(world.Settled(send, "failed", "the owner's quota is used up"));
        await world.Host.PublishAsync(world.Settled(send, "failed", "the owner's quota is used up"));

        var handedOn = await world.Host.NextAsync<QuestionsHandedOnV1>(handed => handed.BrandId == brand);
        Assert.Equal([first.MessageId, second.MessageId], handedOn.Questions.Select(question => question.MessageId));
        Assert.Equal(first.Text, handedOn.Questions[0].Text);
        Assert.Equal("每天 10:00 开门。", handedOn.Questions[0].SuggestedAnswer);
        Assert.Equal(world.LaneOf(_group), handedOn.Partition);

        // What is asked after the failure is a new try; its arrival shows that both reports were handled.
        await world.Host.PublishAsync(world.Screened(brand, _group, world.Message(_group, "茶馆几点开门?", later: TimeSpan.FromMinutes(5))));
        var again = await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == brand);
        await world.Host.PublishAsync(world.Settled(again, "confirmed"));
        await Eventually.TrueAsync(
            async () => await world.OwnerScalarAsync($"select count(*) from answer_sends where brand_id = '{brand}' and state = 'confirmed'") == 1, TimeSpan.FromSeconds(20), "the second send is confirmed");
        var totals = await world.TotalsAsync(brand);
        Assert.Equal((3, 1, 2), (totals.Questions, totals.Answered, totals.HandedOn));
        Assert.Equal(2, world.HandedOnOf(brand).Count);
    }

    [Fact]
    public async Task A_brand_without_a_knowledge_base_hands_everything_on()
    {
        var brand = Guid.NewGuid();

        await world.Host.PublishAsync(world.Screened(brand, _group, world.Message(_group, "茶馆几点开门\0"), world.Message(_group, "")));

        var handedOn = await world.Host.NextAsync<QuestionsHandedOnV1>(handed => handed.BrandId == brand);
        Assert.Equal(2, handedOn.Questions.Count);
        Assert.All(handedOn.Questions, question => Assert.Equal("", question.SuggestedAnswer));
    }

    [Fact]
    public async Task Whatever_comes_in_whatever_order_the_totals_equal_a_recount()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var dice = new Random(20260302);
        string[] texts = ["茶馆几点开门", "包间怎么预订", "茶叶能寄外地吗", "谁弄丢了伞?", "球赛谁赢了?", "早"];
        var groups = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToArray();
        var asked = new Dictionary<Guid, ScreenedMessage>();
        for (var envelope = 0; envelope < 60; envelope++)
        {
            var group = groups[dice.Next(groups.Length)];
            var messages = Enumerable.Range(0, dice.Next(1, 12)).Select(_ => dice.Next(8) == 0 && asked.Values.FirstOrDefault(known => known.GroupId == group) is { } repeated
                ? repeated
                : world.Message(group, texts[dice.Next(texts.Length)], dice.Next(3) == 0 ? ScreeningLabel.Chatter : ScreeningLabel.Question, TimeSpan.FromSeconds(envelope * 40))).ToArray();
            foreach (var message in messages.Where(message => message.Label == ScreeningLabel.Question)) { asked.TryAdd(message.MessageId, message); }

            await world.Host.PublishAsync(world.Screened(brand, group, messages));
            foreach (var send in world.SendsOf(brand).Where(_ => dice.Next(4) == 0)) { await world.Host.PublishAsync(world.Settled(send, dice.Next(2) == 0 ? "failed" : "confirmed", "no quota")); }
        }

        await Eventually.TrueAsync(async () => (await world.TotalsAsync(brand)).Questions >= asked.Count, TimeSpan.FromSeconds(30), "every question is counted");
        var sends = await world.OwnerScalarAsync($"select count(*) from answer_sends where brand_id = '{brand}'");
        await Eventually.TrueAsync(() => Task.FromResult(world.SendsOf(brand).DistinctBy(send => send.CommandId).Count() >= sends), TimeSpan.FromSeconds(30), "every send has left the outbox");
        foreach (var send in world.SendsOf(brand)) { await world.Host.PublishAsync(world.Settled(send, "confirmed")); }

        await Eventually.TrueAsync(
            async () => await world.OwnerScalarAsync($"select count(*) from answer_sends where brand_id = '{brand}' and state = 'sent'") == 0, TimeSpan.FromSeconds(30), "every send is settled");
        await world.OutboxIsEmptyAsync();
        var totals = await world.TotalsAsync(brand);
        Assert.Equal(asked.Count, totals.Questions);
        Assert.Equal(totals.Questions, totals.Answered + totals.HandedOn);
        Assert.Equal(totals.Answered, await world.OwnerScalarAsync($"select count(*) from questions where brand_id = '{brand}' and outcome = 'answered'"));
        Assert.Equal(totals.HandedOn, await world.OwnerScalarAsync($"select count(*) from questions where brand_id = '{brand}' and outcome = 'handed_on'"));
        await Eventually.TrueAsync(() => Task.FromResult(world.HandedOnOf(brand).Count >= totals.HandedOn), TimeSpan.FromSeconds(10), "the last question went on");
        var handedOn = world.HandedOnOf(brand).Select(question => question.MessageId).ToArray();
        Assert.Equal(handedOn.Length, handedOn.Distinct().Count());
        Assert.Equal(totals.HandedOn, handedOn.Length);
    }
}
