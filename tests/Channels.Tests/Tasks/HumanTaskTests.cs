using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Steward.Channels.Callbacks;
using Steward.Channels.Tests.Commands;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Tasks;

public sealed class HumanTaskTests
{
    [Fact]
    public async Task What_WeCom_cannot_do_becomes_a_task_that_the_observed_removal_closes_once()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await LedgerRulesTests.WithGroupAsync(wecom);
        var act = Act(world, "remove");
        await world.Host.PublishAsync(act);
        await world.Host.PublishAsync(act);
        var tasks = Tasks(world);
        var task = await Eventually.ValueAsync(async () => (await tasks.ListTasksAsync(new ListTasksRequest { BrandId = world.Brand.ToString(), State = "open" })).Tasks.SingleOrDefault(), TimeSpan.FromSeconds(20), "the task is open");
        Assert.Equal(("remove", "member-removed", "骂人", "企业微信 › 群 › 王"), (task.Kind, task.Proof, task.Evidence, task.Link));
        Assert.Equal("awaiting-confirm", (await world.CommandAsync(act.CommandId)).State);
        Assert.Equal(1, (await tasks.CountTasksAsync(new CountTasksRequest { BrandId = world.Brand.ToString() })).Open);

        foreach (var member in new[] { Guid.NewGuid(), Member(world), Member(world) })
        {
            await using var transaction = await world.Host.Database.BeginAsync(new BrandId(world.Brand), CancellationToken.None);
            foreach (var proof in world.Host.Services.GetServices<IObserveProof>()) { await proof.RemovedAsync(transaction, new BrandId(world.Brand), LedgerRulesTests.Group(world), [member], CancellationToken.None); }

            await transaction.CommitAsync(CancellationToken.None);
        }

