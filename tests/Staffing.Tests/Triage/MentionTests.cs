using Steward.Staffing.Triage;

namespace Steward.Staffing.Tests.Triage;

public sealed class MentionTests
{
    [Theory]
    [InlineData("@小李 在吗", true)]
    [InlineData("请问＠客服小美，几点发货", true)]
    [InlineData("@all @Li hi", true)]
    [InlineData("@所有人 早安", false)]
    [InlineData("@allen 在吗", true)]
    [InlineData("发到 li.ming@example.com 好吗", false)]
    [InlineData("3 @ 5 元", false)]
    [InlineData("@", false)]
    [InlineData("", false)]
    public void A_name_after_an_at_calls_somebody(string text, bool calls) => Assert.Equal(calls, Mention.In(text));
}
