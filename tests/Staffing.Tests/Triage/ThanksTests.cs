using Steward.Staffing.Triage;

namespace Steward.Staffing.Tests.Triage;

public sealed class ThanksTests
{
    [Theory]
    [InlineData("谢谢", true)]
    [InlineData("好的 知道了~", true)]
    [InlineData("解决了", true)]
    [InlineData("Thanks, got it!", true)]
    [InlineData("没解决", false)]
    [InlineData("谢谢,但是还没收到", false)]
    [InlineData("解决了吗?", false)]
    [InlineData("请问周末几点开门,我想带孩子去,谢谢", false)]
    [InlineData("早", false)]
    public void Short_words_say_that_somebody_has_what_they_asked_for(string text, bool content) => Assert.Equal(content, Thanks.In(text));
}
