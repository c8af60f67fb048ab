using Steward.Moderation.Compliance.Intercepts;

namespace Steward.Moderation.Tests.Compliance.Intercepts;

public sealed class InterceptPackingTests
{
    [Fact]
    public void Rules_have_at_most_300_words_of_32_characters_and_the_gravest_and_most_found_come_first()
    {
        var words = Enumerable.Range(0, 700).Select(number => new InterceptWord($"词{number:D4}", number % 2 == 0, number, "r")).ToList();
        var pack = InterceptPacking.Pack(words, 3);
        Assert.Equal([("合规拦截001", true), ("合规拦截002", true), ("合规提醒001", false)], pack.Rules.Select(rule => (rule.Name, rule.Blocks)));
        Assert.Equal((350, 300), (pack.Rules.Where(rule => rule.Blocks).Sum(rule => rule.Words.Count), pack.Rules[2].Words.Count));
        Assert.All(pack.Rules, rule => Assert.InRange(rule.Words.Count, 1, 300));
        Assert.Equal((50, LeftOut.NoRoom), (pack.LeftOut.Count, pack.LeftOut.Select(one => one.Why).Distinct().Single()));
        Assert.All(pack.LeftOut, one => Assert.True(string.CompareOrdinal(one.Word, "词0100") < 0));
        Assert.All(pack.Rules, rule => Assert.InRange(rule.Name.Length, 1, 20));
    }

    [Fact]
    public void The_whole_budget_is_30000_words()
    {
        var pack = InterceptPacking.Pack(Enumerable.Range(0, 30_500).Select(number => new InterceptWord($"词{number:D5}", true, 0, "r")), 500);
        Assert.Equal((100, 30_000, 500), (pack.Rules.Count, pack.Rules.Sum(rule => rule.Words.Count), pack.LeftOut.Count));
    }

    [Fact]
    public void What_another_word_stops_anyway_takes_no_room_unless_it_is_graver()
    {
        var pack = InterceptPacking.Pack([new("天价洋酒", true, 9, "a"), new("天价", true, 1, "b"), new("天价", false, 5, "c"), new("底价", false, 0, "d"), new("全网底价", true, 0, "e")], 100);
        Assert.Equal(["全网底价", "天价", "底价"], pack.Rules.SelectMany(rule => rule.Words));
        Assert.Equal([("天价洋酒", "a"), ("天价", "c")], pack.LeftOut.Where(one => one.Why == LeftOut.Covered).Select(one => (one.Word, one.Source)).OrderBy(one => one.Source, StringComparer.Ordinal));
    }

    [Fact]
    public void What_WeCom_cannot_carry_is_told()
    {
        var pack = InterceptPacking.Pack([new(new string('长', 33), true, 0, "a"), new(new string('长', 32), true, 0, "b"), new("兼职", true, 0, "c", LeftOut.Context), new("", true, 0, "d")], 100);
        Assert.Equal([new string('长', 32)], Assert.Single(pack.Rules).Words);
        Assert.Equal([("a", LeftOut.TooLong), ("c", LeftOut.Context), ("d", LeftOut.Empty)], pack.LeftOut.Select(one => (one.Source, one.Why)).Order());
    }

    [Fact]
    public void The_order_that_words_come_in_does_not_matter()
    {
        var words = Enumerable.Range(0, 500).Select(number => new InterceptWord($"词{number:D3}", number % 3 == 0, number % 7, $"r{number % 5}")).ToArray();
        var before = InterceptPacking.Pack(words, 100);
        new Random(3).Shuffle(words);
        Assert.Equal(before.Rules.SelectMany(rule => rule.Words), InterceptPacking.Pack(words, 100).Rules.SelectMany(rule => rule.Words));
    }

    [Fact]
    public void A_word_is_covered_only_by_one_that_is_in_a_rule()
    {
        var many = Enumerable.Range(0, 300).Select(number => new InterceptWord($"词{number:D3}", true, 100, "r"));
        var pack = InterceptPacking.Pack([.. many, new("天价", true, 1, "short"), new("天价洋酒", true, 50, "long"), new("高价", true, 0, "none"), new("词0001", true, 0, "in")], 1);
        Assert.Equal([("none", LeftOut.NoRoom), ("short", LeftOut.NoRoom), ("long", LeftOut.NoRoom), ("in", LeftOut.Covered)], pack.LeftOut.Select(one => (one.Source, one.Why)).OrderBy(one => one.Why == LeftOut.Covered).ThenBy(one => one.Source switch { "none" => 0, "short" => 1, _ => 2 }));

        // What covers a word that is found often stands in its place.
        var with = InterceptPacking.Pack([.. many, new("天价", true, 1, "short"), new("天价洋酒", true, 500, "long")], 1);
        Assert.Contains("天价", Assert.Single(with.Rules).Words);
        Assert.Equal(LeftOut.Covered, with.LeftOut.Single(one => one.Source == "long").Why);
    }

    [Fact]
    public void Other_counts_and_one_more_word_leave_almost_every_rule_as_it_was()
    {
        var words = Enumerable.Range(0, 3000).Select(number => new InterceptWord($"词{number:D4}", true, number % 11, "r")).ToList();
        var before = InterceptPacking.Pack(words, 100).Rules;
        Assert.All(before, rule => Assert.InRange(rule.Words.Count, 1, 300));
        Assert.Equal(before.Select(rule => rule.Words), InterceptPacking.Pack(words.Select(word => word with { Hits = word.Hits * 7 % 5 }), 100).Rules.Select(rule => rule.Words));
        var after = InterceptPacking.Pack([.. words, new("全新", true, 0, "r")], 100).Rules;
        Assert.InRange(before.Zip(after).Count(pair => !pair.First.Words.SequenceEqual(pair.Second.Words)), 1, 3);
    }
}
