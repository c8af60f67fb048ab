using System.Text.Json;
using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Words;
using Steward.ServiceDefaults.Grpc;
using Steward.Testing;

namespace Steward.Channels.Tests.Commands;

/// <summary>Words for one customer on WeCom, which an employee has to confirm, against the real stand-in: they confirm late, after it has ended, or never.</summary>
public sealed class PrivateMessageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly ReasonWords Chinese = new(chinese: true, at => at.ToString("u", null));
    private static readonly ReasonWords English = new(chinese: false, at => at.ToString("u", null));

    [Fact]
    public async Task Until_the_employee_confirms_it_is_listed_with_both_names_and_can_be_reminded_of_three_times()
    {
        await using var simulator = await Simulator.StartAsync("--Simulator:AutoConfirm=false");
        await using var world = await World.WithAsync(simulator, await simulator.CorpAsync());
        var (employee, customer) = await PeopleAsync(world);
        var act = await SendAsync(world, employee, customer);

        var waits = Assert.Single((await ListAsync(world)).Confirmations);
        Assert.Equal(("send-private", act.CommandId.ToString(), employee.ExternalId, employee.Name), (waits.Kind, waits.CommandId, waits.Sender, waits.SenderName));
        Assert.Equal((customer.MemberId.ToString(), customer.Name, act.Text, 0, 0), (waits.MemberId, waits.MemberName, waits.Text, waits.Groups, waits.WaitingGroups));
        Assert.Single((await ListAsync(world, employee.ExternalId)).Confirmations);
        Assert.Empty((await ListAsync(world, "somebody else")).Confirmations);

        var remind = new RemindCommandRequest { BrandId = world.Brand.ToString(), CommandId = act.CommandId.ToString() };
        foreach (var left in new[] { 2, 1, 0 }) { Assert.Equal(left, (await world.Commands.RemindCommandAsync(remind)).RemindersLeft); }

        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(() => world.Commands.RemindCommandAsync(remind).ResponseAsync)).StatusCode);
        Assert.Equal(3, (await TaskAsync(simulator)).GetProperty("reminders").GetInt32());

        // Looked at ever more seldom, as a send to groups is.
        await Eventually.TrueAsync(async () => await world.AskAsync<int>("select attempts from command_work") >= 4, Patience, "it is looked at again and again");
        Assert.InRange(await world.AskAsync<double>("select extract(epoch from due_at - now())::double precision from command_work"), -60, 61);

        await ConfirmAsync(simulator);
        await DueAsync(world);
        var settled = await world.Host.NextAsync<ActSettledV1>(timeout: Patience);
        Assert.Equal((act.CommandId, "confirmed", "api"), (settled.CommandId, settled.Outcome, settled.By));
        Assert.Empty((await ListAsync(world)).Confirmations);
        Assert.Empty((await TasksAsync(world)).Tasks);
    }

    [Fact]
    public async Task Whom_WeCom_has_chosen_is_named_as_soon_as_it_tells()
    {
        await using var simulator = await Simulator.StartAsync("--Simulator:AutoConfirm=false");
        await using var world = await World.WithAsync(simulator, await simulator.CorpAsync());
        await SendAsync(world, null, (await PeopleAsync(world)).Customer);

        await Eventually.TrueAsync(async () => (await ListAsync(world)).Confirmations.Single().Sender.Length > 0, Patience, "the employee is named");

        Assert.Equal((await TaskAsync(simulator)).GetProperty("sender").GetString(), (await ListAsync(world)).Confirmations.Single().Sender);
    }

    [Fact]
    public async Task Another_brand_sees_nothing_of_it_and_can_neither_remind_nor_cancel()
    {
        await using var simulator = await Simulator.StartAsync("--Simulator:AutoConfirm=false");
        await using var world = await World.WithAsync(simulator, await simulator.CorpAsync());
        var (employee, customer) = await PeopleAsync(world);
        var id = (await SendAsync(world, employee, customer)).CommandId.ToString();
        var stranger = Guid.NewGuid();
        var foreign = world.Host.Client<CommandService.CommandServiceClient>(ServiceHost.LeadOf(stranger));

        Assert.Empty((await foreign.ListMyConfirmationsAsync(new ListMyConfirmationsRequest { BrandId = stranger.ToString() })).Confirmations);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => foreign.RemindCommandAsync(new RemindCommandRequest { BrandId = stranger.ToString(), CommandId = id }).ResponseAsync)).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => foreign.CancelCommandAsync(new CancelCommandRequest { BrandId = stranger.ToString(), CommandId = id }).ResponseAsync)).StatusCode);
        Assert.Equal(0, (await TaskAsync(simulator)).GetProperty("reminders").GetInt32());
        Assert.False((await TaskAsync(simulator)).GetProperty("cancelled").GetBoolean());
    }

    [Fact]
    public async Task Cancelled_it_is_stopped_at_WeCom_and_gives_the_customers_month_back()
    {
        await using var simulator = await Simulator.StartAsync("--Simulator:AutoConfirm=false");
        await using var world = await World.WithAsync(simulator, await simulator.CorpAsync());
        var (employee, customer) = await PeopleAsync(world);
        var act = await SendAsync(world, employee, customer);
        Assert.Equal(1, await UsedAsync(world));

        var shown = await CancelAsync(world, act, "价格写错了");

        Assert.Equal(("failed", ReasonCodes.CancelledBecause), (shown.State, shown.Why.Code));
        Assert.True((await TaskAsync(simulator)).GetProperty("cancelled").GetBoolean());
        Assert.Equal("failed", (await world.Host.NextAsync<ActSettledV1>(timeout: Patience)).Outcome);
        Assert.Equal(0, await UsedAsync(world));
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from command_work"));
        Assert.Empty((await ListAsync(world)).Confirmations);
    }

    [Fact]
    public async Task What_WeCom_does_not_stop_ends_honestly_and_a_later_confirmation_is_written_down()
    {
        await using var simulator = await Simulator.StartAsync("--Simulator:AutoConfirm=false");
        await using var world = await World.WithAsync(simulator, await simulator.CorpAsync());
        var (employee, customer) = await PeopleAsync(world);
        var act = await SendAsync(world, employee, customer);
        await RefuseToStopAsync(simulator);

        var shown = await CancelAsync(world, act, "客户已退款");

        Assert.Equal(("failed", ReasonCodes.GivenUpBecause), (shown.State, shown.Why.Code));
        Assert.Contains("员工仍可能在手机上确认", Chinese.Of(shown.Why, "x"), StringComparison.Ordinal);
        Assert.Contains("may still confirm", English.Of(shown.Why, "x"), StringComparison.Ordinal);
        Assert.Equal("failed", (await world.Host.NextAsync<ActSettledV1>(timeout: Patience)).Outcome);
        Assert.Equal(1, await UsedAsync(world));

        // Ended is ended: nobody is reminded of it, and it cannot be cancelled twice.
        Assert.Empty((await ListAsync(world)).Confirmations);
        Assert.Equal("CHN-036", (await Assert.ThrowsAsync<RpcException>(() => world.Commands.RemindCommandAsync(new RemindCommandRequest { BrandId = world.Brand.ToString(), CommandId = act.CommandId.ToString() }).ResponseAsync)).ToProblem().Code);
        Assert.Equal("CHN-034", (await Assert.ThrowsAsync<RpcException>(() => CancelAsync(world, act, ""))).ToProblem().Code);

        await LateAsync(simulator, world, act);
        Assert.Equal(["not-stopped", "failed", "confirmed"], (await HistoryAsync(world, act)).Select(change => change.State).TakeLast(3));
    }

    [Fact]
    public async Task Never_confirmed_it_is_stopped_at_its_deadline_and_says_so_in_both_languages()
    {
        await using var simulator = await Simulator.StartAsync("--Simulator:AutoConfirm=false");
        await using var world = await World.WithAsync(simulator, await simulator.CorpAsync(), "--Commands:DeadlineHours=0.001");
        var (employee, customer) = await PeopleAsync(world);
        var act = await SendAsync(world, employee, customer);

        Assert.Equal("failed", (await world.Host.NextAsync<ActSettledV1>(timeout: Patience)).Outcome);

        var shown = await world.CommandAsync(act.CommandId);
        Assert.Equal(("failed", ReasonCodes.NotConfirmed), (shown.State, shown.Why.Code));
        Assert.Contains("没有确认", Chinese.Of(shown.Why, "x"), StringComparison.Ordinal);
        Assert.Contains("no employee confirmed", English.Of(shown.Why, "x"), StringComparison.Ordinal);
        Assert.True((await TaskAsync(simulator)).GetProperty("cancelled").GetBoolean());
        Assert.Equal(0, await UsedAsync(world));
        Assert.Empty((await TasksAsync(world)).Tasks);
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from command_work"));
    }

    [Fact]
    public async Task Confirmed_after_a_deadline_at_which_WeCom_did_not_stop_it_it_is_written_down()
    {
        await using var simulator = await Simulator.StartAsync("--Simulator:AutoConfirm=false");
        await using var world = await World.WithAsync(simulator, await simulator.CorpAsync(), "--Commands:DeadlineHours=0.001");
        var (employee, customer) = await PeopleAsync(world);
        await RefuseToStopAsync(simulator);
        var act = await SendAsync(world, employee, customer);
        Assert.Equal("failed", (await world.Host.NextAsync<ActSettledV1>(timeout: Patience)).Outcome);
        Assert.Equal(ReasonCodes.NotConfirmedOpen, (await world.CommandAsync(act.CommandId)).Why.Code);

        await LateAsync(simulator, world, act);
    }

    [Fact]
    public async Task What_can_be_stopped_later_is_stopped_later_and_what_nobody_confirms_is_looked_after_for_a_week()
    {
        await using var simulator = await Simulator.StartAsync("--Simulator:AutoConfirm=false");
        await using var world = await World.WithAsync(simulator, await simulator.CorpAsync(), "--Commands:DeadlineHours=0.001");
        var (employee, customer) = await PeopleAsync(world);
        await RefuseToStopAsync(simulator);
        var first = await SendAsync(world, employee, customer);
        await EndedAsync(world, first);
        var second = await SendAsync(world, employee, customer);
        await EndedAsync(world, second);

        await world.AskAsync<long>($"with old as (update commands set settled_at = settled_at - interval '8 days' where command_id = '{second.CommandId}' returning 1), due as (update command_work set due_at = now() where command_id = '{second.CommandId}' returning 1) select count(*) from due");
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from command_work") == 1, Patience, "nobody looks after the second any more");
        Assert.Equal(ReasonCodes.WatchEnded, (await HistoryAsync(world, second))[^1].Why.Code);
        Assert.Equal(ReasonCodes.NotConfirmedOpen, (await world.CommandAsync(second.CommandId)).Why.Code);

        await simulator.ControlAsync(HttpMethod.Put, "/sim/v1/faults", new { rules = Array.Empty<object>() });
        await DueAsync(world);
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from command_work") == 0, Patience, "the first is stopped");
        Assert.Equal(("failed", ReasonCodes.Stopped), ((await world.CommandAsync(first.CommandId)).State, (await world.CommandAsync(first.CommandId)).Why.Code));
        Assert.Equal(1, await UsedAsync(world));
        Assert.Equal(2, world.Host.Published<ActSettledV1>().Count);
    }

    private static async Task EndedAsync(World world, ActV1 act) =>
        await world.Host.NextAsync<ActSettledV1>(settled => settled.CommandId == act.CommandId && settled.Outcome == "failed", Patience);

    /// <summary>The employee taps after all, and the ledger says so; whoever asked was told once.</summary>
    private static async Task LateAsync(Simulator simulator, World world, ActV1 act)
    {
        await ConfirmAsync(simulator);
        await DueAsync(world);
        await Eventually.TrueAsync(async () => (await world.CommandAsync(act.CommandId)).State == "confirmed", Patience, "the late confirmation is written down");
        Assert.Equal(ReasonCodes.ConfirmedLate, (await world.CommandAsync(act.CommandId)).Why.Code);
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from command_work"));
        Assert.Equal(1, await UsedAsync(world));
        Assert.Single(world.Host.Published<ActSettledV1>());
    }

    /// <summary>An employee who owns a group, and a customer in it.</summary>
    private static async Task<(RosterEntry Employee, RosterEntry Customer)> PeopleAsync(World world)
    {
        await world.SyncAsync();
        var group = await world.Host.NextAsync<GroupSyncedV1>(told => told.Roster.Any(person => person.MemberId == told.OwnerId) && told.Roster.Any(person => !person.IsStaff), Patience);
        return (group.Roster.First(person => person.MemberId == group.OwnerId), group.Roster.First(person => !person.IsStaff));
    }

    private static async Task<ActV1> SendAsync(World world, RosterEntry? from, RosterEntry to)
    {
        var act = new ActV1
        {
            CommandId = Guid.NewGuid(), BrandId = world.Brand, AccountId = world.Account, Kind = "send-private", Origin = "inbox", MemberId = to.MemberId, Text = $"您的订单到了 {Guid.NewGuid():N}", Evidence = "", RequestedBy = "",
            Arguments = from is null ? [] : [new ActArgument { Name = "from", Value = from.ExternalId }],
        };
        await world.Host.PublishAsync(act);
        await Eventually.TrueAsync(async () => await world.AskAsync<long>($"select count(*) from command_history where command_id = '{act.CommandId}' and state = 'dispatched'") == 1, Patience, "WeCom has it");
        return act;
    }

    private static async Task<Command> CancelAsync(World world, ActV1 act, string reason)
    {
        var lead = world.Host.Client<CommandService.CommandServiceClient>(ServiceHost.LeadOf(world.Brand));
        return (await lead.CancelCommandAsync(new CancelCommandRequest { BrandId = world.Brand.ToString(), CommandId = act.CommandId.ToString(), Reason = reason })).Command;
    }

    private static async Task<ListMyConfirmationsResponse> ListAsync(World world, string sender = "") =>
        await world.Commands.ListMyConfirmationsAsync(new ListMyConfirmationsRequest { BrandId = world.Brand.ToString(), Sender = sender });

    private static async Task<ListTasksResponse> TasksAsync(World world) =>
        await world.Host.Client<TaskService.TaskServiceClient>(ServiceHost.OperatorOf(world.Brand)).ListTasksAsync(new ListTasksRequest { BrandId = world.Brand.ToString() });

    private static async Task<IReadOnlyList<LedgerChange>> HistoryAsync(World world, ActV1 act) =>
        [.. (await world.Commands.GetCommandAsync(new GetCommandRequest { BrandId = world.Brand.ToString(), CommandId = act.CommandId.ToString() })).History];

    /// <summary>The last task that the stand-in was asked to give an employee.</summary>
    private static async Task<JsonElement> TaskAsync(Simulator simulator) => (await simulator.ControlAsync(HttpMethod.Get, "/sim/v1/tasks")).GetProperty("tasks").EnumerateArray().Last();

    private static async Task ConfirmAsync(Simulator simulator) =>
        await simulator.ControlAsync(HttpMethod.Post, $"/sim/v1/tasks/{(await TaskAsync(simulator)).GetProperty("msgId").GetString()}/confirm", new { });

    private static Task<JsonElement> RefuseToStopAsync(Simulator simulator) =>
        simulator.ControlAsync(HttpMethod.Put, "/sim/v1/faults", new { rules = new[] { new { api = "cancel_groupmsg_send", does = "fail", errcode = 48002, times = 1000 } } });

    private static Task<int> UsedAsync(World world) => world.AskAsync<int>("select used from quota_uses where scope = 'customer-broadcast' and span = 'month'");

    private static Task<long> DueAsync(World world) => world.AskAsync<long>("with due as (update command_work set due_at = now() returning 1) select count(*) from due");
}
