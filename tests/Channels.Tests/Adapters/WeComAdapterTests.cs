using System.Text.Json;
using Steward.Channels.Adapters;

namespace Steward.Channels.Tests.Adapters;

/// <summary>Every act that WeCom does by a call, against the stand-in: done, refused, busy, limited, lost, and looked up.</summary>
public sealed class WeComAdapterTests(AdapterBench bench) : IClassFixture<AdapterBench>
{
    public static TheoryData<string> Kinds => [.. AdapterBench.Apis.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_act_is_done(string kind)
    {
        var (adapter, act) = (bench.Adapter(), await bench.ActAsync(kind));

        var result = await adapter.ExecuteAsync(act, default);

        if (kind is "SendPrivate" or "TransferCustomer") { Assert.IsType<ActResult.Accepted>(result); }
        else { Assert.IsType<ActResult.Completed>(result); }

        var named = result is ActResult.Completed done ? done.ExternalId : ((ActResult.Accepted)result).ExternalId;
        Assert.Equal(kind is "SendPrivate" or "JoinLink" or "ContactLink" or "KeywordIntercept" or "MessageStaff", named.Length > 0);
    }

    [Theory]
    [InlineData("WelcomePrivate", 41050)]
    [InlineData("SendPrivate", 41048)]
    [InlineData("Tagging", 40096)]
    [InlineData("TransferOwner", 90501)]
    [InlineData("TransferCustomer", 40096)]
    [InlineData("JoinLink", 40050)]
    [InlineData("ContactLink", 60111)]
    [InlineData("KeywordIntercept", 60111)]
    [InlineData("MessageStaff", 81013)]
    public async Task An_act_about_something_that_is_not_there_is_refused_with_WeComs_code(string kind, int code)
    {
        var act = await bench.ActAsync(kind);
        var wrong = kind switch
        {
            "WelcomePrivate" => act with { Arguments = [AdapterBench.Named("code", "CALLBACK_never")] },
            "TransferOwner" or "JoinLink" => act with { ChatId = "wrNothing" },
            "ContactLink" or "MessageStaff" => act with { Arguments = [AdapterBench.Named("to", "nobody")] },
            "KeywordIntercept" => act with { Arguments = [AdapterBench.Named("to", "nobody"), AdapterBench.Named("word", "词")] },
            _ => act with { MemberId = "wmNothing" },
        };

        var refused = Assert.IsType<ActResult.Rejected>(await bench.Adapter().ExecuteAsync(wrong, default));

        Assert.Equal(code, refused.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Too_many_calls_postpone_the_act_by_a_minute_and_close_its_api(string kind)
    {
        var (adapter, act) = (bench.Adapter(), await bench.ActAsync(kind));
        await bench.FaultAsync(kind, "fail", 45009);

        Assert.Equal(TimeSpan.FromMinutes(1), Assert.IsType<ActResult.Postponed>(await adapter.ExecuteAsync(act, default)).After);

        // The stand-in would take the next one; it is not called.
        Assert.IsType<ActResult.Postponed>(await adapter.ExecuteAsync(act, default));
        Assert.Empty(await FaultsAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Too_many_at_once_postpones_the_act_a_little(string kind)
    {
        var (adapter, act) = (bench.Adapter(), await bench.ActAsync(kind));
        await bench.FaultAsync(kind, "fail", 45033);
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<ActResult.Postponed>(await adapter.ExecuteAsync(act, default)).After);
        Assert.IsNotType<ActResult.Postponed>(await adapter.ExecuteAsync(act, default));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_token_that_ended_is_renewed_and_the_act_done_once(string kind)
    {
        var (adapter, act) = (bench.Adapter(), await bench.ActAsync(kind));
        await bench.FaultAsync(kind, "fail", 42001);
        Assert.True(await adapter.ExecuteAsync(act, default) is ActResult.Completed or ActResult.Accepted);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_busy_WeCom_leaves_it_open_and_looking_does_not_find_what_was_not_done(string kind)
    {
        var (adapter, act) = (bench.Adapter(), await bench.ActAsync(kind));
        await bench.FaultAsync(kind, "fail", -1);

        Assert.IsType<ActResult.Unknown>(await adapter.ExecuteAsync(act, default));

        var found = await adapter.LookUpAsync(act, default);
        if (kind is "WelcomePrivate") { Assert.Null(found); }
        else if (kind is "JoinLink") { Assert.IsType<ActResult.Hidden>(found); }
        else { Assert.IsType<ActResult.Postponed>(found); }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_act_whose_answer_is_lost_is_found_by_looking_or_known_to_be_unfindable(string kind)
    {
        var (adapter, act) = (bench.Adapter(), await bench.ActAsync(kind));
        await bench.FaultAsync(kind, "lose");

        Assert.IsType<ActResult.Unknown>(await adapter.ExecuteAsync(act, default));

        var found = await adapter.LookUpAsync(act, default);
        switch (kind)
        {
            case "WelcomePrivate":
                Assert.Null(found);
                Assert.IsType<ActResult.Completed>(await adapter.ExecuteAsync(act, default));
                break;
            case "JoinLink": Assert.IsType<ActResult.Hidden>(found); break;
            case "SendPrivate": Assert.NotEmpty(Assert.IsType<ActResult.Accepted>(found).ExternalId); break;
            case "TransferCustomer": Assert.IsType<ActResult.Accepted>(found); break;
            case "MessageStaff":
                // Not to be seen, but harmless to repeat: WeCom drops it.
                Assert.IsType<ActResult.Postponed>(found);
                Assert.IsType<ActResult.Completed>(await adapter.ExecuteAsync(act, default));
                Assert.Single((await bench.Simulator.ControlAsync(HttpMethod.Get, $"/sim/v1/inbox?corp={bench.Corp.CorpId}&user={bench.Owner}")).GetProperty("messages").EnumerateArray(), message => message.GetProperty("content").GetString() == act.Text);
                break;
            case "ContactLink" or "KeywordIntercept": Assert.NotEmpty(Assert.IsType<ActResult.Completed>(found).ExternalId); break;
            default: Assert.IsType<ActResult.Completed>(found); break;
        }
    }

    [Theory]
    [InlineData("Tagging", "get")]
    [InlineData("TransferOwner", "groupchat/get")]
    [InlineData("TransferCustomer", "transfer_result")]
    [InlineData("KeywordIntercept", "get_intercept_rule_list")]
    [InlineData("ContactLink", "list_contact_way")]
    [InlineData("SendPrivate", "get_groupmsg_list_v2")]
    public async Task What_WeCom_does_not_show_stays_open(string kind, string asked)
    {
        var (adapter, act) = (bench.Adapter(), await bench.ActAsync(kind));
        await bench.Simulator.ControlAsync(HttpMethod.Put, "/sim/v1/faults", new { rules = new[] { new { api = asked, does = "fail", errcode = 48002, times = 1 } } });
        Assert.IsType<ActResult.Unknown>(await adapter.LookUpAsync(act, default));
    }

    private async Task<IEnumerable<JsonElement>> FaultsAsync() => (await bench.Simulator.ControlAsync(HttpMethod.Get, "/sim/v1/faults")).GetProperty("rules").EnumerateArray();
}
