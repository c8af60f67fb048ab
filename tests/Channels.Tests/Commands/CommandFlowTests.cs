using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Testing;
using Xunit.Abstractions;

namespace Steward.Channels.Tests.Commands;

public sealed class CommandFlowTests(ITestOutputHelper output)
{
    private const string Add = "externalcontact/add_msg_template";
    private const string Listed = "externalcontact/get_groupmsg_list_v2";
    private const string Results = "externalcontact/get_groupmsg_send_result";

    [Fact]
    public async Task A_send_to_groups_of_two_owners_is_confirmed_once_all_have_it()
    {
        await using var simulator = await Simulator.StartAsync();
        await using var world = await World.WithAsync(simulator, await simulator.CorpAsync());
        await world.SyncAsync();
        var groups = world.Host.Published<GroupSyncedV1>().Take(4).ToList();
        await Eventually.TrueAsync(() => Task.FromResult((groups = [.. world.Host.Published<GroupSyncedV1>()]).Select(group => group.OwnerId).Distinct().Count() > 1), TimeSpan.FromSeconds(20), "the groups are told");
        var command = Command(world, [.. groups.Select(group => group.GroupId)]);

        await world.Host.PublishAsync(command);
        await world.Host.PublishAsync(command);

        var settled = await world.Host.NextAsync<SendSettledV1>(timeout: TimeSpan.FromSeconds(30));
        Assert.Equal(("confirmed", "calendar", ""), (settled.Outcome, settled.Origin, settled.Reason));
        Assert.Equal(groups.Select(group => group.GroupId).Order(), settled.ConfirmedGroups.Order());
        var shown = await world.CommandAsync(command.CommandId);
        Assert.Equal(("confirmed", groups.Count, groups.Count), (shown.State, shown.Groups, shown.ConfirmedGroups));
        var tasks = (await simulator.ControlAsync(HttpMethod.Get, "/sim/v1/tasks")).GetProperty("tasks");
        Assert.Equal(groups.Select(group => group.OwnerId).Distinct().Count(), tasks.GetArrayLength());
        Assert.Single((await world.Commands.ListCommandsAsync(new ListCommandsRequest { BrandId = world.Brand.ToString(), State = "confirmed" })).Commands);
        Assert.Empty((await world.Commands.ListCommandsAsync(new ListCommandsRequest { BrandId = world.Brand.ToString(), State = "failed" })).Commands);
        var stranger = Guid.NewGuid();
        var foreign = world.Host.Client<CommandService.CommandServiceClient>(ServiceHost.OperatorOf(stranger));
        var unknown = await Assert.ThrowsAsync<RpcException>(() => foreign.GetCommandAsync(new GetCommandRequest { BrandId = stranger.ToString(), CommandId = command.CommandId.ToString() }).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Many_sends_settle_quickly()
    {
        const int Count = 200;
        await using var simulator = await Simulator.StartAsync();
        await using var world = await World.WithAsync(simulator, await simulator.CorpAsync());
        await world.SyncAsync();
        await Eventually.TrueAsync(() => Task.FromResult(world.Host.Published<GroupSyncedV1>().Count > 10), TimeSpan.FromSeconds(20), "the groups are told");
        var groups = world.Host.Published<GroupSyncedV1>();

        var started = Stopwatch.StartNew();
        for (var n = 0; n < Count; n++) { await world.Host.PublishAsync(Command(world, [groups[n % groups.Count].GroupId], $"第{n}条")); }

        await Eventually.TrueAsync(() => Task.FromResult(world.Host.Published<SendSettledV1>().Count == Count), TimeSpan.FromSeconds(60), "all are settled");
        output.WriteLine($"{Count} sends settled in {started.Elapsed.TotalSeconds:N1} s.");
        Assert.All(world.Host.Published<SendSettledV1>(), settled => Assert.Equal("confirmed", settled.Outcome));
    }

    [Fact]
    public async Task A_call_that_was_taken_without_an_answer_is_found_in_WeComs_list_and_never_sent_twice()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithGroupsAsync(wecom);
        long? taken = null;
        wecom.On(Add, (http, _) =>
        {
            taken = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            http.Abort();
            return Task.FromResult("");
        });
        wecom.On(Listed, body =>
        {
            Assert.Equal("zhang", body.GetProperty("creator").GetString());
            return taken is { } at ? $$$"""{"errcode":0,"group_msg_list":[{"msgid":"other","creator":"zhang","create_time":"{{{at}}}","text":{"content":"别的"}},{"msgid":"msg1","creator":"zhang","create_time":"{{{at.ToString(CultureInfo.InvariantCulture)}}}","text":{"content":"大家好"}}],"next_cursor":""}""" : """{"errcode":0,"group_msg_list":[]}""";
        });
        wecom.On(Results, body => body.GetProperty("msgid").GetString() == "msg1" ? """{"errcode":0,"send_list":[{"chat_id":"wr1","userid":"zhang","status":1}]}""" : """{"errcode":41047,"errmsg":"invalid msgid"}""");

        await world.Host.PublishAsync(Command(world, [Group(world, "wr1")], "大家好"));

        Assert.Equal("confirmed", (await world.Host.NextAsync<SendSettledV1>()).Outcome);
        Assert.Single(wecom.Calls, Add);
    }

    [Fact]
    public async Task A_call_that_was_not_taken_is_made_again_only_after_WeComs_list_has_shown_so()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithGroupsAsync(wecom);
        var calls = 0;
        wecom.On(Add, _ => Interlocked.Increment(ref calls) == 1 ? """{"errcode":-1,"errmsg":"system busy"}""" : """{"errcode":0,"fail_list":[],"msgid":"msg2"}""");
        wecom.On(Listed, _ => """{"errcode":0,"group_msg_list":[],"next_cursor":""}""");
        wecom.On(Results, _ => """{"errcode":0,"send_list":[{"chat_id":"wr1","userid":"zhang","status":1}]}""");

        await world.Host.PublishAsync(Command(world, [Group(world, "wr1")]));

        Assert.Equal("confirmed", (await world.Host.NextAsync<SendSettledV1>()).Outcome);
        var made = wecom.Calls.Select((call, at) => (call, at)).Where(one => one.call is Add or Listed).Select(one => one.call).ToList();
        Assert.Equal(2, made.Count(call => call == Add));
        Assert.Contains(Listed, made[1..^1]);
    }

