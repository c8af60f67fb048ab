using System.Text;
using Steward.Channels.Archive;

namespace Steward.Channels.Tests.Archive;

public sealed class ArchiveMessageTests
{
    [Theory]
    [InlineData("""{"seq":1,"msgid":"m1","action":"send","from":"wm1","tolist":["a","b"],"roomid":"wr1","msgtime":1547087894783,"msgtype":"text","text":{"content":"你好"}}""", "text", "你好")]
    [InlineData("""{"msgtype":"link","link":{"title":"邀请你加入群聊","description":"d","link_url":"https://x"},"msgid":"m1","action":"send","from":"wm1","tolist":[],"roomid":"wr1","msgtime":1}""", "link", "邀请你加入群聊")]
    [InlineData("""{"msgid":"m1","action":"send","from":"wm1","roomid":"wr1","msgtime":1,"msgtype":"weapp","weapp":{"title":"点餐","displayname":"堡乐星"}}""", "weapp", "点餐")]
    [InlineData("""{"msgid":"m1","action":"send","from":"wm1","roomid":"wr1","msgtime":1,"msgtype":"weapp","weapp":{"title":"","displayname":"堡乐星"}}""", "weapp", "堡乐星")]
    [InlineData("""{"msgid":"m1","action":"send","from":"wm1","roomid":"wr1","msgtime":0,"msgtype":"image","image":{"md5sum":"50de","filesize":70961,"sdkfileid":"F"}}""", "image", "")]
    [InlineData("""{"msgid":"m1","action":"recall","from":"wm1","roomid":"wr1","msgtime":1,"msgtype":"revoke","revoke":{"pre_msgid":"m0"}}""", "revoke", "")]
    [InlineData("""{"msgid":"m1","action":"send","from":"wm1","roomid":"wr1","msgtime":1,"msgtype":"markdown","info":{"content":"请前往系统查看"}}""", "markdown", "请前往系统查看")]
    [InlineData("""{"msgid":"m1","action":"send","from":"wm1","roomid":"wr1","msgtime":1,"msgtype":"mixed","mixed":{"item":[{"type":"text","content":"{\"content\":\"看图\"}"},{"type":"image","content":"{\"md5sum\":\"x\"}"}]}}""", "mixed", "看图")]
    [InlineData("""{"msgid":"m1","action":"send","from":"wm1","roomid":"wr1","msgtime":1,"msgtype":"text","text":{"content":"a\u0000b"}}""", "text", "ab")]
    public void A_message_of_any_kind_gives_its_words(string json, string kind, string text)
    {
        Assert.Equal(Reading.GroupMessage, ArchiveMessage.Parse(Encoding.UTF8.GetBytes(json), out var message));
        Assert.Equal(("m1", "wm1", "wr1", kind, text), (message!.MsgId, message.From, message.RoomId, message.Kind, message.Text));
    }

    [Theory]
    [InlineData("\"msgtype\":\"image\",\"image\":{\"md5sum\":\"50DE8E5AE8FFE4F1DF7A93841F71993A\",\"filesize\":70961,\"sdkfileid\":\"F\"}", "image F 50de8e5ae8ffe4f1df7a93841f71993a 70961 ")]
    [InlineData("\"msgtype\":\"voice\",\"voice\":{\"md5sum\":\"no sum\",\"voice_size\":6810,\"play_length\":10,\"sdkfileid\":\"F\"}", "voice F  6810 ")]
    [InlineData("\"msgtype\":\"emotion\",\"emotion\":{\"type\":1,\"imagesize\":12,\"sdkfileid\":\"F\"}", "emotion F  12 ")]
    [InlineData("\"msgtype\":\"file\",\"file\":{\"filename\":\"报价.pdf\",\"fileext\":\"pdf\",\"filesize\":-5,\"sdkfileid\":\"F\"}", "file F  0 报价.pdf")]
    [InlineData("\"msgtype\":\"image\",\"image\":{\"filesize\":\"many\",\"sdkfileid\":\"F\"}", "image F  0 ")]
    [InlineData("\"msgtype\":\"image\",\"image\":{\"sdkfileid\":\"\"}", "")]
    [InlineData("\"msgtype\":\"mixed\",\"mixed\":{\"item\":[{\"type\":\"text\",\"content\":\"{\\\"content\\\":\\\"看图\\\"}\"},{\"type\":\"image\",\"content\":\"{\\\"sdkfileid\\\":\\\"A\\\",\\\"filesize\\\":1}\"},{\"type\":\"image\",\"content\":\"{nonsense\"},{\"type\":\"file\",\"content\":\"{\\\"sdkfileid\\\":\\\"B\\\",\\\"filename\\\":\\\"b\\\"}\"}]}", "image A  1 |file B  0 b")]
    [InlineData("\"msgtype\":\"chatrecord\",\"chatrecord\":{\"title\":\"t\",\"item\":[{\"type\":\"ChatRecordImage\",\"content\":\"{\\\"sdkfileid\\\":\\\"A\\\"}\"}]}", "image A  0 ")]
    [InlineData("\"msgtype\":\"text\",\"text\":{\"content\":\"x\"}", "")]
    public void A_message_names_its_files(string body, string expected)
    {
        Assert.Equal(Reading.GroupMessage, ArchiveMessage.Parse(Encoding.UTF8.GetBytes($$"""{"msgid":"m1","action":"send","from":"wm1","roomid":"wr1","msgtime":1,{{body}}}"""), out var message));
        Assert.Equal(expected, string.Join('|', message!.Files.Select(file => $"{file.Kind} {file.FileId} {file.Md5} {file.Bytes} {file.Name}")));
    }

