using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Testing;

namespace Steward.Channels.Tests.Telegram;

public sealed class UpdateFlowTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_is_told_once_though_it_is_delivered_twice(bool webhook)
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook);
        await telegram.ControlAsync(HttpMethod.Put, "/sim/v1/faults", new { duplicateUpdates = 3 });
        var numbers = new List<int>();
        foreach (var text in new[] { "几点开门", "今天吗", "谢谢" }) { numbers.Add(await telegram.SayAsync(telegram.Alice, text)); }

        await Eventually.TrueAsync(() => Task.FromResult(Told(brand).Count >= 3), Patience, "the messages are told");
        await telegram.SayAsync(telegram.Owner, "九点", replyTo: numbers[0]);
        await Eventually.TrueAsync(() => Task.FromResult(Told(brand).Count >= 4), Patience, "the answer is told");

        var told = Told(brand);
        Assert.Equal(["几点开门", "今天吗", "谢谢", "九点"], told.Select(message => message.Text));
        Assert.Equal(numbers.Select(number => brand.MessageOf(number)), told.Take(3).Select(message => message.MessageId));
        Assert.All(told.Take(3), message => Assert.Equal((brand.GroupOf(), brand.MemberOf(telegram.Alice), false, "text"), (message.GroupId, message.SenderId, message.FromStaff, message.Kind)));
        Assert.Equal([null, null, null, brand.MessageOf(numbers[0])], told.Select(message => message.ReplyTo));
        await brand.DrainedAsync();
        var totals = await brand.TotalsAsync();
        Assert.Equal((4, 0), (totals.Accepted, totals.Malformed));
        Assert.Equal(4, (await brand.HistoryAsync()).Count);
    }

    [Fact]
    public async Task Another_brand_sees_nothing_of_it()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: false);
        await telegram.SayAsync(telegram.Alice, "你好");
        await Eventually.TrueAsync(() => Task.FromResult(Told(brand).Count == 1), Patience, "the message is told");
        var stranger = Guid.NewGuid();
        var messages = brand.Host.Client<MessageService.MessageServiceClient>(ServiceHost.OperatorOf(stranger));

        Assert.Empty((await messages.ListMessagesAsync(new ListMessagesRequest { BrandId = stranger.ToString(), GroupId = brand.GroupOf().ToString() })).Messages);
        var refused = await Assert.ThrowsAsync<RpcException>(() => messages.ListMessagesAsync(new ListMessagesRequest { BrandId = brand.Brand.ToString(), GroupId = brand.GroupOf().ToString() }).ResponseAsync);
        Assert.Contains(refused.StatusCode, new[] { StatusCode.PermissionDenied, StatusCode.NotFound });
    }

    [Fact]
    public async Task Whoever_is_seen_is_the_roster_and_administrators_are_staff()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: true);
        await telegram.SayAsync(telegram.Alice, "你好");
        var first = await brand.Host.NextAsync<GroupSyncedV1>(group => group.Roster.Any(person => person.ExternalId == telegram.Alice), Patience);
        Assert.Equal(("粉丝群", telegram.ChatId, brand.GroupOf(), brand.MemberOf(telegram.Owner)), (first.Name, first.ExternalId, first.GroupId, first.OwnerId));
        Assert.True(first.Roster.Single(person => person.ExternalId == telegram.Owner).IsStaff);
        Assert.False(first.Roster.Single(person => person.ExternalId == telegram.Alice).IsStaff);
        Assert.DoesNotContain(first.Roster, person => person.ExternalId == telegram.Bob);

        await telegram.ControlAsync(HttpMethod.Post, $"/sim/v1/chats/{telegram.ChatId}/members", new { name = "王语嫣", link = "海报" });
        var joined = await brand.Host.NextAsync<GroupSyncedV1>(group => group.Roster.Any(person => person.Name == "王语嫣"), Patience);
        var person = joined.Roster.Single(one => one.Name == "王语嫣");
        Assert.Equal((2, "海报"), (person.JoinScene, person.JoinState));

        await telegram.ControlAsync(HttpMethod.Delete, $"/sim/v1/chats/{telegram.ChatId}/members/{person.ExternalId}");
        var left = await brand.Host.NextAsync<MembersLeftV1>(timeout: Patience);
        Assert.Equal((false, person.MemberId), (left.Removed, left.MemberIds.Single()));
        await telegram.ControlAsync(HttpMethod.Delete, $"/sim/v1/chats/{telegram.ChatId}/members/{telegram.Alice}?by={telegram.Owner}");
        var removed = await brand.Host.NextAsync<MembersLeftV1>(timeout: Patience);
        Assert.Equal((true, brand.MemberOf(telegram.Alice)), (removed.Removed, removed.MemberIds.Single()));
        await brand.DrainedAsync();
        Assert.Equal(2, brand.Host.Published<MembersLeftV1>().Count);
        Assert.Empty(await brand.HistoryAsync("-1"));
    }

    [Fact]
    public async Task An_edit_is_screened_again_and_a_medium_keeps_its_kind()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: false);
        var said = await telegram.SayAsync(telegram.Alice, "你好");
        await telegram.SayAsync(telegram.Bob, "看看", kind: "photo");
        await telegram.ControlAsync(HttpMethod.Put, $"/sim/v1/chats/{telegram.ChatId}/messages/{said}", new { text = "加我微信" });

        await Eventually.TrueAsync(() => Task.FromResult(Told(brand).Count == 3), Patience, "all are told");
        Assert.Equal([("text", "你好"), ("photo", "看看"), ("edit", "加我微信")], Told(brand).Select(message => (message.Kind, message.Text)));
        Assert.Equal(3, Told(brand).Select(message => message.MessageId).Distinct().Count());
        Assert.Equal(2L, await brand.AskAsync<long>($"select count(*) from message_externals where external_id = '{said}'"));
    }

    [Fact]
    public async Task What_nobody_knows_is_kept_and_counted_and_the_next_message_comes_through()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: true);
        await telegram.ControlAsync(HttpMethod.Post, $"/sim/v1/bots/{telegram.BotId}/updates", new { kind = "message", payload = new { nonsense = true, date = "yesterday" } });
        await telegram.ControlAsync(HttpMethod.Post, $"/sim/v1/bots/{telegram.BotId}/updates", new { kind = "my_chat_member", payload = new { } });
        await telegram.SayAsync(telegram.Alice, "还在吗");

        await Eventually.TrueAsync(() => Task.FromResult(Told(brand).Count == 1), Patience, "the message is told");
        await brand.DrainedAsync();
        Assert.Equal(1, (await brand.TotalsAsync()).Malformed);
        Assert.Equal(0L, await brand.AskAsync<long>("select count(*) from telegram_updates where outcome = ''"));
    }

    [Fact]
    public async Task A_group_that_becomes_a_supergroup_is_another_group_with_the_same_people()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: true);
        var (group, _, alice, _) = await telegram.ChatAsync("group", "小群");
        await telegram.SayAsync(alice, "你好", group);
        await brand.Host.NextAsync<GroupSyncedV1>(told => told.ExternalId == group, Patience);

        var next = (await telegram.ControlAsync(HttpMethod.Post, $"/sim/v1/chats/{group}/upgrade")).GetProperty("chatId").GetRawText();

        Assert.Equal(brand.GroupOf(group), (await brand.Host.NextAsync<GroupDismissedV1>(timeout: Patience)).GroupId);
        var moved = await brand.Host.NextAsync<GroupSyncedV1>(told => told.ExternalId == next, Patience);
        Assert.Contains(moved.Roster, person => person.ExternalId == alice);
    }

    [Fact]
    public async Task A_bot_that_is_put_out_sees_its_group_no_more_until_it_is_let_in_again()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: false);
        await telegram.SayAsync(telegram.Alice, "你好");
        await brand.Host.NextAsync<GroupSyncedV1>(timeout: Patience);

        await telegram.BotAsync("kicked");
        Assert.Equal(brand.GroupOf(), (await brand.Host.NextAsync<GroupDismissedV1>(timeout: Patience)).GroupId);
        var seen = brand.Host.Published<GroupSyncedV1>().Count;
        await telegram.BotAsync("administrator");
        await Eventually.TrueAsync(() => Task.FromResult(brand.Host.Published<GroupSyncedV1>().Count > seen), Patience, "the group is told again");
    }

    [Fact]
    public async Task Many_messages_are_stored_once_each()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: false);
        await telegram.SayAsync(telegram.Alice, "刷屏", times: 3000);

        await Eventually.TrueAsync(() => Task.FromResult(Told(brand).Count == 3000), TimeSpan.FromSeconds(60), "all are told");
        Assert.Equal(3000, Told(brand).Select(message => message.MessageId).Distinct().Count());
        Assert.Equal(3000, (await brand.TotalsAsync()).Accepted);
    }

    [Fact]
    public async Task A_restart_in_the_middle_loses_and_doubles_nothing()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: false);
        await telegram.SayAsync(telegram.Alice, "前", times: 1500);
        await Eventually.TrueAsync(() => Task.FromResult(Told(brand).Count > 0), Patience, "the first messages are told");
        await brand.Host.StopAsync();
        await telegram.SayAsync(telegram.Alice, "后", times: 1500);

        await using var second = await World.HostAsync(brand.Host, null, "--Telegram:PollSeconds=2");

        // An event may go out twice around a restart; its message has one id.
        await Eventually.TrueAsync(async () => await brand.AskAsync<long>("select count(*) from messages") == 3000, TimeSpan.FromSeconds(120), "all are stored");
        await Eventually.TrueAsync(async () => await brand.AskAsync<long>("select count(*) from outbox") == 0, Patience, "the outbox is empty");
        await Eventually.TrueAsync(() => Task.FromResult(Told(brand).DistinctBy(message => message.MessageId).Count() == 3000), Patience, "all are told");
        await brand.DrainedAsync();
        Assert.Equal(3000L, await brand.AskAsync<long>("select accepted from intake_totals"));
    }

    private static List<ReceivedMessage> Told(TelegramBrand brand) => [.. brand.Host.Published<MessagesReceivedV1>().Where(batch => batch.BrandId == brand.Brand).SelectMany(batch => batch.Messages)];
}
