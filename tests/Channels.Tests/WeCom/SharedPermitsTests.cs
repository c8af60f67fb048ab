using Microsoft.Extensions.Options;
using Microsoft.Extensions.DependencyInjection;
using Steward.Channels.Accounts;
using Steward.Channels.Quotas;
using Steward.Channels.WeCom;
using Steward.Kernel;
using Steward.Testing;
using Xunit.Abstractions;

namespace Steward.Channels.Tests.WeCom;

public sealed class SharedPermitsTests(ITestOutputHelper output)
{
    private const string Get = "externalcontact/groupchat/get";
    private const int Limit = 600;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_replicas_together_never_call_more_than_a_minute_permits_and_share_it_fairly(bool bulk)
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithLimitAsync(wecom, "corp-api");
        await using var second = await World.HostAsync(world.Host, null);
        var clock = new TestClock();
        SharedPermits[] replicas = [Permits(world.Host, clock), Permits(second, clock)];
        var app = (await AccountAsync(world)).App with { IsBulk = bulk };
        var made = new List<(DateTimeOffset At, int Replica)>();

        for (var n = 0; n < 4 * 120; n++)
        {
            for (var turn = 0; turn < 2; turn++)
            {
                var replica = (n + turn) % 2;
                while ((await replicas[replica].TryTakeAsync(app, Get, act: false, default)).Go) { made.Add((clock.GetUtcNow(), replica)); }
            }

            clock.Advance(Step);
        }

        var fullest = made.Max(one => made.Count(other => other.At >= one.At && other.At <= one.At.AddMinutes(1)));
        output.WriteLine($"{made.Count} calls in two minutes of {Limit} each, the fullest minute {fullest}; by replica {string.Join(" and ", made.CountBy(one => one.Replica).Select(one => one.Value))}.");
        Assert.InRange(fullest, bulk ? Limit * 7 / 10 : Limit * 8 / 10, bulk ? Limit * 17 / 20 : Limit);
        Assert.All(made.CountBy(one => one.Replica), one => Assert.InRange(one.Value, made.Count * 3 / 10, made.Count * 7 / 10));
    }

    [Fact]
    public async Task An_hour_of_few_calls_leaves_the_hour_to_others()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithLimitAsync(wecom, "corp-api");
        await world.AskAsync<int>($"update quota_rules set most = {Limit} where scope = 'corp-api' and span = 'hour' returning most");
        var clock = new TestClock();
        var (permits, app) = (Permits(world.Host, clock), (await AccountAsync(world)).App);

        for (var n = 0; n < Limit / 2; n++)
        {
            Assert.True((await permits.TryTakeAsync(app, Get, act: false, default)).Go, $"call {n}");
            clock.Advance(CallBucket.Lease);
        }
    }

    [Fact]
    public async Task What_a_dead_replica_had_taken_is_made_good_by_time()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithLimitAsync(wecom, "corp-api");
        var clock = new TestClock();
        var app = (await AccountAsync(world)).App;
        for (var n = 0; n < 50; n++) { await Permits(world.Host, clock).TryTakeAsync(app, Get, act: false, default); }

        Assert.False((await Permits(world.Host, clock).TryTakeAsync(app, Get, act: false, default)).Go);
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.True((await Permits(world.Host, clock).TryTakeAsync(app, Get, act: false, default)).Go);
    }

    [Fact]
    public async Task A_block_that_is_too_old_is_given_back_and_a_fresh_one_costs_no_question()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        var clock = new TestClock();
        var (permits, app) = (Permits(world.Host, clock), (await AccountAsync(world)).App);
        for (var n = 0; n < 100; n++) { Assert.True((await permits.TryTakeAsync(app, Get, act: false, default)).Go); }

        Assert.Equal(100, await world.AskAsync<int>(Given));
        await permits.TryTakeAsync(app, Get, act: false, default);
        Assert.Equal(200, await world.AskAsync<int>(Given));
        clock.Advance(TimeSpan.FromSeconds(3));
        await permits.TryTakeAsync(app, Get, act: false, default);

        // One call of the second block was made, 99 came back, 100 were taken anew.
        Assert.Equal(201, await world.AskAsync<int>(Given));
    }

    [Fact]
    public async Task All_corps_share_the_limit_of_our_address()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithLimitAsync(wecom, "address-api");
        var (permits, account) = (Permits(world.Host, new TestClock()), await AccountAsync(world));
        var calls = 0;
        while ((await permits.TryTakeAsync(account.App with { CorpId = $"ww{calls % 7}" }, Get, act: calls % 2 == 0, default)).Go) { calls++; }

        Assert.InRange(calls, 5, Limit / 20);
    }

    [Fact]
    public async Task A_refusal_for_too_many_calls_closes_the_api_for_all_replicas_until_the_minute_is_over()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        await using var second = await World.HostAsync(world.Host, null);
        var clock = new TestClock();
        WeComClient[] replicas = [Client(world.Host, clock), Client(second, clock)];
        var app = (await AccountAsync(world)).App;
        wecom.On(Get, _ => """{"errcode":45009,"errmsg":"api freq out of limit"}""");

        Assert.Equal(FailureClass.Frequency, (await replicas[0].GetGroupAsync(app, "wr1", default)).Failure!.Class);
        wecom.On(Get, _ => """{"errcode":0,"group_chat":{"chat_id":"wr1"}}""");
        Assert.Equal(FailureClass.Frequency, (await replicas[1].GetGroupAsync(app, "wr1", default)).Failure!.Class);
        clock.Advance(TimeSpan.FromSeconds(58));
        Assert.Equal(FailureClass.Frequency, (await replicas[1].GetGroupAsync(app, "wr1", default)).Failure!.Class);
        Assert.Single(wecom.Calls, Get);
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.All(await Task.WhenAll(replicas.Select(replica => replica.GetGroupAsync(app, "wr1", default))), reply => Assert.Null(reply.Failure));
        Assert.Equal(3, wecom.Calls.Count(call => call == Get));
    }

    private const string Given = "select coalesce((select sum(n) from call_buckets, unnest(minutes) as n where bucket like 'corp %'), 0)::int";

    private static async Task<World> WithLimitAsync(ScriptedWeCom wecom, string scope)
    {
        var world = await World.WithAsync(wecom);
        await world.AskAsync<int>($"update quota_rules set most = {Limit} where scope = '{scope}' and span = 'minute' returning most");
        return world;
    }

    private static async Task<Account> AccountAsync(World world) => (await world.Host.Services.GetRequiredService<AccountDirectory>().FindAsync(new AccountId(world.Account), default))!;

    /// <summary>What a replica has of its own; its clock is the test's.</summary>
    private static SharedPermits Permits(ServiceHost host, TimeProvider clock)
    {
        var rules = new QuotaRules(clock);
        return new SharedPermits(
            new CallBuckets(host.Database, rules, new QuotaBook(rules)), new AccountDirectory(host.Database, host.Services.GetRequiredService<SecretBox>(), clock), Options.Create(new WeComOptions()), clock);
    }

    private static WeComClient Client(ServiceHost host, TimeProvider clock) => new(host.Services.GetRequiredService<HttpClient>(), new AccessTokens(clock), clock, Permits(host, clock));
}
