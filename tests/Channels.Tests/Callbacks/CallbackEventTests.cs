using Steward.Channels.Callbacks;

namespace Steward.Channels.Tests.Callbacks;

public sealed class CallbackEventTests
{
    private const string Left = """
        <xml><ToUserName><![CDATA[ww55ca070cb9b7eb22]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>1403610513</CreateTime>
        <MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_chat]]></Event><ChatId><![CDATA[wrx7HUARsKwGRaQBVKPBTcEyzdHA4HrQ]]></ChatId>
        <ChangeType><![CDATA[update]]></ChangeType><UpdateDetail><![CDATA[del_member]]></UpdateDetail><JoinScene>0</JoinScene><QuitScene>1</QuitScene><MemChangeCnt>10</MemChangeCnt>
        <MemChangeList><Item>Jack</Item><Item>Rose</Item></MemChangeList><LastMemVer>9c3f97c2ada667dfb5f6d03308d963e1</LastMemVer><CurMemVer>71217227bbd112ecfe3a49c482195cb4</CurMemVer></xml>
        """;

    [Fact]
    public void A_group_change_is_read_with_everything_it_tells()
    {
        var told = CallbackEvent.Parse(Left)!;
        Assert.Equal("change_external_chat", told.Event);
        Assert.Equal("update", told.ChangeType);
        Assert.Equal("del_member", told.UpdateDetail);
        Assert.Equal(1, told.QuitScene);
        Assert.Equal(["Jack", "Rose"], told.Changed);
        Assert.Equal(10, told.ChangedCount);
        Assert.Equal("9c3f97c2ada667dfb5f6d03308d963e1", told.LastVersion);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1403610513), told.At);
    }

    [Fact]
    public void The_providers_form_tells_the_same()
    {
        var told = CallbackEvent.Parse("<xml><SuiteId>ww4asffe99e54c0f4c</SuiteId><AuthCorpId>wxf8b4f85f3a794e77</AuthCorpId><InfoType>change_external_chat</InfoType><TimeStamp>1403610513</TimeStamp><ChatId>CHAT</ChatId><ChangeType>dismiss</ChangeType></xml>")!;
        Assert.Equal(("change_external_chat", "dismiss", "CHAT"), (told.Event, told.ChangeType, told.ChatId));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1403610513), told.At);
    }

    [Fact]
    public void Two_changes_in_one_second_differ_in_the_member_version()
    {
        var other = Left.Replace("71217227", "71217228", StringComparison.Ordinal);
        Assert.Equal(CallbackEvent.Parse(Left)!.DedupeKey, CallbackEvent.Parse(Left)!.DedupeKey);
        Assert.NotEqual(CallbackEvent.Parse(Left)!.DedupeKey, CallbackEvent.Parse(other)!.DedupeKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<xml><Event>")]
    [InlineData("<!DOCTYPE xml [<!ENTITY e \"boom\">]><xml><Event>&e;</Event></xml>")]
    [InlineData("{\"Event\": :x}")]
    public void What_is_malformed_or_brings_a_document_type_is_no_event(string xml) => Assert.Null(CallbackEvent.Parse(xml));

    [Fact]
    public void An_envelope_is_read_as_xml_and_as_json_in_both_spellings()
    {
        Assert.Equal("abc", CallbackXml.EncryptedOf("<xml><ToUserName>a</ToUserName><Encrypt><![CDATA[abc]]></Encrypt></xml>"u8.ToArray()));
        Assert.Equal("abc", CallbackXml.EncryptedOf("""{"ToUserName":"a","Encrypt":"abc","AgentID":"218"}"""u8.ToArray()));
        Assert.Equal("abc", CallbackXml.EncryptedOf(""" {"tousername":"a","encrypt":"abc","agentid":"218"}"""u8.ToArray()));
        Assert.Null(CallbackXml.EncryptedOf("<!DOCTYPE xml [<!ENTITY e \"abc\">]><xml><Encrypt>&e;</Encrypt></xml>"u8.ToArray()));
        Assert.Null(CallbackXml.EncryptedOf("{\"Encrypt\":"u8.ToArray()));
        Assert.Null(CallbackXml.EncryptedOf([]));
    }
}
