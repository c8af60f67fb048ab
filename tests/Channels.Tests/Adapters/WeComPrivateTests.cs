using Steward.Channels.Adapters;

namespace Steward.Channels.Tests.Adapters;

public sealed class WeComPrivateTests(AdapterBench bench) : IClassFixture<AdapterBench>
{
    [Fact]
    public async Task Words_for_a_customer_are_done_when_the_employee_has_sent_them()
    {
        var (adapter, act) = (bench.Adapter(), await bench.ActAsync("SendPrivate"));
        var id = Assert.IsType<ActResult.Accepted>(await adapter.ExecuteAsync(act, default)).ExternalId;
        Assert.Equal(id, Assert.IsType<ActResult.Accepted>(await adapter.LookUpAsync(act, default)).ExternalId);

        await bench.Simulator.ControlAsync(HttpMethod.Post, $"/sim/v1/tasks/{id}/confirm", new { });

        Assert.Equal(id, Assert.IsType<ActResult.Completed>(await adapter.LookUpAsync(act, default)).ExternalId);
    }

    [Fact]
    public async Task The_same_words_to_somebody_else_are_not_this_act_and_neither_is_what_another_act_made()
    {
        var (adapter, act) = (bench.Adapter(), await bench.ActAsync("SendPrivate"));
        var other = act with { CommandId = Guid.NewGuid(), MemberId = (await bench.MeetAsync()).Id };
        Assert.IsType<ActResult.Accepted>(await adapter.ExecuteAsync(other, default));
        Assert.IsType<ActResult.Postponed>(await adapter.LookUpAsync(act, default));

        var twin = act with { CommandId = Guid.NewGuid() };
        var taken = Assert.IsType<ActResult.Accepted>(await adapter.ExecuteAsync(twin, default)).ExternalId;
        await bench.World.AskAsync<string>($"insert into command_calls (brand_id, command_id, call_no, account_id, sender, state, external_id) values ('{bench.World.Brand}', '{twin.CommandId}', 0, '{bench.World.Account}', '', 'dispatched', '{taken}') returning external_id");

        Assert.IsType<ActResult.Postponed>(await adapter.LookUpAsync(act, default));
        Assert.Equal(taken, Assert.IsType<ActResult.Accepted>(await adapter.LookUpAsync(twin, default)).ExternalId);
    }

    [Fact]
    public async Task Without_a_sender_it_is_WeComs_choice_who_is_asked()
    {
        var (adapter, act) = (bench.Adapter(), await bench.ActAsync("SendPrivate") with { Arguments = [] });
        await bench.FaultAsync("SendPrivate", "lose");
        Assert.IsType<ActResult.Unknown>(await adapter.ExecuteAsync(act, default));
        Assert.IsType<ActResult.Accepted>(await adapter.LookUpAsync(act, default));
    }

    [Fact]
    public async Task What_nobody_has_sent_is_stopped_and_stopping_twice_is_harmless()
    {
        var (adapter, act) = await TakenAsync();
        Assert.IsType<ActResult.Rejected>(await adapter.StopAsync(act, default));
        Assert.IsType<ActResult.Rejected>(await adapter.StopAsync(act, default));
        Assert.IsType<ActResult.Rejected>(await adapter.StopAsync(act with { Sender = bench.Owner }, default));
    }

    [Fact]
    public async Task What_was_confirmed_a_moment_before_it_is_stopped_has_happened()
    {
        var (adapter, act) = await TakenAsync();
        var id = await bench.World.AskAsync<string>($"select external_id from command_calls where command_id = '{act.CommandId}'");
        await bench.Simulator.ControlAsync(HttpMethod.Post, $"/sim/v1/tasks/{id}/confirm", new { });

        Assert.Equal(id, Assert.IsType<ActResult.Completed>(await adapter.StopAsync(act, default)).ExternalId);
    }

    [Theory]
    [InlineData(48002, typeof(ActResult.Accepted))]
    [InlineData(-1, typeof(ActResult.Unknown))]
    [InlineData(45033, typeof(ActResult.Postponed))]
    public async Task Whether_it_goes_on_or_nobody_knows_is_told_apart(int errcode, Type result)
    {
        var (adapter, act) = await TakenAsync();
        await bench.Simulator.ControlAsync(HttpMethod.Put, "/sim/v1/faults", new { rules = new[] { new { api = "cancel_groupmsg_send", does = "fail", errcode, times = 1 } } });
        Assert.IsType(result, await adapter.StopAsync(act, default));
    }

    [Fact]
    public async Task What_WeCom_has_not_taken_cannot_be_stopped() => Assert.Null(await bench.Adapter().StopAsync(await bench.ActAsync("SendPrivate"), default));

    private async Task<(WeComAdapter Adapter, ChannelAct Act)> TakenAsync()
    {
        var adapter = bench.Adapter();
        var act = await bench.ActAsync("SendPrivate");
        var id = Assert.IsType<ActResult.Accepted>(await adapter.ExecuteAsync(act, default)).ExternalId;
        await bench.World.AskAsync<string>($"insert into command_calls (brand_id, command_id, call_no, account_id, sender, state, external_id) values ('{bench.World.Brand}', '{act.CommandId}', 0, '{bench.World.Account}', '', 'dispatched', '{id}') returning external_id");
        return (adapter, act);
    }

    [Fact]
    public async Task What_is_longer_than_WeCom_permits_is_refused_before_it_is_called()
    {
        var act = await bench.ActAsync("SendPrivate") with { Text = new string('长', 1334) };
        Assert.Contains("4000 bytes", Assert.IsType<ActResult.Rejected>(await bench.Adapter().ExecuteAsync(act, default)).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_whose_month_is_full_is_refused()
    {
        await bench.Simulator.ControlAsync(HttpMethod.Put, "/sim/v1/tasks/quota", new { corp = bench.Corp.CorpId, rule = "day" });
        var (adapter, act) = (bench.Adapter(), await bench.ActAsync("SendPrivate"));
        Assert.IsType<ActResult.Accepted>(await adapter.ExecuteAsync(act, default));

        var again = await adapter.ExecuteAsync(act with { CommandId = Guid.NewGuid(), Text = "再来" }, default);

        await bench.Simulator.ControlAsync(HttpMethod.Put, "/sim/v1/tasks/quota", new { corp = bench.Corp.CorpId, rule = "month" });
        Assert.IsType<ActResult.Rejected>(again);
    }
}
