using System.Globalization;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Telegram;
using Steward.Kernel;

namespace Steward.Channels.Tests.Telegram;

public sealed class TelegramAdapterTests
{
    private static readonly ActResult Done = new ActResult.Completed("");

    [Fact]
    public async Task A_text_goes_into_a_group_and_its_number_comes_back()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        using var bot = new BotAt(telegram);

        var sent = Assert.IsType<ActResult.Completed>(await bot.DoAsync(ChannelCapability.SendToGroup, text: "大家好"));

        Assert.True(int.Parse(sent.ExternalId, CultureInfo.InvariantCulture) > 0);
        Assert.Equal(["大家好"], await telegram.TextsAsync());
    }

    [Fact]
    public async Task A_message_is_deleted_once_however_often_it_is_asked()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        using var bot = new BotAt(telegram);
        var said = await telegram.SayAsync(telegram.Alice, "加微信");

        Assert.Equal(Done, await bot.DoAsync(ChannelCapability.DeleteOthersMessage, message: said));
        Assert.Equal(Done, await bot.DoAsync(ChannelCapability.DeleteOthersMessage, message: said));
        Assert.Empty(await telegram.TextsAsync());
        Assert.Contains("48 hours", Assert.IsType<ActResult.Rejected>(await bot.DoAsync(ChannelCapability.DeleteOthersMessage, message: said, causedAt: DateTimeOffset.UtcNow.AddHours(-49))).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_member_is_out_and_may_come_back_and_a_banned_one_may_not()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        using var bot = new BotAt(telegram);

        Assert.Equal(Done, await bot.DoAsync(ChannelCapability.RemoveMember, member: telegram.Alice));
        Assert.Equal(Done, await bot.DoAsync(ChannelCapability.BanMember, member: telegram.Bob));

        Assert.Equal(("left", "kicked"), (await telegram.StandingAsync(telegram.Alice), await telegram.StandingAsync(telegram.Bob)));
        Assert.Equal(Done, await bot.LookAsync(ChannelCapability.RemoveMember, telegram.Alice));
        Assert.Equal(Done, await bot.LookAsync(ChannelCapability.BanMember, telegram.Bob));
        Assert.IsType<ActResult.Rejected>(await bot.DoAsync(ChannelCapability.RemoveMember, member: telegram.Owner));
    }

    [Fact]
    public async Task A_basic_group_knows_removal_but_no_muting()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        using var bot = new BotAt(telegram);
        var (group, _, alice, bob) = await telegram.ChatAsync("group");

        Assert.Equal(Done, await bot.DoAsync(ChannelCapability.RemoveMember, member: alice, chat: group));
        Assert.Equal("left", await telegram.StandingAsync(alice, group));
        Assert.Contains("supergroups", Assert.IsType<ActResult.Rejected>(await bot.DoAsync(ChannelCapability.MuteMember, member: bob, chat: group)).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_muted_member_is_silent_until_the_end()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        using var bot = new BotAt(telegram);

        Assert.IsType<ActResult.Postponed>(await bot.LookAsync(ChannelCapability.MuteMember, telegram.Alice));
        Assert.Equal(Done, await bot.DoAsync(ChannelCapability.MuteMember, member: telegram.Alice, until: DateTimeOffset.UtcNow.AddHours(1)));

        Assert.Equal("restricted", await telegram.StandingAsync(telegram.Alice));
        Assert.Equal(Done, await bot.LookAsync(ChannelCapability.MuteMember, telegram.Alice));
        await telegram.ControlAsync(HttpMethod.Put, "/sim/v1/clock", new { seconds = 7200 });
        Assert.Equal("member", await telegram.StandingAsync(telegram.Alice));
    }

    [Theory]
    [InlineData("drop", 0)]
    [InlineData("error", 502)]
    public async Task A_text_without_an_answer_is_unknown_and_cannot_be_looked_up(string fault, int value)
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        using var bot = new BotAt(telegram);
        await telegram.FaultAsync("sendMessage", fault, value);

        Assert.IsType<ActResult.Unknown>(await bot.DoAsync(ChannelCapability.SendToGroup, text: "一次"));

        Assert.Null(await bot.LookAsync(ChannelCapability.SendToGroup, ""));
        Assert.Equal(fault == "drop" ? ["一次"] : [], await telegram.TextsAsync());
    }

    [Theory]
    [InlineData("banChatMember")]
    [InlineData("unbanChatMember")]
    public async Task A_removal_without_an_answer_is_found_and_finished(string method)
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        using var bot = new BotAt(telegram);
        await telegram.FaultAsync(method, "drop");

        Assert.IsType<ActResult.Unknown>(await bot.DoAsync(ChannelCapability.RemoveMember, member: telegram.Alice));

        Assert.Equal(Done, await bot.LookAsync(ChannelCapability.RemoveMember, telegram.Alice));
        Assert.Equal("left", await telegram.StandingAsync(telegram.Alice));
    }

    [Fact]
    public async Task A_deletion_without_an_answer_is_settled_by_deleting()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        using var bot = new BotAt(telegram);
        var said = await telegram.SayAsync(telegram.Alice, "加微信");
        await telegram.FaultAsync("deleteMessage", "drop");

        Assert.IsType<ActResult.Unknown>(await bot.DoAsync(ChannelCapability.DeleteOthersMessage, message: said));
        Assert.Equal(Done, await bot.LookAsync(ChannelCapability.DeleteOthersMessage, "", said));
    }

    [Fact]
    public async Task A_limit_postpones_for_as_long_as_it_says_and_nothing_is_sent_meanwhile()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        using var bot = new BotAt(telegram);
        await telegram.FaultAsync("sendMessage", "throttle", 30);

        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<ActResult.Postponed>(await bot.DoAsync(ChannelCapability.SendToGroup, text: "一")).After);

        // The fault is used up: only the closed gate keeps the second one back.
        Assert.InRange(Assert.IsType<ActResult.Postponed>(await bot.DoAsync(ChannelCapability.SendToGroup, text: "二")).After.TotalSeconds, 20, 30);
        Assert.Empty(await telegram.TextsAsync());
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_before_any_call()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        using var bot = new BotAt(telegram);

        Assert.IsType<ActResult.Rejected>(await bot.DoAsync(ChannelCapability.SendPrivate, member: telegram.Alice, text: "嗨"));
        Assert.IsType<ActResult.Rejected>(await bot.DoAsync(ChannelCapability.SendToGroup));
        Assert.IsType<ActResult.Rejected>(await bot.DoAsync(ChannelCapability.Tagging, member: telegram.Alice));
        Assert.Equal(403, Assert.IsType<ActResult.Rejected>(await bot.AfterAsync(telegram.BotAsync("kicked"), ChannelCapability.SendToGroup, "嗨")).Code);
    }

    [Fact]
    public async Task A_telegram_that_is_not_there_did_certainly_nothing()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        using var bot = new BotAt(telegram, new Uri("http://127.0.0.1:1"));

        Assert.IsType<ActResult.Postponed>(await bot.DoAsync(ChannelCapability.SendToGroup, text: "嗨"));
    }

    private sealed class BotAt(TelegramStandIn telegram, Uri? address = null) : IDisposable
    {
        private readonly HttpClient _http = new();
        private readonly TelegramGates _gates = new(TimeProvider.System);
        private readonly Account _account = new(new AccountId(Guid.NewGuid()), new BrandId(Guid.NewGuid()), "电报", address ?? telegram.Http.BaseAddress!, $"{telegram.BotId}", 0, new AccountSecrets { Secret = telegram.Token, CallbackToken = "", EncodingAesKey = "", ArchiveSecret = "" }) { Channel = "telegram" };

        public Task<ActResult> DoAsync(ChannelCapability kind, string text = "", string member = "", int message = 0, string? chat = null, DateTimeOffset? until = null, DateTimeOffset? causedAt = null) =>
            Adapter().ExecuteAsync(Act(kind, member, message) with { Text = text, ChatId = chat ?? telegram.ChatId, Until = until, CausedAt = causedAt }, CancellationToken.None);

        public async Task<ActResult> AfterAsync(Task first, ChannelCapability kind, string text)
        {
            await first;
            return await DoAsync(kind, text);
        }

        public Task<ActResult?> LookAsync(ChannelCapability kind, string member, int message = 0) => Adapter().LookUpAsync(Act(kind, member, message), CancellationToken.None);

        public void Dispose() => _http.Dispose();

        private TelegramAdapter Adapter() => new(new TelegramClient(_http, TimeProvider.System), _gates, TimeProvider.System);

        private ChannelAct Act(ChannelCapability kind, string member, int message) => new()
        {
            CommandId = Guid.NewGuid(), Kind = kind, Account = _account, ChatId = telegram.ChatId, MemberId = member, MessageId = message == 0 ? "" : message.ToString(CultureInfo.InvariantCulture),
        };
    }
}
