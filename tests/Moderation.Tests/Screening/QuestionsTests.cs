using Steward.Moderation.Screening;

namespace Steward.Moderation.Tests.Screening;

public sealed class QuestionsTests
{
    [Theory]
    [InlineData("营业到几点")]
    [InlineData("怎么领券呀")]
    [InlineData("这个有货吗")]
    [InlineData("这个有货吗😊")]
    [InlineData("那我的会员积分呢")]
    [InlineData("听说了么")]
    [InlineData("多少钱一套")]
    [InlineData("哪里可以停车")]
    [InlineData("能不能开发票")]
    [InlineData("可以带孩子一起吗谢谢")]
    [InlineData("有没有无糖的")]
    [InlineData("为什么我的券用不了")]
    [InlineData("谁知道店在几楼")]
    [InlineData("门店在三楼？")]
    [InlineData("真的?")]
    [InlineData("how do i claim the coupon")]
    [InlineData("Does anyone know the address")]
    [InlineData("is it open?")]
    [InlineData("没什么人吧，几点关门")]
    public void These_ask(string text) => Assert.True(Questions.IsQuestion(text));

    [Theory]
    [InlineData("")]
    [InlineData("？？？")]
    [InlineData("?")]
    [InlineData("好的")]
    [InlineData("没什么")]
    [InlineData("谁都可以来")]
    [InlineData("我在呢")]
    [InlineData("排着队等着呢")]
    [InlineData("薯条可乐什么的都好吃")]
    [InlineData("看这个 https://brand.cn/p?id=1")]
    [InlineData("哪里哪里，过奖了")]
    [InlineData("what a nice day")]
    [InlineData("this is how do not trust")]
    [InlineData("明天早上九点集合")]
    public void These_do_not(string text) => Assert.False(Questions.IsQuestion(text));

    [Fact]
    public void A_long_text_is_a_statement_whatever_it_holds()
    {
        var text = "怎么领券？" + new string('长', Questions.Longest - 5);
        Assert.True(Questions.IsQuestion(text));
        Assert.False(Questions.IsQuestion(text + "长"));
    }
}
