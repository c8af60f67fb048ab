using Steward.Channels.Tests.Adapters;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Commands;

public sealed class ActFlowTests
{
    private const string Mark = "externalcontact/mark_tag";
    private const string Add = "externalcontact/add_msg_template";

    [Theory]
    [InlineData("tag-mark", Mark)]
    [InlineData("send-private", Add)]
    public async Task An_act_that_is_refused_for_too_many_calls_holds_back_the_acts_of_all_replicas(string kind, string api)
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await LedgerRulesTests.WithGroupAsync(wecom);
        wecom.On(api, _ => """{"errcode":45009,"errmsg":"api freq out of limit"}""");
        var first = Act(world, kind, ("to", "zhang"), ("add-tag", "t1"));
        await world.Host.PublishAsync(first);
        await Eventually.TrueAsync(async () => await world.AskAsync<long>($"select count(*) from quota_uses where scope = 'corp-api' and span = 'circuit' and subject = '{api}' and closed_until > now()") == 1, TimeSpan.FromSeconds(20), "the circuit is closed");
        await world.Host.StopAsync();
        wecom.On(api, _ => """{"errcode":0,"errmsg":"ok","msgid":"m"}""");

        // Another replica, which has heard nothing of it.
        await using var second = await World.HostAsync(world.Host, null);
        var act = Act(world, kind, ("to", "zhang"), ("add-tag", "t2"));
        await second.PublishAsync(act);

