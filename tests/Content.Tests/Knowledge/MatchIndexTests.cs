using System.Diagnostics;
using Steward.Content.Knowledge;
using Xunit.Abstractions;

namespace Steward.Content.Tests.Knowledge;

public sealed class MatchIndexTests(ITestOutputHelper output)
{
    private static readonly Confidence Sure = new(new KnowledgeOptions().Threshold, new KnowledgeOptions().Margin);
    private static readonly MatchIndex Index = MatchIndex.Compile(EntryCheck.Read(Kb.Entries).Good);

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
        Assert.Equal(1, best.Score, 5);
    }

    [Fact]
    public void Two_entries_that_fit_alike_leave_the_question_to_people()
    {
        KnowledgeEntry[] twins = [Twin("怎么退款"), Twin("怎么退款")];
        var matches = MatchIndex.Compile(twins).Rank("怎么退款", 2);

        Assert.Equal(1, matches[0].Score, 5);
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

    [Theory]
    [InlineData(30)]
    [InlineData(1500)]
    public void The_speed_is_printed(int entries)
    {
        var dice = new Random(7);
        var words = Kb.Entries.SelectMany(entry => entry.Question).Distinct().ToArray();
        string Phrase() => string.Concat(Enumerable.Range(0, 10).Select(_ => (char)(0x4E00 + (dice.Next(3) == 0 ? dice.Next(3000) : words[dice.Next(words.Length)] % 300))));
        var index = MatchIndex.Compile(Enumerable.Range(0, entries).Select(_ => new KnowledgeEntry { EntryId = Guid.NewGuid(), Question = Phrase(), Paraphrases = [Phrase(), Phrase()], Answer = "好" }));
        var questions = Enumerable.Range(0, 200).Select(_ => Phrase()).ToArray();
        var found = 0;
        foreach (var question in questions) { found += index.Rank(question, 2).Count; }

        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < 20; round++)
        {
            foreach (var question in questions) { found += index.Rank(question, 2).Count; }
        }

        output.WriteLine($"{entries} entries: {20 * questions.Length / Stopwatch.GetElapsedTime(started).TotalSeconds:n0} asks/s on one core");
        Assert.True(found > 0);
    }
}
