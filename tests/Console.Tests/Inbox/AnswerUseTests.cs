using Steward.Console.Inbox;
using Steward.Contracts.Content.V1;

namespace Steward.Console.Tests.Inbox;

public sealed class AnswerUseTests
{
    private static readonly Match[] Offered =
    [
        new Match { EntryId = "a", Answer = "每天 10:00 开门，22:00 打烊。" },
        new Match { EntryId = "b", Answer = "小程序里点「订包间」即可。" },
    ];

    [Theory]
    [InlineData("每天 10:00 开门，22:00 打烊。", "", "a", "accepted")]
    [InlineData(" 小程序里点「订包间」即可。\n", "a", "b", "accepted")]
    [InlineData("亲，小程序里点「订包间」即可，需要我帮您订吗？", "b", "b", "edited")]
    // Put in and cut short; the same words typed would be too few.
    [InlineData("亲，22:00 打烊哦", "a", "a", "edited")]
    [InlineData("亲，22:00 打烊哦", "", "a", "rejected")]
    // Put in, taken out again, and something else written.
    [InlineData("请把照片发给我们", "b", "a", "rejected")]
    // Typed by hand.
    [InlineData("您好，小程序里点订包间即可", "", "b", "edited")]
    public void A_text_says_what_became_of_what_was_suggested(string text, string taken, string entry, string use)
    {
        var lesson = AnswerUse.Of(text, Offered, taken);
        Assert.Equal((entry, use), (lesson?.EntryId, lesson?.Use));
    }

    [Fact]
    public void Nothing_is_said_without_a_text_or_without_suggestions()
    {
        Assert.Null(AnswerUse.Of(" ", Offered, "a"));
        Assert.Null(AnswerUse.Of("好的", [], ""));
    }
}
