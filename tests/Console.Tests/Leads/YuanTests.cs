using Steward.Console.Leads;

namespace Steward.Console.Tests.Leads;

public sealed class YuanTests
{
    [Theory]
    [InlineData("198", 19_800L)]
    [InlineData(" ¥1,198.5 ", 119_850L)]
    [InlineData("", 0L)]
    [InlineData("0.01", 1L)]
    [InlineData("198.505", null)]
    [InlineData("-3", null)]
    [InlineData("一百", null)]
    [InlineData("100000001", null)]
    public void An_amount_is_read_to_the_fen_or_not_at_all(string text, long? fen) => Assert.Equal(fen, Yuan.ToFen(text));
}
