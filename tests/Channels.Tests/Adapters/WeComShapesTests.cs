using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;

namespace Steward.Channels.Tests.Adapters;

/// <summary>What the adapter writes on the wire, as WeCom documents it: no field more, none less, and the documented answers read.</summary>
public sealed class WeComShapesTests
{
    private static readonly Guid Command = Guid.Parse("0c0ffee0-0000-4000-8000-0123456789ab");

    [Theory]
    [InlineData("SendPrivate", "externalcontact/add_msg_template", """{"chat_type":"single","external_userid":["wm1"],"sender":"zhang","text":{"content":"您好"}}""", """{"errcode":0,"errmsg":"ok","fail_list":[],"msgid":"msgGCAAAXtWyujaWJHDDGi0mAAAA"}""", "msgGCAAAXtWyujaWJHDDGi0mAAAA")]
    [InlineData("WelcomePrivate", "externalcontact/send_welcome_msg", """{"welcome_code":"CALLBACK_CODE","text":{"content":"您好"}}""", """{"errcode":0,"errmsg":"ok"}""", "")]
    [InlineData("Tagging", "externalcontact/mark_tag", """{"userid":"li","external_userid":"wm1","add_tag":["TAGID1"],"remove_tag":["TAGID3"]}""", """{"errcode":0,"errmsg":"ok"}""", "")]
    [InlineData("TransferOwner", "externalcontact/groupchat/onjob_transfer", """{"chat_id_list":["wr1"],"new_owner":"li"}""", """{"errcode":0,"errmsg":"ok","failed_chat_list":[]}""", "")]
    [InlineData("TransferCustomer", "externalcontact/transfer_customer", """{"handover_userid":"zhang","takeover_userid":"li","external_userid":["wm1"],"transfer_success_msg":"您好"}""", """{"errcode":0,"errmsg":"ok","customer":[{"external_userid":"wm1","errcode":0}]}""", "")]
    [InlineData("JoinLink", "externalcontact/groupchat/add_join_way", """{"scene":2,"remark":"您好","auto_create_room":0,"chat_id_list":["wr1"],"state":"klsdup3kj3s1"}""", """{"errcode":0,"errmsg":"ok","config_id":"9ad7fa5c"}""", "9ad7fa5c")]
    [InlineData("ContactLink", "externalcontact/add_contact_way", """{"type":1,"scene":2,"remark":"您好","skip_verify":true,"state":"klsdup3kj3s1","user":["li"]}""", """{"errcode":0,"errmsg":"ok","config_id":"42b34949","qr_code":"http://p.qpic.cn/"}""", "42b34949")]
    [InlineData("KeywordIntercept", "externalcontact/add_intercept_rule", """{"rule_name":"s0c0ffee000004000800","word_list":["敏感词1"],"intercept_type":1,"applicable_range":{"user_list":["li"]}}""", """{"errcode":0,"errmsg":"ok","rule_id":12}""", "12")]
    [InlineData("MessageStaff", "message/send", """{"touser":"li","msgtype":"text","agentid":1000002,"text":{"content":"您好"},"safe":0,"enable_duplicate_check":1,"duplicate_check_interval":1800}""", """{"errcode":0,"errmsg":"ok","invaliduser":"","invalidparty":"","invalidtag":"","unlicenseduser":"","msgid":"xxxx","response_code":"xyzxyz"}""", "xxxx")]
    public async Task A_call_has_the_documented_shape_and_its_answer_is_understood(string kind, string api, string request, string answer, string id)
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        string? sent = null;
        wecom.On(api, body => { sent = body.ToString(); return answer; });

        var result = await AdapterOf(world).ExecuteAsync(await ActAsync(world, kind), default);

