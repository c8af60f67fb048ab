using Steward.Channels.Tests.Commands;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Words;
using Steward.Testing;

namespace Steward.Channels.Tests.Tasks;

/// <summary>WeCom lists no join ways and shows those made by calls nowhere: one whose answer was lost cannot be found, and must not be made twice.</summary>
public sealed class JoinWayTests
{
    private const string Add = "externalcontact/groupchat/add_join_way";

    [Theory]
    [InlineData("lost")]
    [InlineData("busy")]
    [InlineData("killed")]
    public async Task A_join_way_without_an_answer_is_never_made_twice_and_a_person_decides(string how)
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var first = await LedgerRulesTests.WithGroupAsync(wecom);
        wecom.On(Add, async (http, _) =>
        {
            if (how == "busy") { return """{"errcode":-1,"errmsg":"system busy"}"""; }

            if (how == "killed") { await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); }

            http.Abort();
            return "";
        });
        var act = new ActV1
        {
            CommandId = Guid.NewGuid(), BrandId = first.Brand, AccountId = first.Account, Kind = "join-way", Origin = "growth", GroupId = LedgerRulesTests.Group(first), Text = "海报", Evidence = "", RequestedBy = "",
            Arguments = [new ActArgument { Name = "state", Value = "poster-1" }],
        };
        await first.Host.PublishAsync(act);
        await Eventually.TrueAsync(() => Task.FromResult(wecom.Calls.Contains(Add)), TimeSpan.FromSeconds(20), "it is called");
        var host = first.Host;
        if (how == "killed")
        {
            await first.Host.StopAsync();
            Assert.Equal("calling", await first.AskAsync<string>("select state from command_calls"));
            await DueAsync(first);
            host = await World.HostAsync(first.Host, null);
        }

        var tasks = host.Client<TaskService.TaskServiceClient>(ServiceHost.OperatorOf(first.Brand));
        var task = await Eventually.ValueAsync(async () => (await tasks.ListTasksAsync(new ListTasksRequest { BrandId = first.Brand.ToString() })).Tasks.SingleOrDefault(), TimeSpan.FromSeconds(30), "a person is asked");

        Assert.Equal(("check", "open", act.CommandId.ToString()), (task.Kind, task.State, task.TaskId));
        Assert.Equal(["wecom", "管理后台", "客户联系", "加客户", "加入群聊"], task.Place);
        Assert.Equal((ReasonCodes.JoinWayLost, "poster-1"), (task.Why.Code, task.Why.Arguments["state"]));
        Assert.Contains("poster-1", new ReasonWords(chinese: true, at => at.ToString("u", null)).Of(task.Why, "x"), StringComparison.Ordinal);

        // Looked at once more, it stays as it is: nothing is open, and nothing is made again.
        await DueAsync(first);
        await Eventually.TrueAsync(async () => await first.AskAsync<long>("select count(*) from command_work where due_at > now()") == 1, TimeSpan.FromSeconds(20), "it was looked at again");
        Assert.Equal("settled", await first.AskAsync<string>("select state from command_calls"));
        Assert.Equal("awaiting-confirm", await first.AskAsync<string>("select state from commands"));
        Assert.Single(wecom.Calls, Add);

        await tasks.ResolveTaskAsync(new ResolveTaskRequest { BrandId = first.Brand.ToString(), TaskId = task.TaskId, Outcome = "done", Note = "已在后台新建" });
        Assert.Equal("confirmed", await first.AskAsync<string>("select state from commands"));
        Assert.Single(wecom.Calls, Add);
        if (host != first.Host) { await host.DisposeAsync(); }
    }

    private static Task<long> DueAsync(World world) => world.AskAsync<long>("with due as (update command_work set due_at = now() returning 1) select count(*) from due");
}
