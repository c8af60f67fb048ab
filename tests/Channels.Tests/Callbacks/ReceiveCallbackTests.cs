using System.Net;
using Steward.Channels.Callbacks;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Callbacks;

public sealed class ReceiveCallbackTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task The_address_answers_the_echo_and_nothing_else()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        Assert.True(CallbackKeys.TryCreate(World.Token, World.AesKey, out var keys));
        var echo = CallbackCrypto.Encrypt(keys, "0123456789abcdef"u8, "1616140317555161061", World.CorpId);
        var signature = CallbackCrypto.Sign(keys, "1409659589", "263014780", echo);

        using var right = await world.Host.Http.GetAsync(World.CallbackUri(world.Account, signature, "&echostr=" + Uri.EscapeDataString(echo)));
        Assert.Equal("1616140317555161061"u8.ToArray(), await right.Content.ReadAsByteArrayAsync());

        using var wrong = await world.Host.Http.GetAsync(World.CallbackUri(world.Account, new string('0', 40), "&echostr=" + Uri.EscapeDataString(echo)));
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        using var stranger = await world.Host.Http.GetAsync(World.CallbackUri(Guid.NewGuid(), signature, "&echostr=" + Uri.EscapeDataString(echo)));
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_is_refused_with_its_own_status_and_the_next_event_is_taken()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        var xml = Event("<ChangeType>dismiss</ChangeType>");

        Assert.Equal(403, await world.CallBackAsync(xml, signature: new string('0', 40)));
        Assert.Equal(404, await world.CallBackAsync(xml, account: Guid.NewGuid()));
        Assert.Equal(400, await world.CallBackAsync(xml, spoil: envelope => envelope[..^8]));
        Assert.Equal(400, await world.CallBackAsync(xml, spoil: _ => "{\"no\":"));
        Assert.Equal(400, await world.CallBackAsync("<xml><Event>cut"));
        Assert.Equal(413, await world.CallBackAsync(xml, spoil: envelope => envelope + new string(' ', 70_000)));
        Assert.Equal(413, await world.CallBackAsync(xml, spoil: envelope => envelope + new string('x', 10 * 1024 * 1024)));
        Assert.Equal(403, await world.CallBackAsync(xml, receiver: "ww0000000000000000"));
        Assert.Equal(400, await world.CallBackAsync("""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><xml><Event>&b;</Event></xml>"""));
        Assert.Equal(400, await world.CallBackAsync(xml, spoil: _ => """<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>"""));
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from callbacks_raw"));
        Assert.Equal(200, await world.CallBackAsync(xml));
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from callbacks_raw where applied_at is not null") == 1, Patience, "the event is applied");
    }

    [Fact]
    public async Task An_event_that_comes_twice_has_one_effect_and_one_of_another_kind_is_kept()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        var kicked = Event("<ChangeType>update</ChangeType><UpdateDetail>del_member</UpdateDetail><QuitScene>1</QuitScene><MemChangeCnt>1</MemChangeCnt><MemChangeList><Item>wmJack</Item></MemChangeList><LastMemVer>a</LastMemVer><CurMemVer>b</CurMemVer>");
        Assert.Equal(200, await world.CallBackAsync(kicked));
        Assert.Equal(200, await world.CallBackAsync(kicked));
        Assert.Equal(200, await world.CallBackAsync("<xml><FromUserName>sys</FromUserName><CreateTime>1403610514</CreateTime><MsgType>event</MsgType><Event>change_external_tag</Event><Id>T</Id></xml>"));

        var left = await world.Host.NextAsync<MembersLeftV1>();
        Assert.True(left.Removed);
        Assert.Equal([MemberId.From(new AccountId(world.Account), "wmJack").Value], left.MemberIds);
        Assert.Equal(GroupId.From(new AccountId(world.Account), "wrChat").Value, left.GroupId);
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from callbacks_raw where applied_at is not null") == 2, Patience, "both events are applied");
        Assert.Single(world.Host.Published<MembersLeftV1>());
        var account = (await world.Accounts.ListAccountsAsync(new() { BrandId = world.Brand.ToString() })).Accounts.Single();
        Assert.Equal(2, account.Callbacks);
        Assert.NotNull(account.CallbackAt);
    }

    private static string Event(string change) =>
        $"<xml><ToUserName>{World.CorpId}</ToUserName><FromUserName>sys</FromUserName><CreateTime>1403610513</CreateTime><MsgType>event</MsgType><Event>change_external_chat</Event><ChatId>wrChat</ChatId>{change}</xml>";
}
