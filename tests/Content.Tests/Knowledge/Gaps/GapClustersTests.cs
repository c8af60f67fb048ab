using Steward.Content.Knowledge.Gaps;
using Steward.Content.Knowledge.Matching;

namespace Steward.Content.Tests.Knowledge.Gaps;

public sealed class GapClustersTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("怎么退款", "请问退款怎么弄?")]
    [InlineData("可以开发票吗", "你们能开发票不")]
    [InlineData("停车场在哪里", "哪里有停车场")]
    [InlineData("where is the parking lot", "Where's the parking lot?")]
    public void Questions_of_one_subject_are_alike(string one, string other) => Assert.InRange(Likeness.Of(Wording.Of(one), Wording.Of(other)), Likeness.Least, 1);

    [Theory]
    [InlineData("怎么退款", "怎么预约")]
    [InlineData("停车场在哪里", "洗手间在哪里")]
    [InlineData("停车费多少钱", "停车场在哪里")]
    [InlineData("可以开发票吗", "可以带狗吗")]
    public void Others_are_not(string one, string other) => Assert.InRange(Likeness.Of(Wording.Of(one), Wording.Of(other)), 0, Likeness.Least - 0.01);

    [Fact]
    public void Those_alike_are_one_gap_with_its_wordings_the_most_frequent_first()
    {
        var (here, there) = (Guid.NewGuid(), Guid.NewGuid());
        HandedOnText[] asked = [Asked("可以带狗吗", here, 0), Asked("停车场在哪里?", here, 1), Asked("哪里有停车场", there, 2), Asked("停车场在哪里", there, 3), Asked("请问停车场在哪里呀", here, 4), Asked("??", here, 5)];

        var clusters = GapClusters.Of(asked, []);

        Assert.Equal([4, 1], clusters.Select(cluster => cluster.Questions.Count));
        Assert.Equal(["停车场在哪里", "哪里有停车场"], clusters[0].Wordings);
        Assert.Equal((2, Start.AddHours(1), Start.AddHours(4), null), (clusters[0].Groups, clusters[0].First, clusters[0].Last, clusters[0].Entry));
        Assert.Equal(1, clusters[1].Groups);
    }

    [Fact]
    public void In_whatever_order_they_came_the_gaps_are_the_same()
    {
        string[] subjects = ["停车场", "洗手间", "发票", "充电宝", "会员卡"];
        string[] ways = ["{0}在哪里", "请问{0}在哪里呀", "哪里有{0}", "{0}在哪里可以找到"];
        HandedOnText[] asked = [.. from subject in subjects from way in ways from again in Enumerable.Range(0, way.Length % 3 + 1) select Asked(string.Format(null, way, subject), Guid.NewGuid(), again)];
        var expected = Sizes(asked);
        Assert.Equal(subjects.Length, expected.Length);

        var dice = new Random(20261123);
        for (var round = 0; round < 20; round++)
        {
            dice.Shuffle(asked);
            Assert.Equal(expected, Sizes(asked));
        }

        static string[] Sizes(HandedOnText[] asked) => [.. GapClusters.Of(asked, []).Select(cluster => $"{cluster.Wordings[0]} {cluster.Questions.Count}").Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void What_is_like_an_entry_that_was_made_from_a_gap_is_its()
    {
        var (entry, group) = (Guid.NewGuid(), Guid.NewGuid());

        var clusters = GapClusters.Of([Asked("哪里有停车场", group, 0), Asked("可以带狗吗", group, 1)], [(entry, ["停车场在哪里?", "停车在哪"]), (Guid.NewGuid(), ["从来没人问"])]);

        Assert.Equal([null, entry], clusters.Select(cluster => cluster.Entry).Order());
        Assert.Equal(["哪里有停车场"], clusters.Single(cluster => cluster.Entry == entry).Wordings);
    }

    private static HandedOnText Asked(string text, Guid group, int hour) => new(group, text, Start.AddHours(hour));
}
