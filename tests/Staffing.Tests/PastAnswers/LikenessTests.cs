using Steward.Staffing.PastAnswers;

namespace Steward.Staffing.Tests.PastAnswers;

public sealed class LikenessTests
{
    private static readonly string[] Asked = ["杯子碎了怎么办?", "茶叶可以寄外地吗", "Do you open on Sunday?", "杯子摔碎了能换吗", "在吗", ""];

    [Fact]
    public void The_most_alike_comes_first_and_other_subjects_not_at_all()
    {
        var found = Likeness.Rank("我的杯子碎了怎么办", Asked);
        Assert.Equal(0, found[0].Index);
        Assert.DoesNotContain(found, one => one.Index is 1 or 2 or 5);
        Assert.All(found, one => Assert.InRange(one.Share, Likeness.Least, 1));
    }

    [Fact]
    public void The_same_question_is_wholly_alike_whatever_its_case_and_marks() => Assert.Equal(1, Likeness.Rank("do you open, on SUNDAY", Asked)[0].Share, 9);

    [Theory]
    [InlineData("")]
    [InlineData("?!…")]
    [InlineData("完全不同")]
    public void Nothing_is_like_it(string text) => Assert.Empty(Likeness.Rank(text, Asked));
}
