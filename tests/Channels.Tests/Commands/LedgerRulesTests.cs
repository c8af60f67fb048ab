using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Commands;

public sealed class LedgerRulesTests
{
    private const string Add = "externalcontact/add_msg_template";
    private const string Results = "externalcontact/get_groupmsg_send_result";

    [Fact]
    public async Task A_group_whose_quota_is_used_up_gets_nothing_and_the_ledger_says_when_it_opens()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithGroupAsync(wecom);
        Confirm(wecom);
        var admin = world.Host.Client<QuotaService.QuotaServiceClient>(ServiceHost.AdminOf(world.Brand));
        await admin.SetQuotaAsync(new SetQuotaRequest { BrandId = world.Brand.ToString(), AccountId = world.Account.ToString(), Scope = "group-broadcast", Span = "month", Limit = 1 });

        await world.Host.PublishAsync(Send(world, "一"));
        Assert.Equal("confirmed", (await world.Host.NextAsync<SendSettledV1>()).Outcome);
        var second = Send(world, "二");
        await world.Host.PublishAsync(second);
        var failed = await world.Host.NextAsync<SendSettledV1>();

        Assert.Equal("failed", failed.Outcome);
        Assert.Contains("it opens at", failed.Reason, StringComparison.Ordinal);
        Assert.Single(wecom.Calls, Add);
        var told = await world.Commands.GetCommandAsync(new GetCommandRequest { BrandId = world.Brand.ToString(), CommandId = second.CommandId.ToString() });
        Assert.Equal("quota", told.Command.BlockedReason);
        Assert.Equal(["planned", "blocked", "failed"], told.History.Select(change => change.State));
        Assert.Equal("failed", Assert.Single(told.Groups).State);
        var gauge = (await admin.ListQuotasAsync(new ListQuotasRequest { BrandId = world.Brand.ToString(), AccountId = world.Account.ToString() })).Quotas.Single(quota => quota is { Scope: "group-broadcast", Subject: "wr1" });
        Assert.Equal((1, 1, true), (gauge.Used, gauge.Limit, gauge.Overridden));
        Assert.Equal("群", gauge.SubjectName);
    }

    [Fact]
    public async Task A_frequency_refusal_closes_the_bucket_for_all_and_gives_the_groups_month_back()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithGroupAsync(wecom);
        wecom.On(Add, _ => """{"errcode":45009,"errmsg":"api freq out of limit"}""");
        var command = Send(world, "一");

        await world.Host.PublishAsync(command);
        await world.StateAsync(command.CommandId, "blocked");

        var shown = await world.CommandAsync(command.CommandId);
        Assert.Equal("quota", shown.BlockedReason);
        Assert.InRange(shown.NextTryAt.ToDateTimeOffset(), DateTimeOffset.UtcNow.AddSeconds(20), DateTimeOffset.UtcNow.AddSeconds(65));
        Assert.Equal(0, await world.AskAsync<int>("select used from quota_uses where scope = 'group-broadcast'"));
        Assert.Equal(1L, await world.AskAsync<long>("select count(*) from quota_uses where span = 'circuit' and closed_until > now()"));
        var lead = world.Host.Client<CommandService.CommandServiceClient>(ServiceHost.LeadOf(world.Brand));
        Assert.Equal("failed", (await lead.CancelCommandAsync(new CancelCommandRequest { BrandId = world.Brand.ToString(), CommandId = command.CommandId.ToString(), Reason = "zu spät" })).Command.State);
        Assert.Contains("zu spät", (await world.Host.NextAsync<SendSettledV1>()).Reason, StringComparison.Ordinal);
        Assert.Single(wecom.Calls, Add);
    }

    [Fact]
    public async Task A_group_that_wants_nothing_gets_nothing_and_the_calendar_keeps_the_quiet_hours()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithGroupAsync(wecom);
        Confirm(wecom);
        var limits = world.Host.Client<QuotaService.QuotaServiceClient>(ServiceHost.LeadOf(world.Brand));
        var now = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8));
        await limits.SetQuietHoursAsync(new SetQuietHoursRequest { BrandId = world.Brand.ToString(), From = $"{now.AddHours(-1):HH:mm}", To = $"{now.AddHours(2):HH:mm}" });

        var calendar = Send(world, "一") with { Origin = "calendar" };
        await world.Host.PublishAsync(calendar);
        await world.StateAsync(calendar.CommandId, "blocked");
        Assert.Equal("quiet", (await world.CommandAsync(calendar.CommandId)).BlockedReason);
        Assert.DoesNotContain(Add, wecom.Calls);

        await limits.SetOptOutAsync(new SetOptOutRequest { BrandId = world.Brand.ToString(), GroupId = Group(world).ToString(), OptedOut = true, Source = "in the group" });
        var answer = Send(world, "二");
        await world.Host.PublishAsync(answer);
        Assert.Contains("asked to get nothing", (await world.Host.NextAsync<SendSettledV1>()).Reason, StringComparison.Ordinal);
        Assert.Equal("consent", (await world.CommandAsync(answer.CommandId)).BlockedReason);
        Assert.DoesNotContain(Add, wecom.Calls);
    }

    [Fact]
    public async Task Who_has_not_confirmed_is_listed_and_reminded_three_times_a_day_at_most()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithGroupAsync(wecom);
        wecom.On(Add, _ => """{"errcode":0,"fail_list":[],"msgid":"msg1"}""");
        wecom.On(Results, _ => """{"errcode":0,"send_list":[]}""");
        wecom.On("externalcontact/remind_groupmsg_send", _ => """{"errcode":0,"errmsg":"ok"}""");
        var command = Send(world, "一");
        await world.Host.PublishAsync(command);
        await world.StateAsync(command.CommandId, "dispatched");
        var remind = new RemindCommandRequest { BrandId = world.Brand.ToString(), CommandId = command.CommandId.ToString() };

        foreach (var left in new[] { 2, 1, 0 }) { Assert.Equal(left, (await world.Commands.RemindCommandAsync(remind)).RemindersLeft); }

        var refused = await Assert.ThrowsAsync<RpcException>(() => world.Commands.RemindCommandAsync(remind).ResponseAsync);
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.Equal(3, wecom.Calls.Count(call => call == "externalcontact/remind_groupmsg_send"));
        var waits = Assert.Single((await world.Commands.ListMyConfirmationsAsync(new ListMyConfirmationsRequest { BrandId = world.Brand.ToString() })).Confirmations);
        Assert.Equal(("zhang", "张", 1, 1, 3), (waits.Sender, waits.SenderName, waits.Groups, waits.WaitingGroups, waits.Reminders));
        Assert.NotNull(waits.NextReminderAt);
        var foreign = Guid.NewGuid();
        var stranger = world.Host.Client<CommandService.CommandServiceClient>(ServiceHost.LeadOf(foreign));
        Assert.Empty((await stranger.ListMyConfirmationsAsync(new ListMyConfirmationsRequest { BrandId = foreign.ToString() })).Confirmations);
        var unknown = await Assert.ThrowsAsync<RpcException>(() => stranger.CancelCommandAsync(new CancelCommandRequest { BrandId = foreign.ToString(), CommandId = command.CommandId.ToString() }).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    private static void Confirm(ScriptedWeCom wecom)
    {
        wecom.On(Add, _ => """{"errcode":0,"fail_list":[],"msgid":"msg1"}""");
        wecom.On(Results, _ => """{"errcode":0,"send_list":[{"chat_id":"wr1","userid":"zhang","status":1}]}""");
    }

    internal static async Task<World> WithGroupAsync(ScriptedWeCom wecom, params string[] args)
    {
        var world = await World.WithAsync(wecom, args);
        wecom.On("externalcontact/groupchat/list", _ => """{"errcode":0,"group_chat_list":[{"chat_id":"wr1"}],"next_cursor":""}""");
        wecom.On("externalcontact/groupchat/get", _ => """{"errcode":0,"group_chat":{"chat_id":"wr1","name":"群","owner":"zhang","create_time":1572505490,"member_list":[{"userid":"zhang","type":1,"join_time":1,"join_scene":1,"name":"张"},{"userid":"wm1","type":2,"join_time":1,"join_scene":1,"name":"王"}],"member_version":"v"}}""");
        await world.SyncAsync();
        return world;
    }

    internal static Guid Group(World world) => GroupId.From(new AccountId(world.Account), "wr1").Value;

    private static SendToGroupsV1 Send(World world, string text) => new()
    {
        CommandId = Guid.NewGuid(), BrandId = world.Brand, AccountId = world.Account, Origin = "knowledge", GroupIds = [Group(world)], Text = text, RequestedBy = "",
    };
}