        Assert.True(JsonElement.DeepEquals(Parsed(request), Parsed(sent!)), sent);
        Assert.Equal(id, result is ActResult.Completed done ? done.ExternalId : Assert.IsType<ActResult.Accepted>(result).ExternalId);
    }

    [Theory]
    [InlineData("WelcomePrivate", """{"errcode":41051,"errmsg":"externaluser has started chatting"}""", typeof(ActResult.Completed))]
    [InlineData("WelcomePrivate", """{"errcode":41096,"errmsg":"welcome msg is being distributed"}""", typeof(ActResult.Postponed))]
    [InlineData("WelcomePrivate", """{"errcode":41053,"errmsg":"no consent"}""", typeof(ActResult.Rejected))]
    [InlineData("SendPrivate", """{"errcode":0,"errmsg":"ok","fail_list":["wm1"],"msgid":"msg1"}""", typeof(ActResult.Rejected))]
    [InlineData("SendPrivate", """{"errcode":0,"errmsg":"ok"}""", typeof(ActResult.Unknown))]
    [InlineData("SendPrivate", """{"errcode":41063,"errmsg":"is being dispatched"}""", typeof(ActResult.Postponed))]
    [InlineData("TransferOwner", """{"errcode":0,"failed_chat_list":[{"chat_id":"wr1","errcode":90504,"errmsg":"owner unchanged"}]}""", typeof(ActResult.Completed))]
    [InlineData("TransferOwner", """{"errcode":0,"failed_chat_list":[{"chat_id":"wr1","errcode":90508,"errmsg":"done"}]}""", typeof(ActResult.Completed))]
    [InlineData("TransferOwner", """{"errcode":0,"failed_chat_list":[{"chat_id":"wr1","errcode":90507,"errmsg":"in progress"}]}""", typeof(ActResult.Accepted))]
    [InlineData("TransferOwner", """{"errcode":0,"failed_chat_list":[{"chat_id":"wr1","errcode":90500,"errmsg":"the owner of this chat is not resigned"}]}""", typeof(ActResult.Rejected))]
    [InlineData("TransferCustomer", """{"errcode":0,"customer":[{"external_userid":"wm1","errcode":40100}]}""", typeof(ActResult.Accepted))]
    [InlineData("TransferCustomer", """{"errcode":0,"customer":[{"external_userid":"wm1","errcode":40096}]}""", typeof(ActResult.Rejected))]
    [InlineData("TransferCustomer", """{"errcode":0,"customer":[]}""", typeof(ActResult.Unknown))]
    [InlineData("KeywordIntercept", """{"errcode":41077,"errmsg":"rule name not unique"}""", typeof(ActResult.Completed))]
    [InlineData("MessageStaff", """{"errcode":0,"invaliduser":"li","msgid":"x"}""", typeof(ActResult.Rejected))]
    [InlineData("MessageStaff", """{"errcode":0,"unlicenseduser":"li","msgid":"x"}""", typeof(ActResult.Rejected))]
    [InlineData("Tagging", """{"errcode":84084,"errmsg":"not follow"}""", typeof(ActResult.Rejected))]
    [InlineData("Tagging", """not JSON""", typeof(ActResult.Unknown))]
    public async Task A_documented_answer_means_what_WeCom_says(string kind, string answer, Type means)
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        var api = AdapterBench.Apis[kind];
        wecom.On(kind == "MessageStaff" ? api : $"externalcontact/{api}", _ => answer);

        Assert.IsType(means, await AdapterOf(world).ExecuteAsync(await ActAsync(world, kind), default));
    }

    private static IChannelAdapter AdapterOf(World world) => world.Host.Services.GetServices<IChannelAdapter>().Single(adapter => adapter.Channel == "wecom");

    private static async Task<ChannelAct> ActAsync(World world, string kind)
    {
        var account = (await world.Host.Services.GetRequiredService<AccountDirectory>().FindAsync(new AccountId(world.Account), default))!;
        var capability = Enum.Parse<ChannelCapability>(kind);
        List<ActArgument> arguments =
        [
            AdapterBench.Named("from", "zhang"), AdapterBench.Named("to", "li"), AdapterBench.Named("code", "CALLBACK_CODE"), AdapterBench.Named("state", "klsdup3kj3s1"), AdapterBench.Named("word", "敏感词1"),
            AdapterBench.Named("add-tag", "TAGID1"), AdapterBench.Named("remove-tag", "TAGID3"),
        ];
        return new ChannelAct { CommandId = Command, Kind = capability, Account = account, ChatId = "wr1", MemberId = "wm1", Text = "您好", Arguments = arguments };
    }

    private static JsonElement Parsed(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
