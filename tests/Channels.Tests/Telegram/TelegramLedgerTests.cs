using Steward.Contracts.Events.Channels;
using Steward.Testing;

namespace Steward.Channels.Tests.Telegram;

public sealed class TelegramLedgerTests
{
    private const int NoRoster = 3_600_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_send_to_groups_goes_into_each_group_once_and_is_confirmed_at_once()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: false);
        var (other, _, stranger, _) = await telegram.ChatAsync("supergroup", "二群");
        await SeenAsync(telegram, brand);
        await telegram.SayAsync(stranger, "你好", other);
        await brand.Host.NextAsync<GroupSyncedV1>(group => group.ExternalId == other, Patience);
        var send = new SendToGroupsV1 { CommandId = Guid.NewGuid(), BrandId = brand.Brand, AccountId = brand.Account, Origin = "inbox", GroupIds = [brand.GroupOf(), brand.GroupOf(other)], Text = "今晚八点抽奖", RequestedBy = "" };

        await brand.Host.PublishAsync(send);
        await brand.Host.PublishAsync(send);

        var settled = await brand.Host.NextAsync<SendSettledV1>(timeout: Patience);
        Assert.Equal(("confirmed", 2), (settled.Outcome, settled.ConfirmedGroups.Count));
        Assert.Single(await telegram.TextsAsync(), text => text == "今晚八点抽奖");
        Assert.Single(await telegram.TextsAsync(other), text => text == "今晚八点抽奖");
    }

    [Fact]
    public async Task An_offence_is_deleted_and_its_author_warned_muted_removed_or_banned_by_the_ledger()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: true);
        var said = await SeenAsync(telegram, brand);
        await telegram.SayAsync(telegram.Bob, "我也是");
        await Eventually.TrueAsync(async () => (await brand.HistoryAsync()).Count == 2, Patience, "both are stored");

        Assert.Equal("confirmed", (await DoAsync(brand, "warn", telegram.Alice, brand.MessageOf(said), "请遵守群规")).Outcome);
        Assert.Equal("confirmed", (await DoAsync(brand, "recall", telegram.Alice, brand.MessageOf(said))).Outcome);
        Assert.Equal(["我也是", "请遵守群规"], await telegram.TextsAsync());
        Assert.Equal("confirmed", (await DoAsync(brand, "mute", telegram.Alice, until: DateTimeOffset.UtcNow.AddDays(1))).Outcome);
        Assert.Equal("restricted", await telegram.StandingAsync(telegram.Alice));
        Assert.Equal(("confirmed", "api"), Outcome(await DoAsync(brand, "remove", telegram.Alice)));
        Assert.Equal("left", await telegram.StandingAsync(telegram.Alice));
        Assert.Equal("confirmed", (await DoAsync(brand, "ban", telegram.Bob)).Outcome);
        Assert.Equal("kicked", await telegram.StandingAsync(telegram.Bob));
        var left = new List<Guid>();
        for (var n = 0; n < 2; n++) { left.AddRange((await brand.Host.NextAsync<MembersLeftV1>(told => told.Removed, Patience)).MemberIds); }

        Assert.Equal([brand.MemberOf(telegram.Alice), brand.MemberOf(telegram.Bob)], left);
        var refused = await DoAsync(brand, "remove", telegram.Owner);
        Assert.Equal("failed", refused.Outcome);
        Assert.Contains("owner", refused.Reason, StringComparison.Ordinal);
        Assert.Contains("no such thing", (await DoAsync(brand, "tag-mark", telegram.Owner, arguments: [new ActArgument { Name = "to", Value = "x" }])).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_is_posted_in_the_group()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: true);
        await SeenAsync(telegram, brand);
        Assert.Equal(("confirmed", "api"), Outcome(await DoAsync(brand, "group-notice", telegram.Alice, text: "请遵守公约")));
        Assert.Single(await telegram.TextsAsync(), text => text == "请遵守公约");
    }

    [Fact]
    public async Task A_removal_whose_answer_was_lost_is_found_and_done_once()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: false);
        await SeenAsync(telegram, brand);
        await telegram.FaultAsync("banChatMember", "drop");

        Assert.Equal(("confirmed", "api"), Outcome(await DoAsync(brand, "remove", telegram.Alice)));

        Assert.Equal("left", await telegram.StandingAsync(telegram.Alice));
        Assert.Single(brand.Host.Published<MembersLeftV1>(), told => told.Removed);
    }

    [Fact]
    public async Task A_question_in_a_group_whose_roster_was_never_read_can_be_answered_at_once()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: true, NoRoster);
        var (chat, _, asker, _) = await telegram.ChatAsync("supergroup", "新群");
        await telegram.SayAsync(asker, "几点开门", chat);
        await brand.Host.NextAsync<MessagesReceivedV1>(told => told.Messages.Any(message => message.GroupId == brand.GroupOf(chat)), Patience);

        Assert.Equal("confirmed", (await AnswerAsync(brand, chat, "九点")).Outcome);

        Assert.Contains("九点", await telegram.TextsAsync(chat));
        Assert.DoesNotContain(brand.Host.Published<GroupSyncedV1>(), told => told.ExternalId == chat);
        Assert.Equal("新群", await brand.AskAsync<string>($"select name from groups where chat_id = '{chat}'"));
    }

    [Fact]
    public async Task A_question_in_a_group_that_the_bot_was_let_into_again_can_be_answered_at_once()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: true, NoRoster);
        await telegram.SayAsync(telegram.Alice, "你好");
        await Eventually.TrueAsync(async () => await brand.AskAsync<long>("select count(*) from groups where dismissed_at is null") == 1, Patience, "the group is known");
        await telegram.BotAsync("kicked");
        await brand.Host.NextAsync<GroupDismissedV1>(timeout: Patience);

        Assert.Equal("failed", (await AnswerAsync(brand, telegram.ChatId, "听不见")).Outcome);
        await telegram.BotAsync("administrator");
        var asked = await telegram.SayAsync(telegram.Alice, "几点开门");
        await brand.Host.NextAsync<MessagesReceivedV1>(told => told.Messages.Any(message => message.MessageId == brand.MessageOf(asked)), Patience);

        Assert.Equal("confirmed", (await AnswerAsync(brand, telegram.ChatId, "九点")).Outcome);
    }

    [Fact]
    public async Task A_limit_delays_a_send_and_does_not_double_it()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: false);
        await SeenAsync(telegram, brand);
        await telegram.FaultAsync("sendMessage", "throttle", 2);

        await brand.Host.PublishAsync(new SendToGroupsV1 { CommandId = Guid.NewGuid(), BrandId = brand.Brand, AccountId = brand.Account, Origin = "inbox", GroupIds = [brand.GroupOf()], Text = "慢一点", RequestedBy = "" });

        Assert.Equal("confirmed", (await brand.Host.NextAsync<SendSettledV1>(timeout: Patience)).Outcome);
        Assert.Single(await telegram.TextsAsync(), text => text == "慢一点");
    }

    /// <summary>Somebody speaks, so that the group and its people are known.</summary>
    private static async Task<int> SeenAsync(TelegramStandIn telegram, TelegramBrand brand)
    {
        var said = await telegram.SayAsync(telegram.Alice, "加微信");
        await brand.Host.NextAsync<GroupSyncedV1>(group => group.ExternalId == telegram.ChatId && group.Roster.Any(person => person.ExternalId == telegram.Alice), Patience);
        return said;
    }

    private static async Task<ActSettledV1> DoAsync(TelegramBrand brand, string kind, string member, Guid? message = null, string text = "", DateTimeOffset? until = null, ActArgument[]? arguments = null)
    {
        var act = new ActV1
        {
            CommandId = Guid.NewGuid(), BrandId = brand.Brand, AccountId = brand.Account, Kind = kind, Origin = "moderation", GroupId = brand.GroupOf(), MemberId = brand.MemberOf(member), MessageId = message, Text = text,
            Arguments = until is { } end ? [new ActArgument { Name = "until", Value = $"{end.ToUnixTimeSeconds()}" }] : arguments ?? [], Evidence = "广告", RequestedBy = "",
        };
        await brand.Host.PublishAsync(act);
        await brand.Host.PublishAsync(act);
        return await brand.Host.NextAsync<ActSettledV1>(settled => settled.CommandId == act.CommandId, Patience);
    }

    private static async Task<SendSettledV1> AnswerAsync(TelegramBrand brand, string chat, string text)
    {
        var send = new SendToGroupsV1 { CommandId = Guid.NewGuid(), BrandId = brand.Brand, AccountId = brand.Account, Origin = "knowledge", GroupIds = [brand.GroupOf(chat)], Text = text, RequestedBy = "" };
        await brand.Host.PublishAsync(send);
        return await brand.Host.NextAsync<SendSettledV1>(settled => settled.CommandId == send.CommandId, Patience);
    }

    private static (string Outcome, string By) Outcome(ActSettledV1 settled) => (settled.Outcome, settled.By);
}
