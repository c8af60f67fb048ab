using Steward.Moderation.Normalisation;

namespace Steward.Moderation.Tests.Normalisation;

public sealed class FoldTableTests
{
    [Theory]
    [InlineData("ＶＸ Ｆｕｃｋ　", "vx fuck ")]
    [InlineData("五星紅旗，發財", "五星红旗,发财")]
    [InlineData("ⒻⒻⒻfⓤuⓤ⒰cⓒ⒦", "ffffuuuucck")]
    [InlineData("9⓿二肆⁹₈③⑸⒋➃㈤㊄", "90二肆983544五五")]
    [InlineData("١٢٣ ४५६ 𝟕𝟖𝟗", "123 456 789")]
    [InlineData("𝓦𝕖𝔦𝖃𝒾𝚗", "weixin")]
    [InlineData("ẃéìxıń Ø", "weixin o")]
    [InlineData("wеіхіn ϲοм", "weixin com")] // Cyrillic and Greek among the Latin
    [InlineData("🅰🅥🇻🇽", "avvx")]
    [InlineData("1️⃣2️⃣", "12")]
    [InlineData("微\u200B信\u2060\uFEFF 加\u0336\u0337我", "微信 加我")]
    [InlineData("㊙🈶🉑⺅⼝", "秘有可亻口")]
    [InlineData("😀𠮷", "😀𠮷")]
    [InlineData("", "")]
    public void Spellings_of_the_same_are_one(string text, string folded) => Assert.Equal(folded, FoldTable.Fold(text));

    [Fact]
    public void Half_a_pair_is_a_replacement_character() => Assert.Equal("a\uFFFDb\uFFFDc", FoldTable.Fold("a\uD83Db\uDE00c"));

    // Numerals of Chinese are words too ("一起", "十分"), so that only a variant reads them as digits.
    [Theory]
    [InlineData("一起十分〇")]
    [InlineData("ガか゚ん 한국 ไทย हिन्दी")]
    public void What_is_spelled_rightly_stays(string text) => Assert.Equal(text.Replace("\u309A", "", StringComparison.Ordinal), FoldTable.Fold(text));

    [Fact]
    public void Folding_twice_is_folding_once()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            var folded = FoldTable.Fold((char)c);
            Assert.True(folded == FoldTable.Ignorable || FoldTable.Fold(folded) == folded, $"U+{c:X4}");
        }

        for (var code = 0x1_0000; code <= 0x10_FFFF; code++)
        {
            var pair = char.ConvertFromUtf32(code);
            var folded = FoldTable.Fold(pair[0], pair[1]);
            Assert.True(folded is null or FoldTable.Ignorable || FoldTable.Fold(folded.Value) == folded, $"U+{code:X}");
        }
    }

    [Fact]
    public void Only_what_folds_to_a_character_of_its_kind_is_in_the_table()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            var folded = FoldTable.Fold((char)c);
            Assert.True(char.IsSurrogate((char)c) ? folded == c : !char.IsSurrogate(folded) && folded != '\uFFFF' || c == '\uFFFF', $"U+{c:X4}");
        }

        Assert.Equal('\n', FoldTable.Fold('\r'));
        Assert.Equal(FoldTable.Ignorable, FoldTable.Fold('\0'));
    }
}
