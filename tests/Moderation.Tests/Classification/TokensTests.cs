using Steward.Moderation.Classification;

namespace Steward.Moderation.Tests.Classification;

public sealed class TokensTests
{
    [Fact]
    public void A_text_is_cut_into_signs_words_and_runs_of_digits() =>
        Assert.Equal(["", "加", "V", "：", "abc", "1388888", "！", "👍", ""], Pieces("加 V：abc1388888！👍"));

    [Theory]
    [InlineData("ＡＢＣ", "abc")]
    [InlineData("１２３", "789")]
    [InlineData("低 价", "低价")]
    public void Width_case_white_space_and_the_digits_themselves_do_not_matter(string one, string other) => Assert.Equal(Numbers(one), Numbers(other));

    [Theory]
    [InlineData("abc", "abd")]
    [InlineData("123", "1234")]
    [InlineData("低价", "价低")]
    public void Other_words_lengths_and_orders_do(string one, string other) => Assert.NotEqual(Numbers(one), Numbers(other));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\0\u200B\uFFFF")]
    public void Any_text_has_an_end(string text) => Assert.InRange(Numbers(text).Count, 2, 5);

    /// <summary>Not as data of a theory: attributes cannot hold them.</summary>
    [Fact]
    public void Halves_of_surrogate_pairs_are_signs_like_others()
    {
        Assert.Equal(3, Numbers("\uD83D").Count);
        Assert.Equal(["", "a", "\uDC4D", "b", ""], Pieces("a\uDC4Db"));
    }

    private static List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        var tokens = new Tokens(text);
        while (tokens.MoveNext()) { pieces.Add(text.Substring(tokens.At, tokens.Length)); }

        return pieces;
    }

    private static List<uint> Numbers(string text)
    {
        var numbers = new List<uint>();
        var tokens = new Tokens(text);
        while (tokens.MoveNext()) { numbers.Add(tokens.Current); }

        return numbers;
    }
}
