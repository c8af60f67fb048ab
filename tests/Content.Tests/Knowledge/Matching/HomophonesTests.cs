using Steward.Content.Knowledge;
using Steward.Content.Knowledge.Matching;

namespace Steward.Content.Tests.Knowledge.Matching;

public sealed class HomophonesTests
{
    private static readonly string[] Questions = ["怎么退货?", "优惠券怎么用?", "会员积分怎么查询?", "门店几点开门?", "权利和义务是什么", "权力在谁手里", "iPhone 能用吗"];

    [Theory]
    // The wrong characters of the right sound.
    [InlineData("我要退获", "我要退货")]
    [InlineData("油惠券怎么用", "优惠券怎么用")]
    [InlineData("优慧劝怎么用", "优惠券怎么用")]
    [InlineData("会园积分", "会员积分")]
    // No characters at all, in one word or several, and as a southern tongue spells it.
    [InlineData("zenme tuihuo", "怎么退货")]
    [InlineData("zen me tui huo", "怎么退货")]
    [InlineData("youhuiquan怎么用", "优惠券怎么用")]
    [InlineData("jifen zenme caxun", "积分怎么查询")]
    [InlineData("huiyuan积分", "会员积分")]
    public void What_sounds_like_a_word_of_the_base_is_read_as_it(string question, string read) => Assert.Equal(read, Respelled(question));

    [Theory]
    [InlineData("怎么退货")]
    // No character is right: too little to go by.
    [InlineData("推或")]
    // A word of the language stays what it is.
    [InlineData("全力在谁手里")]
    // Two words of the base sound so.
    [InlineData("权立")]
    [InlineData("youhuijuan怎么用")]
    [InlineData("iphone can i use it")]
    [InlineData("women like fashion")]
    [InlineData("wo xiang mai yi liang che")]
    [InlineData("tui")]
    [InlineData("2026 年")]
    [InlineData("")]
    public void Where_it_is_not_sure_nothing_is_put_right(string question) => Assert.Equal(Wording.Of(question).Letters, Respelled(question));

    [Fact]
    public void An_entry_is_found_by_what_its_words_sound_like_and_the_words_are_told()
    {
        var matcher = Matcher.Compile(Questions.Select((question, at) => new KnowledgeEntry { EntryId = new Guid(at + 1, 0, 0, new byte[8]), Question = question, Paraphrases = [], Answer = "好" }), [], null);

        foreach (var asked in new[] { "我要退获", "zenme tuihuo" })
        {
            var best = matcher.Rank(asked, 1)[0];
            Assert.Equal("怎么退货?", best.Entry.Question);
            Assert.Contains("退货", matcher.Explain(asked, best).Shared);
        }
    }

    private static string Respelled(string question)
    {
        Wording[] phrases = [.. Questions.Select(Wording.Of)];
        var known = phrases.SelectMany(phrase => phrase.Hashes).ToHashSet();
        return new Homophones(phrases, phrases, known.Contains).Respell(Wording.Of(question)).Letters;
    }
}