        var settled = await world.Host.NextAsync<ActSettledV1>();
        Assert.Equal((act.CommandId, "confirmed", "person", "remove"), (settled.CommandId, settled.Outcome, settled.By, settled.Kind));
        Assert.Single(world.Host.Published<ActSettledV1>());
        Assert.Equal("done", (await tasks.ListTasksAsync(new ListTasksRequest { BrandId = world.Brand.ToString() })).Tasks.Single().State);
        Assert.Equal(["planned", "awaiting-confirm", "confirmed"], (await ExplainAsync(world, act.CommandId)).History.Select(change => change.State));
        var foreign = Guid.NewGuid();
        var stranger = world.Host.Client<TaskService.TaskServiceClient>(ServiceHost.OperatorOf(foreign));
        Assert.Empty((await stranger.ListTasksAsync(new ListTasksRequest { BrandId = foreign.ToString() })).Tasks);
    }

    [Fact]
    public async Task A_notice_for_a_group_is_a_task_with_its_words_once()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await LedgerRulesTests.WithGroupAsync(wecom);
        var (tasks, act) = (Tasks(world), Act(world, "group-notice") with { MemberId = null, Text = "请遵守公约", Origin = "pact" });
        await world.Host.PublishAsync(act);
        await world.Host.PublishAsync(act);
        var task = await Eventually.ValueAsync(async () => (await tasks.ListTasksAsync(new ListTasksRequest { BrandId = world.Brand.ToString(), State = "open" })).Tasks.SingleOrDefault(), TimeSpan.FromSeconds(20), "the task is open");
        Assert.Equal(("group-notice", "请遵守公约", "企业微信 › 群", "", "pact"), (task.Kind, task.Text, task.Link, task.MemberId, task.Origin));
        await tasks.ResolveTaskAsync(new ResolveTaskRequest { BrandId = world.Brand.ToString(), TaskId = act.CommandId.ToString(), Outcome = "done" });
        Assert.Equal(("group-notice", "confirmed", "person"), (await world.Host.NextAsync<ActSettledV1>()) is var settled ? (settled.Kind, settled.Outcome, settled.By) : default);
    }

    [Fact]
    public async Task A_person_can_say_that_it_is_done_or_impossible_once()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await LedgerRulesTests.WithGroupAsync(wecom);
        var (tasks, act) = (Tasks(world), Act(world, "warn") with { Text = "请遵守群规" });
        await world.Host.PublishAsync(act);
        await Eventually.TrueAsync(async () => (await tasks.CountTasksAsync(new CountTasksRequest { BrandId = world.Brand.ToString() })).Open == 1, TimeSpan.FromSeconds(20), "the task is open");
        var resolve = new ResolveTaskRequest { BrandId = world.Brand.ToString(), TaskId = act.CommandId.ToString(), Outcome = "impossible", Note = "不是好友" };

        Assert.Equal("declined", (await tasks.ResolveTaskAsync(resolve)).Task.State);

        var settled = await world.Host.NextAsync<ActSettledV1>();
        Assert.Equal(("failed", "person"), (settled.Outcome, settled.By));
        Assert.Contains("不是好友", settled.Reason, StringComparison.Ordinal);
        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(() => tasks.ResolveTaskAsync(resolve).ResponseAsync)).StatusCode);
    }

    [Fact]
    public async Task A_task_that_nobody_does_is_escalated_and_at_last_has_failed()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await LedgerRulesTests.WithGroupAsync(wecom, "--Commands:TaskMinutes=0.01");
        var act = Act(world, "recall") with { MessageId = Guid.NewGuid(), Deadline = DateTimeOffset.UtcNow.AddSeconds(6) };
        await world.Host.PublishAsync(act);

        var settled = await world.Host.NextAsync<ActSettledV1>();

        Assert.Equal(("failed", "person"), (settled.Outcome, settled.By));
        Assert.Equal(["planned", "awaiting-confirm", "escalated", "failed"], (await ExplainAsync(world, act.CommandId)).History.Select(change => change.State));
        Assert.Equal(1, (await Tasks(world).CountTasksAsync(new CountTasksRequest { BrandId = world.Brand.ToString() })).ExpiredToday);
    }

    [Fact]
    public async Task What_WeCom_can_do_is_one_call_and_an_answer_that_is_lost_is_looked_up()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await LedgerRulesTests.WithGroupAsync(wecom);
        wecom.On("externalcontact/groupchat/onjob_transfer", (http, _) =>
        {
            wecom.On("externalcontact/groupchat/get", _ => """{"errcode":0,"group_chat":{"chat_id":"wr1","name":"群","owner":"li","create_time":1,"member_list":[],"member_version":"w"}}""");
            http.Abort();
            return Task.FromResult("");
        });
        var act = Act(world, "transfer-owner") with { Arguments = [new ActArgument { Name = "to", Value = "li" }] };
        await world.Host.PublishAsync(act);

        var settled = await world.Host.NextAsync<ActSettledV1>();

        Assert.Equal(("confirmed", "api"), (settled.Outcome, settled.By));
        Assert.Single(wecom.Calls, "externalcontact/groupchat/onjob_transfer");
        Assert.Contains("reconciled", (await ExplainAsync(world, act.CommandId)).History.Select(change => change.State));
    }

    [Theory]
    [InlineData("dance", "no kind of act")]
    [InlineData("transfer-owner", "does not know the to")]
    public async Task What_can_never_be_done_fails_at_once(string kind, string reason)
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await LedgerRulesTests.WithGroupAsync(wecom);
        await world.Host.PublishAsync(Act(world, kind));
        var settled = await world.Host.NextAsync<ActSettledV1>();
        Assert.Equal("failed", settled.Outcome);
        Assert.Contains(reason, settled.Reason, StringComparison.Ordinal);
    }

    private static Guid Member(World world) => MemberId.From(new AccountId(world.Account), "wm1").Value;

    private static TaskService.TaskServiceClient Tasks(World world) => world.Host.Client<TaskService.TaskServiceClient>(ServiceHost.OperatorOf(world.Brand));

    private static async Task<GetCommandResponse> ExplainAsync(World world, Guid id) => await world.Commands.GetCommandAsync(new GetCommandRequest { BrandId = world.Brand.ToString(), CommandId = id.ToString() });

    private static ActV1 Act(World world, string kind) => new()
    {
        CommandId = Guid.NewGuid(), BrandId = world.Brand, AccountId = world.Account, Kind = kind, Origin = "moderation", GroupId = LedgerRulesTests.Group(world), MemberId = Member(world), Text = "", Arguments = [],
        Evidence = "骂人", RequestedBy = "",
    };
}
