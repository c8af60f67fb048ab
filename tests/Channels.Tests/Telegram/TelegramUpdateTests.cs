using Steward.Channels.Telegram;

namespace Steward.Channels.Tests.Telegram;

public sealed class TelegramUpdateTests
{
    private const string Chat = """{"id":-1001,"type":"supergroup","title":"群"}""";
    private const string Alice = """{"id":7,"is_bot":false,"first_name":"小","last_name":"红"}""";
    private const string Owner = """{"id":1,"is_bot":false,"first_name":"群主"}""";

    [Fact]
    public void Words_in_a_group_are_a_message_named_by_chat_and_number()
    {
        var said = Assert.IsType<TelegramUpdate.Said>(Of($$$"""{"update_id":1,"message":{"message_id":5,"from":{{{Alice}}},"chat":{{{Chat}}},"date":1700000000,"text":"你好\u0000"}}"""));

        Assert.Equal(("-1001", "5", "-1001:5", "text", "你好", 1700000000L), (said.ChatId, said.ExternalId, said.Name, said.Kind, said.Text, said.At.ToUnixTimeSeconds()));
        Assert.Equal(new SeenPerson("7", "小 红", null), said.By);
    }

    [Fact]
    public void An_edit_is_a_message_of_its_own_that_names_the_same_number()
    {
        var said = Assert.IsType<TelegramUpdate.Said>(Of($$$"""{"update_id":1,"edited_message":{"message_id":5,"from":{{{Alice}}},"chat":{{{Chat}}},"date":1700000000,"edit_date":1700000060,"text":"加微信"}}"""));

        Assert.Equal(("5", "-1001:5:1700000060", "edit", 1700000060L), (said.ExternalId, said.Name, said.Kind, said.At.ToUnixTimeSeconds()));
    }

    [Theory]
    [InlineData(""" "photo":[{"file_id":"a"}],"caption":"看" """, "photo", "看")]
    [InlineData(""" "animation":{"file_id":"a"},"document":{"file_id":"a"} """, "animation", "")]
    [InlineData(""" "sticker":{"file_id":"a"} """, "sticker", "")]
    public void A_medium_has_its_own_kind_and_its_caption(string body, string kind, string text)
    {
        var said = Assert.IsType<TelegramUpdate.Said>(Of($$$"""{"update_id":1,"message":{"message_id":5,"from":{{{Alice}}},"chat":{{{Chat}}},"date":1700000000,{{{body}}}}}"""));

        Assert.Equal((kind, text), (said.Kind, said.Text));
    }

    [Fact]
    public void An_anonymous_administrator_and_the_linked_channel_are_staff_and_another_channel_is_not()
    {
        Assert.Equal(new SeenPerson("-1001", "群", true), Speaker($$""" "sender_chat":{{Chat}} """));
        Assert.True(Speaker(""" "sender_chat":{"id":-1009,"type":"channel","title":"频道"},"is_automatic_forward":true """).IsStaff);
        Assert.False(Speaker(""" "sender_chat":{"id":-1009,"type":"channel","title":"频道"} """).IsStaff);
    }

    [Theory]
    [InlineData("left", "member", 7, false, 0)]
    [InlineData("left", "member", 1, false, 1)]
    [InlineData("kicked", "restricted", 7, true, 2)]
    public void Who_comes_in_came_alone_was_invited_or_took_a_link(string before, string after, long by, bool link, int scene)
    {
        var came = Assert.IsType<TelegramUpdate.Came>(Of(Change(before, after, by, link ? ""","invite_link":{"invite_link":"https://t.me/+a","name":"海报"}""" : "")));

        Assert.Equal((scene, link ? "海报" : "", "7"), (came.Scene, came.State, came.People.Single().ExternalId));
    }

    [Theory]
    [InlineData("member", "left", 7, false)]
    [InlineData("member", "kicked", 1, true)]
    [InlineData("restricted", "left", 1, true)]
    public void Who_is_out_left_or_was_removed(string before, string after, long by, bool removed) =>
        Assert.Equal(removed, Assert.IsType<TelegramUpdate.Went>(Of(Change(before, after, by, ""))).Removed);

    [Fact]
    public void Whoever_becomes_an_administrator_is_staff_from_then_on()
    {
        Assert.True(Assert.IsType<TelegramUpdate.Changed>(Of(Change("member", "administrator", 1, ""))).Person!.IsStaff);
        Assert.False(Assert.IsType<TelegramUpdate.Changed>(Of(Change("administrator", "member", 1, ""))).Person!.IsStaff);
        Assert.Equal("outside", Assert.IsType<TelegramUpdate.Ignored>(Of(Change("left", "kicked", 1, ""))).Outcome);
    }

    [Theory]
    [InlineData("""{"update_id":1}""", "unknown")]
    [InlineData("""{"update_id":1,"message_reaction":{"chat":{"id":1}}}""", "unknown")]
    [InlineData("""{"update_id":1,"message":{"message_id":5,"chat":{"id":7,"type":"private"},"date":1,"text":"嗨"}}""", "direct")]
    [InlineData("""{"update_id":1,"message":{"message_id":5,"chat":{"id":-1,"type":"group"},"date":1,"pinned_message":{}}}""", "notice")]
    [InlineData("""{"update_id":1,"message":{"message_id":5,"chat":{"id":-1,"type":"group"},"date":1,"text":"没有人"}}""", "malformed")]
    [InlineData("""{"update_id":1,"message":"words"}""", "malformed")]
    [InlineData("""{"update_id":1,"message":{"message_id":5,"from":{"id":7},"chat":{"id":-1,"type":"group"},"date":99999999999999,"text":"嗨"}}""", "malformed")]
    [InlineData("""{"update_id":1,"message":{"message_id":5,"from":{"id":7},"chat":{"id":-1,"type":"group"},"date":1,"text":"\ud800"}}""", "malformed")]
    [InlineData("[]", "malformed")]
    public void What_is_nothing_for_the_platform_is_named_and_never_breaks_it(string body, string outcome) => Assert.Equal(outcome, Assert.IsType<TelegramUpdate.Ignored>(Of(body)).Outcome);

    private static TelegramUpdate Of(string body) => TelegramUpdate.Parse(body);

    private static SeenPerson Speaker(string more) =>
        Assert.IsType<TelegramUpdate.Said>(Of($$$"""{"update_id":1,"message":{"message_id":5,"chat":{{{Chat}}},"date":1700000000,"text":"嗨",{{{more}}}}}""")).By;

    private static string Change(string before, string after, long by, string more)
    {
        var from = by == 7 ? Alice : Owner;
        return $$$"""{"update_id":1,"chat_member":{"chat":{{{Chat}}},"from":{{{from}}},"date":1700000000,"old_chat_member":{"status":"{{{before}}}","user":{{{Alice}}},"is_member":true},"new_chat_member":{"status":"{{{after}}}","user":{{{Alice}}},"is_member":true}{{{more}}}}}""";
    }
}