    [Theory]
    [InlineData("""{"msgid":"125289002219525886280","action":"switch","time":1554119421840,"user":"XuJinSheng"}""", Reading.NotAMessage)]
    [InlineData("""{"msgid":"m1","action":"send","from":"a","tolist":["b"],"roomid":"","msgtime":1,"msgtype":"text","text":{"content":"private"}}""", Reading.Direct)]
    [InlineData("""{"msgid":"","action":"send","from":"a","roomid":"wr1","msgtime":1,"msgtype":"text","text":{"content":"x"}}""", Reading.Malformed)]
    [InlineData("""{"msgid":7,"action":"send","from":"a","roomid":"wr1","msgtime":1,"msgtype":"text","text":{"content":"x"}}""", Reading.Malformed)]
    [InlineData("""{"msgid":"m1","action":"send","from":"a","roomid":"wr1","msgtime":"soon","msgtype":"text","text":{"content":"x"}}""", Reading.Malformed)]
    [InlineData("""{"msgid":"m1","action":"send","from":"a","roomid":"wr1","msgtime":-5,"msgtype":"text","text":{"content":"x"}}""", Reading.Malformed)]
    [InlineData("""{"msgid":"m1","action":"send","from":"a","roomid":"wr1","msgtime":1,"msgtype":"text","text":{"content":"\ud800"}}""", Reading.Malformed)]
    [InlineData("""{"msgid":"m1","action":"send","from":"a","roomid":"wr1","msgtime":1,"msgtype":"mixed","mixed":{"item":[{"type":"text","content":"{nonsense"}]}}""", Reading.Malformed)]
    [InlineData("""{"seq":5}""", Reading.Malformed)]
    [InlineData("null", Reading.Malformed)]
    [InlineData("[1,2]", Reading.Malformed)]
    [InlineData("{", Reading.Malformed)]
    public void What_is_no_group_message_is_told_apart(string json, object expected) => Assert.Equal((Reading)expected, ArchiveMessage.Parse(Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    public void A_page_is_cut_at_its_items_whatever_they_are()
    {
        var page = ArchivePages.Split("""{"errcode":0,"errmsg":"ok","chatdata":[{"seq":5,"a":[1,{"seq":9}]}, 7 ,"x",{"b":{"seq":8}},null,{"seq":"six"},{"seq":11}]}"""u8.ToArray());
        Assert.Equal([5L, null, null, null, null, null, 11L], page.Items.Select(item => item.Seq));
        Assert.Equal("""{"seq":5,"a":[1,{"seq":9}]}""", Encoding.UTF8.GetString(page.Items[0].Json.Span));
        Assert.Equal("""{"seq":11}""", Encoding.UTF8.GetString(page.Items[^1].Json.Span));
        Assert.Equal(11, PreparePage.NextSeq(3, page));
    }

    [Fact]
    public void A_page_that_hides_all_positions_still_moves_on() =>
        Assert.Equal(4, PreparePage.NextSeq(3, ArchivePages.Split("""{"errcode":0,"chatdata":[null]}"""u8.ToArray())));

    [Theory]
    [InlineData("""{"errcode":40001,"errmsg":"invalid credential","chatdata":[]}""", true)]
    [InlineData("""{"errcode":45009,"errmsg":"api freq out of limit","chatdata":[]}""", false)]
    [InlineData("<html>", false)]
    [InlineData("""{"errcode":0,"chatdata":{}}""", false)]
    public void A_refusal_or_a_page_that_is_none_says_whether_a_person_must_act(string page, bool credentials) =>
        Assert.Equal(credentials, Assert.Throws<ArchiveException>(() => ArchivePages.Split(Encoding.UTF8.GetBytes(page))).Credentials);

    [Theory]
    [InlineData("wmUu0zBgAALV7ZymkcMyxvbTe8YdWxxA", false)]
    [InlineData("woJ7ijBwAAmqwojT8r_DaNMbr_NAvaag", false)]
    [InlineData("wbJ7ijBwAAmqwojT8r_DaNMbr_NAvaag", true)]
    [InlineData("wonder", true)]
    [InlineData("zhangsan", true)]
    public void Who_is_in_no_roster_is_judged_by_the_ids_form(string id, bool staff) => Assert.Equal(staff, KnownPeople.LooksLikeStaff(id));
}
