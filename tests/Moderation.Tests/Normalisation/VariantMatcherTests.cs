using Steward.Moderation.Matching;
using Steward.Moderation.Normalisation;
using Steward.Testing;

namespace Steward.Moderation.Tests.Normalisation;

public sealed class VariantMatcherTests
{
    private readonly HeardText _heard = new();
    private readonly Matches _matches = new();
    private readonly List<HiddenTerm> _found = [];

    [Theory]
    [InlineData("加微信", "加薇信领资料", "加薇信", "SameSound")]
    [InlineData("加微信", "加 薇 信 领 资 料", "加 薇 信", "Inserted, SameSound")]
    [InlineData("加我微信", "加我威信", "加我威信", "SameSound")]
    [InlineData("加我微信", "jiawo-weixin", "jiawo-weixin", "Inserted, Latin")]
    [InlineData("加微信", "+ＶＸ：abc", "+ＶＸ", "Latin, Sign")]
    [InlineData("微信", "加我v信", "v信", "Latin")]
    [InlineData("微信", "看 w e i x i n", "w e i x i n", "Latin")]
    [InlineData("微信号", "微信嚎发我", "微信嚎", "SameSound")]
    [InlineData("行业第一", "本机构为行业第1", "行业第1", "Figure")]
    [InlineData("七天瘦", "轻断食，7天瘦10斤", "7天瘦", "Figure")]
    [InlineData("赌博", "来贝者博吧", "贝者博", "Split")]
    [InlineData("湖南", "去氵古月南", "氵古月南", "Split")]
    [InlineData("傻冒", "傻@冒", "傻@冒", "Inserted")]
    [InlineData("赚钱", "想赚💰吗", "赚💰", "Sign")]
    [InlineData("牛逼", "真🐮逼", "🐮逼", "Sign")]
    [InlineData("银行卡", "银绗卡", "银绗卡", "SameSound")] // 行 has two sounds
    [InlineData("赌", "戒贝者", "贝者", "Split")]
    public void A_hidden_term_is_found_where_it_stands(string term, string text, string place, string means)
    {
        Find(text, (term, Evasions.Any));
        var hidden = Assert.Single(_found);
        Assert.Equal((0, means), (hidden.Term, hidden.Means.ToString()));
        Assert.Equal(place, text.Substring(hidden.Start, hidden.Length));
    }

    [Theory]
    [InlineData("微信", "他的威信很高")]
    [InlineData("首发", "做事的手法")]
    [InlineData("极大", "有几大优势")]
    [InlineData("国家级", "国家及其机关")]
    [InlineData("第一", "第1步先登录")]
    [InlineData("微信", "谢谢。微信支付很方便")]
    [InlineData("信心", "我相信。心里有数")]
    [InlineData("最大", "最\n大")]
    [InlineData("100%", "it is 10:0 now, loo")]
    [InlineData("SM", "it's m4")]
    [InlineData("七天", "17天和7.5天")]
    [InlineData("土木", "杜先生")]
    [InlineData("好", "女子")] // a pair of ordinary text is no spelling by itself
    public void Ordinary_text_is_left_alone(string term, string text)
    {
        Find(text, (term, Evasions.Any));
        Assert.Empty(_found);
    }

    [Fact]
    public void Only_by_the_means_allowed_for_a_term_is_it_hidden()
    {
        Find("薇信 贝者博", ("微信", Evasions.Split), ("赌博", Evasions.Split | Evasions.Inserted));
        Assert.Equal(1, Assert.Single(_found).Term);
        Find("薇信", ("微信", Evasions.None));
        Assert.Empty(_found);
    }

    [Theory]
    [InlineData("别加薇信", 0)]
    [InlineData("别加威信，请加薇信", 1)] // the phrase clears what lies in it and nothing else
    [InlineData("加薇信", 1)]
    public void A_phrase_in_which_a_term_is_meant_well_clears_it_however_both_are_written(string text, int found)
    {
        var matcher = new VariantMatcher([new HideableTerm("加微信", Evasions.Any, ["别加微信"]), new HideableTerm("赌博", Evasions.Any)]);
        _heard.Read(text);
        matcher.Find(_heard, _matches, _found);
        Assert.Equal(found, _found.Count);
    }

    [Fact]
    public void What_one_term_excludes_is_not_excluded_for_another_that_sounds_the_same()
    {
        _heard.Read("别加薇信");
        new VariantMatcher([new HideableTerm("加微信", Evasions.Any, ["别加微信"]), new HideableTerm("加维信", Evasions.Any)]).Find(_heard, _matches, _found);
        Assert.Equal(1, Assert.Single(_found).Term);
    }

    [Fact]
    public void As_many_as_wanted_are_told()
    {
        Find(string.Concat(Enumerable.Repeat("加薇信。", 300)), ("加微信", Evasions.Any));
        Assert.Equal(100, _found.Count);
        Assert.Equal(_found.OrderBy(hidden => hidden.Start), _found);
    }

    [Fact]
    public void Any_text_is_read_with_places_in_order_and_nothing_is_allocated_the_second_time()
    {
        var random = new Random(4);
        var terms = Enumerable.Range(0, 500).Select(_ => new HideableTerm(RandomText.Of(random, random.Next(1, 6)), Evasions.Any)).Append(new HideableTerm("加微信", Evasions.Any)).ToArray();
        var matcher = new VariantMatcher(terms);
        foreach (var length in (int[])[.. Enumerable.Range(0, 400), 1 << 20])
        {
            var text = RandomText.Of(random, length);
            _heard.Read(text);
            var (folded, view) = (_heard.Folded, _heard.View);
            var last = 0;
            for (var i = 0; i < view.Symbols.Length; i++)
            {
                var (start, size) = view.Place(i, 1);
                Assert.True(start >= 0 && start + size <= folded.Chars.Length && size >= (view.Symbols[i] == VariantView.Separator ? 0 : 1), text);
                Assert.True(start >= last || view.Symbols[i - 1] == VariantView.Separator, text);
                last = start;
            }

            matcher.Find(_heard, _matches, _found);
            Assert.All(_found, hidden => Assert.True(hidden.Start >= 0 && hidden.Length > 0 && hidden.Start + hidden.Length <= text.Length));
            var again = new string(text);
            Assert.Equal(0, Allocated.By(() =>
            {
                _heard.Read(again);
                matcher.Find(_heard, _matches, _found);
            }));
        }
    }

    private void Find(string text, params (string, Evasions)[] terms)
    {
        _heard.Read(text);
        new VariantMatcher([.. terms.Select(term => new HideableTerm(term.Item1, term.Item2))]).Find(_heard, _matches, _found);
    }
}
