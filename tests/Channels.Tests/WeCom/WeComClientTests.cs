using Steward.Channels.WeCom;
using Steward.Testing;

namespace Steward.Channels.Tests.WeCom;

public sealed class WeComClientTests : IDisposable
{
    private const string List = "externalcontact/groupchat/list";
    private readonly HttpClient _http = new();

    [Fact]
    public async Task A_token_is_asked_for_once_however_many_call()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        wecom.On(List, _ => """{"errcode":0,"group_chat_list":[{"chat_id":"wr1"}],"next_cursor":""}""");
        var client = new WeComClient(_http, new AccessTokens(TimeProvider.System), TimeProvider.System);

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.ListGroupsAsync(App(wecom), default)));

        Assert.All(replies, reply => Assert.Equal(["wr1"], reply.Value));
        Assert.Single(wecom.Calls, "gettoken");
    }

    [Fact]
    public async Task A_token_that_ends_early_is_renewed_once_for_all_and_the_call_made_again()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        wecom.On(List, _ => """{"errcode":0,"group_chat_list":[],"next_cursor":""}""");
        var client = new WeComClient(_http, new AccessTokens(TimeProvider.System), TimeProvider.System);
        await client.ListGroupsAsync(App(wecom), default);
        wecom.EndToken();

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.ListGroupsAsync(App(wecom), default)));

        Assert.All(replies, reply => Assert.Null(reply.Failure));
        Assert.Equal(2, wecom.Calls.Count(call => call == "gettoken"));
    }

    [Fact]
    public async Task Refused_credentials_are_not_tried_again_for_a_minute()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        wecom.TokenError = 40001;
        var clock = new TestClock();
        var client = new WeComClient(_http, new AccessTokens(clock), clock);
        for (var n = 0; n < 5; n++) { Assert.Equal(FailureClass.Credentials, (await client.ListGroupsAsync(App(wecom), default)).Failure!.Class); }

        Assert.Single(wecom.Calls);
        clock.Advance(TimeSpan.FromSeconds(61));
        await client.ListGroupsAsync(App(wecom), default);
        Assert.Equal(2, wecom.Calls.Count);
    }

    [Fact]
    public async Task An_act_whose_turn_ends_while_it_waits_does_not_leave()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        var clock = new TestClock();
        var client = new WeComClient(_http, new AccessTokens(clock), clock, new SlowPermits(clock, TimeSpan.FromSeconds(3)));
        wecom.On("externalcontact/mark_tag", _ => """{"errcode":0,"errmsg":"ok"}""");

        var inTime = await client.MarkTagsAsync(App(wecom) with { LeavesBy = clock.GetUtcNow().AddSeconds(4) }, "zhang", "wm1", ["t"], [], default);
        var late = await client.MarkTagsAsync(App(wecom) with { LeavesBy = clock.GetUtcNow().AddSeconds(3) }, "zhang", "wm1", ["t"], [], default);

        Assert.Null(inTime.Failure);
        Assert.Equal(FailureClass.Transient, late.Failure!.Class);
        Assert.Single(wecom.Calls, "externalcontact/mark_tag");
    }

    [Fact]
    public async Task A_frequency_limit_closes_the_api_for_its_window()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        wecom.On(List, _ => """{"errcode":45009,"errmsg":"api freq out of limit"}""");
        var clock = new TestClock();
        var client = new WeComClient(_http, new AccessTokens(clock), clock);
        for (var n = 0; n < 3; n++) { Assert.Equal(FailureClass.Frequency, (await client.ListGroupsAsync(App(wecom), default)).Failure!.Class); }

        Assert.Single(wecom.Calls, List);
        wecom.On(List, _ => """{"errcode":0,"group_chat_list":[],"next_cursor":""}""");
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Null((await client.ListGroupsAsync(App(wecom), default)).Failure);
    }

    [Fact]
    public async Task A_read_is_tried_again_when_WeCom_is_busy_and_an_act_is_not()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        var busy = 2;
        wecom.On(List, _ => Interlocked.Decrement(ref busy) >= 0 ? """{"errcode":-1,"errmsg":"system busy"}""" : """{"errcode":0,"group_chat_list":[],"next_cursor":""}""");
        wecom.On("externalcontact/add_msg_template", _ => """{"errcode":-1,"errmsg":"system busy"}""");
        var client = new WeComClient(_http, new AccessTokens(TimeProvider.System), TimeProvider.System);

        Assert.Null((await client.ListGroupsAsync(App(wecom), default)).Failure);
        Assert.Equal(3, wecom.Calls.Count(call => call == List));
        Assert.Equal(FailureClass.Unknown, (await client.AddBroadcastAsync(App(wecom), "zhang", ["wr1"], "大家好", null, default)).Failure!.Class);
        Assert.Single(wecom.Calls, "externalcontact/add_msg_template");
    }

    [Fact]
    public async Task An_act_whose_connection_breaks_is_unknown_and_one_that_never_left_is_not()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        wecom.On("externalcontact/add_msg_template", (http, _) => { http.Abort(); return Task.FromResult(""); });
        var client = new WeComClient(_http, new AccessTokens(TimeProvider.System), TimeProvider.System);

        Assert.Equal(FailureClass.Unknown, (await client.AddBroadcastAsync(App(wecom), "zhang", ["wr1"], "大家好", null, default)).Failure!.Class);
        var nobody = new WeComApp(Guid.NewGuid(), new Uri("http://127.0.0.1:1"), "ww", "s");
        Assert.Equal(FailureClass.Transient, (await client.AddBroadcastAsync(nobody, "zhang", ["wr1"], "大家好", null, default)).Failure!.Class);
    }

    [Theory]
    [InlineData(-1, FailureClass.Transient)]
    [InlineData(45033, FailureClass.Transient)]
    [InlineData(40014, FailureClass.Token)]
    [InlineData(42001, FailureClass.Token)]
    [InlineData(45009, FailureClass.Frequency)]
    [InlineData(40001, FailureClass.Credentials)]
    [InlineData(60020, FailureClass.Credentials)]
    [InlineData(60011, FailureClass.Permission)]
    [InlineData(86003, FailureClass.State)]
    [InlineData(41050, FailureClass.OnceOnly)]
    [InlineData(40058, FailureClass.CallerBug)]
    [InlineData(99999, FailureClass.CallerBug)]
    public void An_errcode_has_its_class(int code, object expected) => Assert.Equal((FailureClass)expected, WeComFailure.Of(code, "").Class);

    public void Dispose() => _http.Dispose();

    private static WeComApp App(ScriptedWeCom wecom) => new(Guid.Parse("0c0ffee0-0000-4000-8000-000000000001"), wecom.Address, "ww1", "s");

    /// <summary>Permits that are long in coming.</summary>
    private sealed class SlowPermits(TestClock clock, TimeSpan wait) : ICallPermits
    {
        public Task<WeComFailure?> TakeAsync(WeComApp app, string api, bool act, CancellationToken ct)
        {
            clock.Advance(wait);
            return Task.FromResult<WeComFailure?>(null);
        }

        public Task<DateTimeOffset> CloseAsync(WeComApp app, string api, CancellationToken ct) => Task.FromResult(clock.GetUtcNow());
    }
}
