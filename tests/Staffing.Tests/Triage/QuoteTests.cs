using Steward.Staffing.Triage;

namespace Steward.Staffing.Tests.Triage;

public sealed class QuoteTests
{
    [Theory]
    [InlineData("这是一条引用/回复消息：\n“小明：\n几点开门?”\n------\n九点", "几点开门?")]
    [InlineData("这是一条引用/回复消息：\n\"小明：\n几点开门?\n周末呢\"\n------\n@小明 九点", "几点开门?\n周末呢")]
    [InlineData("This is a quote/reply:\n\"Ming:\nwhen?\"\n------\nat nine", "when?")]
    [InlineData("这是一条引用/回复消息：九点", "")]
    [InlineData("我想问\n------\n九点", "")]
    [InlineData("", "")]
    public void The_archive_puts_what_is_quoted_into_the_words(string text, string quoted) => Assert.Equal(quoted, Quote.Of(text));

    [Theory]
    [InlineData("几点开门?", "几点开门?", true)]
    [InlineData("几点开门?", "几点开门?周末呢?", false)]
    [InlineData("请问周末的亲子活动…", "请问周末的亲子活动几点开始?", true)]
    [InlineData("", "几点开门?", false)]
    public void A_quote_is_of_what_it_repeats_or_begins(string quoted, string said, bool same) => Assert.Equal(same, Quote.IsOf(quoted, said));
}
