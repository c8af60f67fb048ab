using System.Text.Json;
using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;
using Steward.Testing;

namespace Steward.Channels.Tests.Commands;

public sealed class RemindCommandTests
{
    private const string Remind = "externalcontact/remind_groupmsg_send";

    [Fact]
    public async Task One_employee_who_cannot_be_reminded_is_told_and_the_others_are_reminded()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        var id = await DispatchAsync(world, wecom);
        wecom.On(Remind, body => Sender(body) == "li" ? """{"errcode":41094,"errmsg":"remind over limit"}""" : """{"errcode":0,"errmsg":"ok"}""");

        var answer = await world.Commands.RemindCommandAsync(new RemindCommandRequest { BrandId = world.Brand.ToString(), CommandId = id.ToString() });

        Assert.Equal((2, "li"), (answer.Reminded, Assert.Single(answer.NotReminded).Sender));
        Assert.Contains("three reminders within 24 hours", answer.NotReminded[0].Reason, StringComparison.Ordinal);
        Assert.Equal("reminded-enough", answer.NotReminded[0].Why.Code);
        Assert.Equal(3, wecom.Calls.Count(call => call == Remind));
        Assert.Equal(["not-reminded", "reminded", "reminded"], await HistoryAsync(world, id));

        // What WeCom counts and we did not is counted now.
        Assert.Equal(3L, await world.AskAsync<long>("select count(*) from quota_uses where scope = 'task-remind' and cardinality(moments) = 1"));
    }

    [Fact]
    public async Task A_reminder_that_was_refused_for_another_reason_does_not_count()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        var id = await DispatchAsync(world, wecom);
        wecom.On(Remind, body => Sender(body) == "li" ? """{"errcode":60011,"errmsg":"no privilege"}""" : """{"errcode":0,"errmsg":"ok"}""");

        var answer = await world.Commands.RemindCommandAsync(new RemindCommandRequest { BrandId = world.Brand.ToString(), CommandId = id.ToString() });

        Assert.Contains("60011", Assert.Single(answer.NotReminded).Reason, StringComparison.Ordinal);
        Assert.Equal(2L, await world.AskAsync<long>("select count(*) from quota_uses where scope = 'task-remind' and cardinality(moments) = 1"));
    }

    [Fact]
    public async Task When_nobody_can_be_reminded_the_call_fails_with_the_reason_and_the_history_has_each()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        var id = await DispatchAsync(world, wecom);
        wecom.On(Remind, body => Sender(body) == "li" ? """{"errcode":41094,"errmsg":"remind over limit"}""" : """{"errcode":41047,"errmsg":"invalid msgid"}""");

        var refused = await Assert.ThrowsAsync<RpcException>(() => world.Commands.RemindCommandAsync(new RemindCommandRequest { BrandId = world.Brand.ToString(), CommandId = id.ToString() }).ResponseAsync);

        Assert.Equal("CHN-013", refused.ToProblem().Code);
        Assert.Contains("41047", refused.ToProblem().Message, StringComparison.Ordinal);
        Assert.Equal(["not-reminded", "not-reminded", "not-reminded"], await HistoryAsync(world, id));
    }

    private static string Sender(JsonElement body) => body.GetProperty("msgid").GetString()!["msg-".Length..];

    private static async Task<IReadOnlyList<string>> HistoryAsync(World world, Guid id) =>
        [.. (await world.Commands.GetCommandAsync(new GetCommandRequest { BrandId = world.Brand.ToString(), CommandId = id.ToString() })).History.Select(change => change.State).Where(state => state.EndsWith("reminded", StringComparison.Ordinal)).Order()];

    /// <summary>A send that waits for three employees.</summary>
    private static async Task<Guid> DispatchAsync(World world, ScriptedWeCom wecom)
    {
        wecom.On("externalcontact/groupchat/list", _ => """{"errcode":0,"group_chat_list":[{"chat_id":"wr-zhang"},{"chat_id":"wr-li"},{"chat_id":"wr-wang"}],"next_cursor":""}""");
        wecom.On("externalcontact/groupchat/get", body =>
        {
            var chat = body.GetProperty("chat_id").GetString()!;
            return $$$"""{"errcode":0,"group_chat":{"chat_id":"{{{chat}}}","name":"群","owner":"{{{chat["wr-".Length..]}}}","create_time":1572505490,"member_list":[],"member_version":"v"}}""";
        });
        wecom.On("externalcontact/add_msg_template", body => $$"""{"errcode":0,"fail_list":[],"msgid":"msg-{{body.GetProperty("sender").GetString()}}"}""");
        wecom.On("externalcontact/get_groupmsg_send_result", _ => """{"errcode":0,"send_list":[]}""");
        await world.SyncAsync();
        var id = Guid.NewGuid();
        await world.Host.PublishAsync(new SendToGroupsV1
        {
            CommandId = id, BrandId = world.Brand, AccountId = world.Account, Origin = "knowledge", Text = "大家好", RequestedBy = "",
            GroupIds = [.. new[] { "wr-zhang", "wr-li", "wr-wang" }.Select(chat => GroupId.From(new AccountId(world.Account), chat).Value)],
        });
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from command_calls where state = 'dispatched'") == 3, TimeSpan.FromSeconds(20), "all three are asked");
        return id;
    }
}