    [Fact]
    public async Task A_crash_between_the_call_and_its_record_is_settled_by_WeComs_list()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithGroupsAsync(wecom);
        wecom.On(Add, _ => """{"errcode":0,"fail_list":[],"msgid":"msg9"}""");
        wecom.On(Results, _ => """{"errcode":0,"send_list":[]}""");
        var command = Command(world, [Group(world, "wr1")]);
        await world.Host.PublishAsync(command);
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from command_calls where state = 'dispatched'") == 1, TimeSpan.FromSeconds(20), "it is dispatched");
        await world.Host.StopAsync();

        // As a kill right after the call leaves it: about to be made, no message id.
        await world.AskAsync<int>("with undone as (update command_calls set state = 'calling', msg_id = null), due as (update command_work set due_at = now()) select 1");
        wecom.On(Listed, _ => $$$"""{"errcode":0,"group_msg_list":[{"msgid":"msg9","creator":"zhang","create_time":"{{{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}}}","text":{"content":"大家好"}}]}""");
        wecom.On(Results, _ => """{"errcode":0,"send_list":[{"chat_id":"wr1","userid":"zhang","status":1}]}""");
        await using var again = await World.HostAsync(world.Host, null);

        Assert.Equal("confirmed", (await again.NextAsync<SendSettledV1>()).Outcome);
        Assert.Single(wecom.Calls, Add);
    }

    [Fact]
    public async Task What_WeCom_refuses_and_what_nobody_knows_fails_with_a_reason_and_the_rest_is_sent()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithGroupsAsync(wecom);
        wecom.On(Add, _ => """{"errcode":0,"fail_list":["wr2"],"msgid":"msg3"}""");
        wecom.On(Results, _ => """{"errcode":0,"send_list":[{"chat_id":"wr1","userid":"zhang","status":1}]}""");

        await world.Host.PublishAsync(Command(world, [Group(world, "wr1"), Group(world, "wr2"), Guid.NewGuid()]));
        var partly = await world.Host.NextAsync<SendSettledV1>();
        Assert.Equal("partly", partly.Outcome);
        Assert.Equal([Group(world, "wr1")], partly.ConfirmedGroups);
        Assert.NotEmpty(partly.Reason);

        wecom.On(Add, _ => """{"errcode":41048,"errmsg":"no customer to send","fail_list":["wr1"]}""");
        await world.Host.PublishAsync(Command(world, [Group(world, "wr1")], "再来"));
        var failed = await world.Host.NextAsync<SendSettledV1>();
        Assert.Equal("failed", failed.Outcome);
        Assert.Contains("41048", failed.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("long", "4000 bytes")]
    [InlineData("text", "none of the groups")]
    public async Task What_can_never_be_sent_fails_at_once(string text, string reason)
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);

        await world.Host.PublishAsync(Command(world, [Guid.NewGuid()], text == "long" ? new string('长', 1334) : text));

        var settled = await world.Host.NextAsync<SendSettledV1>();
        Assert.Equal("failed", settled.Outcome);
        Assert.Contains(reason, settled.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Add, wecom.Calls);
    }

    [Fact]
    public async Task A_send_that_nobody_confirms_in_time_is_settled_as_failed()
    {
        await using var simulator = await Simulator.StartAsync("--Simulator:AutoConfirm=false");
        await using var world = await World.WithAsync(simulator, await simulator.CorpAsync(), "--Commands:DeadlineHours=0.0003");
        await world.SyncAsync();
        var group = await world.Host.NextAsync<GroupSyncedV1>();

        await world.Host.PublishAsync(Command(world, [group.GroupId]));

        var settled = await world.Host.NextAsync<SendSettledV1>(timeout: TimeSpan.FromSeconds(30));
        Assert.Equal("failed", settled.Outcome);
        Assert.Contains("not confirmed", settled.Reason, StringComparison.Ordinal);
    }

    private static async Task<World> WithGroupsAsync(ScriptedWeCom wecom)
    {
        var world = await World.WithAsync(wecom);
        wecom.On("externalcontact/groupchat/list", _ => """{"errcode":0,"group_chat_list":[{"chat_id":"wr1"},{"chat_id":"wr2"}],"next_cursor":""}""");
        wecom.On("externalcontact/groupchat/get", body => $$$"""{"errcode":0,"group_chat":{"chat_id":"{{{body.GetProperty("chat_id")}}}","name":"群","owner":"zhang","create_time":1572505490,"member_list":[{"userid":"zhang","type":1,"join_time":1,"join_scene":1,"name":"张"}],"member_version":"v"}}""");
        await world.SyncAsync();
        return world;
    }

    private static Guid Group(World world, string chatId) => GroupId.From(new AccountId(world.Account), chatId).Value;

    private static SendToGroupsV1 Command(World world, Guid[] groups, string text = "大家好") => new()
    {
        CommandId = Guid.NewGuid(), BrandId = world.Brand, AccountId = world.Account, Origin = "calendar", GroupIds = groups, Text = text, RequestedBy = "",
    };
}
