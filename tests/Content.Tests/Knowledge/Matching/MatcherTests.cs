using Steward.Content.Knowledge;
using Steward.Content.Knowledge.Matching;

namespace Steward.Content.Tests.Knowledge.Matching;

public sealed class MatcherTests
{
    private static readonly Confidence Sure = new(new KnowledgeOptions().Threshold, new KnowledgeOptions().Margin, new KnowledgeOptions().Suggestion);
    private static readonly KnowledgeEntry[] Entries = [.. EntryCheck.Read(Kb.Entries).Good.Select(entry => entry.Over(null, leads: true))];
    private static readonly Matcher Index = Matcher.Compile(Entries, [], null);

    [Theory]
    [InlineData("请问茶馆几点开门呀?", 1)]
    [InlineData("你们茶馆几点开门", 1)]
    [InlineData("亲,包间可以提前预约一下吗", 2)]
    [InlineData("能快递茶叶吗", 3)]
    [InlineData("茶叶能不能寄外地呢", 3)]
    [InlineData("生日当天有什么折扣", 4)]
    [InlineData("宠物能进茶馆吗?谢谢", 5)]
    [InlineData("DO YOU HAVE an english menu", 8)]
    [InlineData("do you have an englsh menu", 8)]
    public void A_paraphrase_is_answered_with_its_entry(string question, int entry)
    {
        var matches = Index.Rank(question, 2);

        Assert.Equal(Kb.Id(entry), matches[0].Entry.EntryId.ToString());
        Assert.True(Sure.Allows(matches), $"score {matches[0].Score:0.00}");
    }

    [Theory]
    [InlineData("我的茶杯有个豁口,谁来处理?")]
    [InlineData("今晚球赛你们觉得谁能赢?")]
    [InlineData("订单 2371 被扣了两次款")]
    [InlineData("昨天的茶点不新鲜,你们怎么解释")]
    [InlineData("周末一起爬山有人约吗")]
    [InlineData("Who won the match last night?")]
    [InlineData("???")]
    [InlineData("")]
    public void A_question_that_the_base_does_not_know_stays_without_an_answer(string question) => Assert.False(Sure.Allows(Index.Rank(question, 2)));

    [Fact]
    public void The_match_is_explained_by_the_phrase_that_fits_best()
    {
        var best = Index.Rank("怎么看储值卡还剩多少钱", 1)[0];

        Assert.Equal("怎么看储值卡还剩多少钱", best.Phrase);
        Assert.Equal("储值卡余额在哪里查?", best.Entry.Question);
        Assert.True(Sure.Allows(Index.Rank("怎么看储值卡还剩多少钱", 2)), $"{best.Score:0.00}");
    }

    [Fact]
    public void Two_entries_that_fit_alike_leave_the_question_to_people()
    {
        KnowledgeEntry[] twins = [Twin("怎么退款"), Twin("怎么退款")];
        var matches = Matcher.Compile(twins, [], null).Rank("怎么退款", 2);

        Assert.Equal(matches[0].Score, matches[1].Score, 5);
        Assert.False(Sure.Allows(matches));

        static KnowledgeEntry Twin(string question) => new() { EntryId = Guid.NewGuid(), Question = question, Paraphrases = [], Answer = "看说明。" };
    }

    [Fact]
    public void Scores_lie_between_0_and_1_and_fall_whatever_is_asked()
    {
        var dice = new Random(20260302);
        var letters = string.Concat(Kb.Entries.Select(entry => entry.Question)) + "abc 123,。?!\uD83D\uFF21";
        for (var round = 0; round < 2000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, dice.Next(400)).Select(_ => letters[dice.Next(letters.Length)]));
            var matches = Index.Rank(text, 10);

            Assert.All(matches, match => Assert.InRange(match.Score, 0, 1));
            Assert.Equal(matches.OrderByDescending(match => match.Score).Select(match => match.Score), matches.Select(match => match.Score));
            Assert.Equal(matches.Count, matches.Select(match => match.Entry.EntryId).Distinct().Count());
        }
    }

    [Theory]
    [InlineData("WiFi密码是多少", "wifi 密码 是 多少!!")]
    [InlineData("请问几点关门呢", "几点关门")]
    [InlineData("包间怎么订", "你们的包间怎么订啊?")]
    public void Width_case_punctuation_and_filler_make_no_difference(string one, string other) => Assert.Equal(TextFold.Fold(one), TextFold.Fold(other));

    [Fact]
    public void A_phrase_of_nothing_but_filler_stays_something() => Assert.Equal("请问一下吗", TextFold.Fold("请问一下吗?"));

    [Fact]
    public void What_speaks_for_and_against_a_match_is_told_in_words()
    {
        var best = Index.Rank("茶叶可以邮寄到日本吗", 1)[0];
        var reasons = Index.Explain("茶叶可以邮寄到日本吗", best);

        Assert.Equal(Kb.Id(3), best.Entry.EntryId.ToString());
        Assert.Contains("茶叶", reasons.Shared);
        Assert.Contains("邮寄", reasons.Shared);
        Assert.Contains("日本", reasons.Missing);
        Assert.DoesNotContain("茶叶", reasons.Lacking);
    }

    [Fact]
    public void A_confirmed_question_is_a_phrase_of_its_entry()
    {
        const string Asked = "店里的灯几点亮";
        var taught = Matcher.Compile(Entries, [new JudgedQuestion(Asked, Guid.Parse(Kb.Id(1)))], null);

        var best = taught.Rank(Asked, 1)[0];

        Assert.Equal((Kb.Id(1), Asked), (best.Entry.EntryId.ToString(), best.Phrase));
        Assert.True(best.Score > Index.Rank(Asked, 1) switch { [var before] when before.Entry.EntryId == best.Entry.EntryId => before.Score, _ => 0 });
    }

    [Fact]
    public void A_rejected_question_is_never_an_answer_and_makes_its_like_less_sure()
    {
        const string Asked = "茶馆几点开门营业发票";
        var taught = Matcher.Compile(Entries, [new JudgedQuestion(Asked, null)], null);

        Assert.All(taught.Rank(Asked, 10), match => Assert.Contains(Entries, entry => entry.EntryId == match.Entry.EntryId));
        Assert.Equal(Index.Rank("茶馆几点开门", 1)[0].Entry.EntryId, taught.Rank("茶馆几点开门", 1)[0].Entry.EntryId);
    }

    [Fact]
    public void What_was_confirmed_for_an_entry_that_is_gone_does_not_count() =>
        Assert.Equal(Index.Rank("茶馆几点开门", 3).Select(match => match.Score), Matcher.Compile(Entries, [new JudgedQuestion("茶馆几点开门", Guid.NewGuid())], null).Rank("茶馆几点开门", 3).Select(match => match.Score));

    [Fact]
    public void The_same_base_always_ranks_the_same() =>
        Assert.Equal(Index.Rank("订包间要提前多久", 5).Select(match => (match.Entry.EntryId, match.Score)), Matcher.Compile(Entries, [], null).Rank("订包间要提前多久", 5).Select(match => (match.Entry.EntryId, match.Score)));
}
