using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Tests.Screening;

[Collection(nameof(ModerationBench))]
public sealed class ScreenReceivedMessagesTests(ModerationBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task An_envelope_comes_out_in_order_with_one_label_for_each_message()
    {
        await bench.ForbidAsync(_brand, "加我微信", "傻子");
        var member = Guid.NewGuid();
        var staff = Guid.NewGuid();
        var envelope = ModerationBench.Envelope(
            _brand,
            ModerationBench.Says(member, "早上好"),
            ModerationBench.Says(member, "几点开门？"),
            ModerationBench.Says(member, "加我微信有优惠吗"),
            ModerationBench.Says(staff, "加我微信，有什么问题吗？", staff: true),
            ModerationBench.Says(member, "", kind: "image"),
            ModerationBench.Says(member, "如何选购口红？", kind: "link"),
            ModerationBench.Says(member, "加我微信", kind: "link") with { ReplyTo = Guid.NewGuid() });
        await bench.Host.PublishAsync(envelope);
        var screened = await bench.Host.NextAsync<MessagesScreenedV1>(found => found.BatchId == envelope.BatchId);
        Assert.Equal(
            [ScreeningLabel.Chatter, ScreeningLabel.Question, ScreeningLabel.Offence, ScreeningLabel.Chatter, ScreeningLabel.Chatter, ScreeningLabel.Chatter, ScreeningLabel.Offence],
            screened.Messages.Select(message => message.Label));
        Assert.Equal(envelope.Messages.Select(message => (message.MessageId, message.Text, message.Kind, message.ReplyTo)), screened.Messages.Select(message => (message.MessageId, message.Text, message.Kind, message.ReplyTo)));
        Assert.Equal((envelope.Partition, envelope.AcceptedAt, envelope.AccountId), (screened.Partition, screened.AcceptedAt, screened.AccountId));

        var totals = await bench.Cases(_brand).GetScreeningTotalsAsync(new GetScreeningTotalsRequest { BrandId = _brand.ToString() });
        Assert.Equal((7, 4, 1, 2, 1), (totals.Screened, totals.Chatter, totals.Questions, totals.Offences, totals.Cases));
        Assert.Equal(2, totals.OffencesByClass["advert"]);
    }

    [Fact]
    public async Task What_a_message_says_beside_its_label_is_carried_and_counted()
    {
        await bench.ForbidAsync(_brand, "加我微信", "傻子");
        const string Unhappy = "快递一个星期了还没到，客服也不理人，太失望了";
        var screened = await bench.ScreenAsync(
            _brand, ModerationBench.Says(Guid.NewGuid(), Unhappy), ModerationBench.Says(Guid.NewGuid(), "早上好"), ModerationBench.Says(Guid.NewGuid(), $"{Unhappy}，傻子"), ModerationBench.Says(Guid.NewGuid(), Unhappy, staff: true));
        Assert.Equal([ScreeningLabel.Chatter, ScreeningLabel.Chatter, ScreeningLabel.Offence, ScreeningLabel.Chatter], screened.Messages.Select(message => message.Label));
        Assert.Equal([SignalName.Complaint, null, SignalName.Complaint, null], screened.Messages.Select(message => message.Signals?.Single().Name));
        var totals = await bench.Cases(_brand).GetScreeningTotalsAsync(new GetScreeningTotalsRequest { BrandId = _brand.ToString() });
        Assert.Equal((4, 2), (totals.Screened, totals.Signals[SignalName.Complaint]));
    }

    [Fact]
    public async Task Width_and_case_do_not_hide_an_offence()
    {
        await bench.ForbidAsync(_brand, "vip群", "傻子");
        var screened = await bench.ScreenAsync(_brand, ModerationBench.Says(Guid.NewGuid(), "快来ＶＩＰ群"), ModerationBench.Says(Guid.NewGuid(), "ViP群"));
        Assert.All(screened.Messages, message => Assert.Equal(ScreeningLabel.Offence, message.Label));
    }

    [Fact]
    public async Task The_same_event_twice_is_screened_once()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        var envelope = ModerationBench.Envelope(_brand, ModerationBench.Says(Guid.NewGuid(), "兼职"));
        var id = Guid.CreateVersion7();
        await bench.Host.PublishAsync(envelope, id);
        await bench.Host.PublishAsync(envelope, id);

        // A later envelope of the same lane comes out after both deliveries were handled.
        await bench.ScreenAsync(_brand, ModerationBench.Says(Guid.NewGuid(), "早"));
        Assert.Single(bench.Host.Published<MessagesScreenedV1>(), screened => screened.BatchId == envelope.BatchId);
        var totals = await bench.Cases(_brand).GetScreeningTotalsAsync(new GetScreeningTotalsRequest { BrandId = _brand.ToString() });
        Assert.Equal((2, 1), (totals.Screened, totals.Offences));
    }

    [Fact]
    public async Task The_same_message_in_another_envelope_counts_as_one_offence()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        var message = ModerationBench.Says(Guid.NewGuid(), "兼职");
        await bench.ScreenAsync(_brand, message, message);
        await bench.ScreenAsync(_brand, message);
        var only = Assert.Single((await bench.Cases(_brand).ListCasesAsync(new ListCasesRequest { BrandId = _brand.ToString() })).Cases);
        Assert.Equal(1, only.Offences);
        Assert.Equal(1, (await bench.Cases(_brand).GetScreeningTotalsAsync(new GetScreeningTotalsRequest { BrandId = _brand.ToString() })).Offences);
    }

    [Fact]
    public async Task A_zero_character_does_not_lose_the_envelope()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        var screened = await bench.ScreenAsync(_brand, ModerationBench.Says(Guid.NewGuid(), "兼职\0"), ModerationBench.Says(Guid.NewGuid(), "早"));
        Assert.Equal([ScreeningLabel.Offence, ScreeningLabel.Chatter], screened.Messages.Select(message => message.Label));
    }

    [Fact]
    public async Task A_brand_without_rules_still_learns_what_is_asked()
    {
        var screened = await bench.ScreenAsync(_brand, ModerationBench.Says(Guid.NewGuid(), "怎么领券"));
        Assert.Equal(ScreeningLabel.Question, screened.Messages[0].Label);
    }

    [Fact]
    public async Task Rules_of_one_brand_do_not_touch_another()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        var screened = await bench.ScreenAsync(Guid.NewGuid(), ModerationBench.Says(Guid.NewGuid(), "兼职"));
        Assert.Equal(ScreeningLabel.Chatter, screened.Messages[0].Label);
    }
}
