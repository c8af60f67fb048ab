using Steward.Channels.Callbacks;

namespace Steward.Channels.Tests.Callbacks;

public sealed class CallbackKindTests
{
    private const string Contact = "<UserID>zhangsan</UserID><ExternalUserID>woAJ2GCAAAXtWyujaWJHDDGi0mAAAA</ExternalUserID>";

    [Theory]
    [InlineData("msgaudit_notify", "", "ArchiveHint")]
    [InlineData("kf_msg_or_event", "<Token>ENCApHx</Token><OpenKfId>wkx</OpenKfId>", "CustomerService")]
    [InlineData("change_external_chat", "<ChatId>wr</ChatId><ChangeType>create</ChangeType>", "GroupChanged")]
    [InlineData("change_external_chat", "<ChatId>wr</ChatId><ChangeType>update</ChangeType><UpdateDetail>add_member</UpdateDetail>", "GroupChanged")]
    [InlineData("change_external_chat", "<ChatId>wr</ChatId><ChangeType>update</ChangeType><UpdateDetail>change_owner</UpdateDetail>", "GroupChanged")]
    [InlineData("change_external_chat", "<ChatId>wr</ChatId><ChangeType>update</ChangeType><UpdateDetail>change_notice</UpdateDetail>", "GroupChanged")]
    [InlineData("change_external_chat", "<ChatId>wr</ChatId><ChangeType>update</ChangeType><UpdateDetail>del_member</UpdateDetail><MemChangeList><Item>a</Item></MemChangeList>", "MembersLeft")]
    [InlineData("change_external_chat", "<ChatId>wr</ChatId><ChangeType>update</ChangeType><UpdateDetail>del_member</UpdateDetail><MemChangeCnt>3</MemChangeCnt>", "GroupChanged")]
    [InlineData("change_external_chat", "<ChatId>wr</ChatId><ChangeType>dismiss</ChangeType>", "GroupDismissed")]
    [InlineData("change_external_chat", "<ChatId>wr</ChatId><ChangeType>merge</ChangeType>", "Unknown")]
    [InlineData("change_external_chat", "<ChatId>wr</ChatId><ChangeType>update</ChangeType><UpdateDetail>change_colour</UpdateDetail>", "Unknown")]
    [InlineData("change_external_chat", "<ChangeType>dismiss</ChangeType>", "Unknown")]
    [InlineData("change_external_contact", Contact + "<ChangeType>add_external_contact</ChangeType>", "ContactAdded")]
    [InlineData("change_external_contact", Contact + "<ChangeType>add_half_external_contact</ChangeType>", "ContactHalfAdded")]
    [InlineData("change_external_contact", Contact + "<ChangeType>edit_external_contact</ChangeType>", "ContactEdited")]
    [InlineData("change_external_contact", Contact + "<ChangeType>del_external_contact</ChangeType>", "ContactDroppedByStaff")]
    [InlineData("change_external_contact", Contact + "<ChangeType>del_follow_user</ChangeType>", "ContactDroppedByCustomer")]
    [InlineData("change_external_contact", Contact + "<ChangeType>transfer_fail</ChangeType>", "HandOverFailed")]
    [InlineData("change_external_contact", Contact + "<ChangeType>msg_audit_approved</ChangeType>", "ArchiveAgreed")]
    [InlineData("change_external_contact", Contact + "<ChangeType>became_a_friend</ChangeType>", "Unknown")]
    [InlineData("change_external_contact", "<ChangeType>add_external_contact</ChangeType>", "Unknown")]
    [InlineData("change_external_tag", "<Id>T</Id><TagType>tag</TagType><ChangeType>create</ChangeType>", "Tag")]
    [InlineData("change_external_tag", "<Id></Id><ChangeType>shuffle</ChangeType>", "Tag")]
    [InlineData("change_external_tag", "<Id>T</Id><ChangeType>paint</ChangeType>", "Unknown")]
    [InlineData("something_new", "", "Unknown")]
    [InlineData("", "", "Unknown")]
    public void Every_family_is_told_apart_in_both_headers(string name, string inner, string kind)
    {
        var own = $"<xml><ToUserName>{World.CorpId}</ToUserName><FromUserName>sys</FromUserName><CreateTime>1403610513</CreateTime><MsgType>event</MsgType><Event>{name}</Event>{inner}</xml>";
        var provider = $"<xml><SuiteId>ww4asffe99e54c0f4c</SuiteId><AuthCorpId>{World.CorpId}</AuthCorpId><InfoType>{name}</InfoType><TimeStamp>1403610513</TimeStamp>{inner}</xml>";
        var other = provider.Replace(World.CorpId, "wx000000000000000a", StringComparison.Ordinal);

        Assert.Equal(kind, CallbackKinds.Of(CallbackEvent.Parse(own)!, World.CorpId).ToString());
        Assert.Equal(kind, CallbackKinds.Of(CallbackEvent.Parse(provider)!, World.CorpId).ToString());
        Assert.Equal(CallbackKind.OtherCorp, CallbackKinds.Of(CallbackEvent.Parse(other)!, World.CorpId));
    }

    [Fact]
    public void A_version_follows_only_the_one_it_names()
    {
        var version = new GroupVersion("v1");
        Assert.False(version.Take(Event("del_member", "v1", "v2")));
        Assert.Equal("v2", version.Member);
        Assert.False(version.Take(Event("add_member", "v2", "v3")));
        Assert.Equal(("v2", "v3"), (version.Member, version.Event));
        Assert.True(version.Take(Event("del_member", "v3", "v4")));
        Assert.False(version.Take(Event("del_member", "v1", "v2")));
        Assert.True(version.Take(Event("change_name", "", "")));
    }

    [Fact]
    public void Elements_nested_without_end_do_no_harm()
    {
        var bomb = string.Concat(Enumerable.Repeat("<a>", 9_000)) + string.Concat(Enumerable.Repeat("</a>", 9_000));
        Assert.NotNull(CallbackEvent.Parse($"<xml><Event>x</Event><ChatId>{bomb}</ChatId></xml>"));
        Assert.Null(CallbackEvent.Parse("""<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><xml><Event>&c;</Event></xml>"""));
        Assert.Null(CallbackEvent.Parse("""<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml><Event>x</Event></xml>"""));
    }

    private static CallbackEvent Event(string detail, string last, string current) =>
        CallbackEvent.Parse($"<xml><Event>change_external_chat</Event><ChatId>wr</ChatId><UpdateDetail>{detail}</UpdateDetail><LastMemVer>{last}</LastMemVer><CurMemVer>{current}</CurMemVer></xml>")!;
}
