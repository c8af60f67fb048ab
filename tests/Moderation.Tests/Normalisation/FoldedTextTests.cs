using Steward.Moderation.Normalisation;
using Steward.Testing;

namespace Steward.Moderation.Tests.Normalisation;

public sealed class FoldedTextTests
{
    private readonly FoldedText _folded = new();

    [Theory]
    [InlineData("加微\u200B信", "微信", 1, 3)]
    [InlineData("🅰🅥片", "av", 0, 4)]
    [InlineData("看😀ＡＶ", "av", 3, 2)]
    [InlineData("e\u0301x\u0301!", "ex", 0, 3)]
    public void A_part_is_found_again_in_the_original(string text, string part, int start, int length)
    {
        _folded.Read(text);
        var at = _folded.Chars.IndexOf(part);
        Assert.Equal((start, length), _folded.Place(at, part.Length));
    }

    [Fact]
    public void A_buffer_that_has_grown_serves_shorter_texts()
    {
        _folded.Read(new string('长', 5000));
        _folded.Read("短");
        Assert.Equal("短", _folded.Chars.ToString());
        Assert.Equal((0, 1), _folded.Place(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _folded.Place(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _folded.Place(1, 1));
    }

    [Fact]
    public void Any_text_has_its_places()
    {
        var random = new Random(20_261_122);
        for (var round = 0; round < 2000; round++)
        {
            var text = RandomText.Of(random, random.Next(200));
            _folded.Read(text);
            var end = 0;
            for (var i = 0; i < _folded.Chars.Length; i++)
            {
                var (start, length) = _folded.Place(i, 1);
                Assert.True(start >= end && length is 1 or 2 && start + length <= text.Length, text);
                var folded = FoldTable.Fold(text.Substring(start, length));
                Assert.Equal(_folded.Chars[i] is >= '\uD800' and <= '\uDFFF' ? "\uFFFD" : _folded.Chars[i].ToString(), folded);
                end = start + length;
            }

            var once = _folded.Chars.ToString();
            Assert.Equal(once, FoldTable.Fold(once));
            Assert.Equal(once, FoldTable.Fold(text));
        }
    }

    [Fact]
    public void A_message_of_a_megabyte_is_read_whole_and_allocates_once()
    {
        var text = RandomText.Of(new Random(1), 1 << 20);
        _folded.Read(text);
        var (first, last) = (_folded.Place(0, 1), _folded.Place(_folded.Chars.Length - 1, 1));
        Assert.True(first.Start < 16 && last.Start + last.Length > text.Length - 16);
        Assert.Equal(0, Allocated.By(() => _folded.Read(text)));
    }
}