        await Eventually.TrueAsync(async () => await world.AskAsync<long>($"select count(*) from commands where command_id = '{act.CommandId}' and state = 'blocked' and blocked_reason = 'quota'") == 1, TimeSpan.FromSeconds(20), "the act waits");
        Assert.Single(wecom.Calls, api);
        Assert.Empty(second.Published<ActSettledV1>());
    }

    [Fact]
    public async Task Words_for_one_customer_wait_for_the_employee_and_count_in_the_customers_month()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await LedgerRulesTests.WithGroupAsync(wecom);
        wecom.On(Add, body => body.GetProperty("chat_type").GetString() == "single" ? """{"errcode":0,"fail_list":[],"msgid":"msg7"}""" : """{"errcode":40058}""");
        wecom.On("externalcontact/get_groupmsg_task", _ => """{"errcode":0,"task_list":[{"userid":"zhang","status":0}]}""");
        var status = 0;
        wecom.On("externalcontact/get_groupmsg_send_result", _ => $$"""{"errcode":0,"send_list":[{"external_userid":"wm1","userid":"zhang","status":{{status}}}]}""");
        var act = Act(world, "send-private") with { Text = "您的订单到了" };

        await world.Host.PublishAsync(act);
        await world.StateAsync(act.CommandId, "dispatched");
        Assert.Equal(1, await world.AskAsync<int>("select used from quota_uses where scope = 'customer-broadcast' and span = 'month' and subject = 'wm1'"));
        Assert.Empty(world.Host.Published<ActSettledV1>());
        status = 1;
        await world.AskAsync<long>("with due as (update command_work set due_at = now() returning 1) select count(*) from due");

        await Eventually.TrueAsync(
            async () =>
            {
                await world.AskAsync<long>("with due as (update command_work set due_at = now() returning 1) select count(*) from due");
                return world.Host.Published<ActSettledV1>().Any();
            },
            TimeSpan.FromSeconds(20),
            "it is settled");
        var settled = Assert.Single(world.Host.Published<ActSettledV1>());
        Assert.Equal((act.CommandId, "confirmed", "api"), (settled.CommandId, settled.Outcome, settled.By));
        Assert.Single(wecom.Calls, Add);
    }

    [Fact]
    public async Task A_brand_that_permits_one_broadcast_a_day_holds_the_second_back_until_tomorrow()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await LedgerRulesTests.WithGroupAsync(wecom);
        wecom.On(Add, _ => """{"errcode":0,"fail_list":[],"msgid":"msg7"}""");
        var admin = world.Host.Client<QuotaService.QuotaServiceClient>(ServiceHost.AdminOf(world.Brand));
        await admin.SetQuotaAsync(new SetQuotaRequest { BrandId = world.Brand.ToString(), AccountId = world.Account.ToString(), Scope = "customer-broadcast", Span = "day", Limit = 1 });
        var first = Act(world, "send-private") with { Text = "一" };
        await world.Host.PublishAsync(first);
        await world.StateAsync(first.CommandId, "dispatched");

        var second = Act(world, "send-private") with { Text = "二", Deadline = TimeProvider.System.GetUtcNow().AddDays(2) };
        await world.Host.PublishAsync(second);
        await world.StateAsync(second.CommandId, "blocked");

        var opens = (await world.CommandAsync(second.CommandId)).NextTryAt.ToDateTimeOffset().ToOffset(TimeSpan.FromHours(8));
        Assert.Equal(TimeSpan.Zero, opens.TimeOfDay);
        Assert.Single(wecom.Calls, Add);
    }

    [Theory]
    [InlineData("tag-mark", "confirmed")]
    [InlineData("warn", "awaiting-confirm")]
    public async Task An_act_about_somebody_whom_no_roster_names_yet_asks_for_the_roster_and_goes_on(string kind, string state)
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await LedgerRulesTests.WithGroupAsync(wecom);
        wecom.On(Mark, _ => """{"errcode":0,"errmsg":"ok"}""");
        var joined = new TaskCompletionSource();
        wecom.On("externalcontact/groupchat/get", async (_, _) =>
        {
            await joined.Task;
            return """{"errcode":0,"group_chat":{"chat_id":"wr1","name":"群","owner":"zhang","create_time":1572505490,"member_list":[{"userid":"wm2","type":2,"join_time":2,"join_scene":1,"name":"新人"}],"member_version":"w"}}""";
        });
        var act = Act(world, kind, ("to", "zhang"), ("add-tag", "t1")) with { GroupId = LedgerRulesTests.Group(world), MemberId = MemberId.From(new AccountId(world.Account), "wm2").Value };

        await world.Host.PublishAsync(act);
        await world.StateAsync(act.CommandId, "blocked");
        Assert.Equal("roster", (await world.CommandAsync(act.CommandId)).BlockedReason);
        Assert.Empty(world.Host.Published<ActSettledV1>());
        joined.SetResult();

        await Eventually.TrueAsync(
            async () =>
            {
                await world.AskAsync<long>("with due as (update command_work set due_at = now() returning 1) select count(*) from due");
                return (await world.CommandAsync(act.CommandId)).State == state;
            },
            TimeSpan.FromSeconds(20),
            $"it is {state}");
        Assert.Equal("wm2", await world.AskAsync<string>($"select member_external from acts where command_id = '{act.CommandId}'"));
    }

    [Fact]
    public async Task An_act_about_somebody_who_stays_unknown_fails_and_one_that_waits_can_be_cancelled()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await LedgerRulesTests.WithGroupAsync(wecom, "--Commands:RosterMinutes=0.05");
        var act = Act(world, "warn") with { MemberId = Guid.NewGuid() };
        await world.Host.PublishAsync(act);

        var settled = await world.Host.NextAsync<ActSettledV1>();
        Assert.Equal((act.CommandId, "failed", "Channels does not know the member of this act"), (settled.CommandId, settled.Outcome, settled.Reason));

        await using var patient = await World.HostAsync(world.Host, null);
        await world.Host.StopAsync();
        var waits = Act(world, "warn") with { MemberId = Guid.NewGuid() };
        await patient.PublishAsync(waits);
        await Eventually.TrueAsync(async () => await world.AskAsync<long>($"select count(*) from commands where command_id = '{waits.CommandId}' and state = 'blocked'") == 1, TimeSpan.FromSeconds(20), "it waits");
        await patient.Client<CommandService.CommandServiceClient>(ServiceHost.LeadOf(world.Brand)).CancelCommandAsync(new CancelCommandRequest { BrandId = world.Brand.ToString(), CommandId = waits.CommandId.ToString(), Reason = "误判" });

        Assert.Equal("failed", await world.AskAsync<string>($"select state from commands where command_id = '{waits.CommandId}'"));
        Assert.Equal(0, await world.AskAsync<long>($"select count(*) from command_work where command_id = '{waits.CommandId}'"));
    }

    [Fact]
    public async Task What_no_roster_could_tell_fails_at_once_also_beside_somebody_who_is_unknown()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await LedgerRulesTests.WithGroupAsync(wecom);
        var act = Act(world, "warn") with { MemberId = Guid.NewGuid(), Text = "" };

        await world.Host.PublishAsync(act);

        var settled = await world.Host.NextAsync<ActSettledV1>();
        Assert.Equal((act.CommandId, "failed", "Channels does not know the text of this act"), (settled.CommandId, settled.Outcome, settled.Reason));
        Assert.Equal(["planned", "failed"], (await world.Commands.GetCommandAsync(new GetCommandRequest { BrandId = world.Brand.ToString(), CommandId = act.CommandId.ToString() })).History.Select(change => change.State));
    }

    private static ActV1 Act(World world, string kind, params (string Name, string Value)[] arguments) => new()
    {
        CommandId = Guid.NewGuid(), BrandId = world.Brand, AccountId = world.Account, Kind = kind, Origin = "inbox", MemberId = MemberId.From(new AccountId(world.Account), "wm1").Value, Text = "您好",
        Arguments = [.. arguments.Select(argument => AdapterBench.Named(argument.Name, argument.Value))], Evidence = "", RequestedBy = "",
    };
}
