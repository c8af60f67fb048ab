using Steward.Moderation.Matching;
using Steward.Moderation.Rules;
using Steward.Testing;

namespace Steward.Moderation.Tests.Matching;

public sealed class TermMatcherTests
{
    /// <summary>A folding of width and case only, one symbol for each.</summary>
    internal static readonly char[] Narrow = [.. Enumerable.Range(0, char.MaxValue + 1).Select(c => HostFolding.Of((char)c))];

    private static readonly SymbolTable Table = new(Narrow);

    [Theory]
    [InlineData("优惠券", "今天有优惠券吗", 3)]
    [InlineData("spam", "this is SPAM", 8)]
    [InlineData("spam", "this is ｓＰａｍ", 8)]
    [InlineData("ＡＢＣ", "xxabc", 2)]
    [InlineData("カード", "ｶｰﾄ\u3099ではなくｶｰド", 8)]
    [InlineData("赌", "不许赌博", 2)]
    [InlineData("赌", "禁赌", 1)]
    [InlineData("ab", "ab", 0)]
    [InlineData("ab", "微ab微", 1)]
    [InlineData("ab", "xabc", 1)]
    [InlineData("加 微信", "快加　微信", 1)]
    [InlineData("ab微", "aab微", 1)]
    [InlineData("\ud842\udfb7家", "\ud842\udfb6家\ud842\udfb7家", 3)]
    [InlineData("\ud842", "\ud842", 0)]
    public void A_term_is_found_whatever_its_case_and_width(string term, string text, int start)
    {
        Assert.True(Of(term).TryFind(text, 0, out var hit));
        Assert.Equal(new TermHit(0, start, term.Length), hit);
    }

    [Theory]
    [InlineData("")]
    [InlineData("优")]
    [InlineData("优惠")]
    [InlineData("优 惠券")]
    [InlineData("惠券优")]
    public void What_is_not_the_term_is_not_found(string text) => Assert.False(Of("优惠券").TryFind(text, 0, out _));

    [Fact]
    public void Without_terms_nothing_is_found()
    {
        Assert.False(Of().TryFind("加微信", 0, out _));
        Assert.False(Of("", "").TryFind("加微信", 0, out _));
    }

    [Fact]
    public void A_search_may_begin_in_the_middle_of_a_text()
    {
        var matcher = new TermMatcher(["微信", "加微信", "QQ"]);
        Assert.True(matcher.TryFind("加微信，加薇​信，加Ｑ‍ｑ", 1, out var hit));
        Assert.Equal(new TermHit(0, 1, 2), hit);
        Assert.True(matcher.TryFind("加微信，加薇​信，加Ｑ‍ｑ", 3, out hit));
        Assert.Equal(new TermHit(2, 10, 3), hit);
        Assert.False(matcher.TryFind("加微信", 3, out _));
    }

    [Fact]
    public void The_leftmost_term_is_reported_and_of_those_the_longest_or_every_one()
    {
        var matcher = Of("信", "微信", "加微信", "加微信群", "群");
        Assert.Equal([new(3, 1, 4), new(4, 8, 1)], Longest(matcher, "请加微信群聊天呢群"));
        Assert.Equal([new(2, 1, 3)], Longest(matcher, "请加微信"));
        Assert.Equal([new(3, 1, 4), new(2, 1, 3), new(1, 2, 2), new(0, 3, 1), new(4, 4, 1)], Every(matcher, "请加微信群聊"));
    }

    [Fact]
    public void Of_terms_that_fold_alike_the_first_of_each_group_is_reported()
    {
        var matcher = new TermMatcher([new("VIP"), new("vip"), new("ＶＩＰ", Group: 7), new("vIp", Group: 7)], Table);
        Assert.Equal([new(0, 2, 3), new(2, 2, 3)], Every(matcher, "a vip"));
        Assert.Equal([new(0, 2, 3)], Longest(matcher, "a vip"));
    }

    [Fact]
    public void A_term_of_64_characters_is_found_and_what_cannot_be_found_is_refused()
    {
        var term = new string('长', TermMatcher.LongestTerm);
        Assert.Equal([new(0, 1, TermMatcher.LongestTerm)], Longest(Of(term), "x" + term));
        Assert.Throws<ArgumentException>(() => Of(term + "长"));
        Assert.Throws<ArgumentException>(() => new TermMatcher([new("好的", MostSkipped: TermMatcher.MostSkipped + 1)], Table));
        Assert.Throws<ArgumentException>(() => TermMatcher.OfSymbols([new("a\0b")], Table));
    }

    [Theory]
    [InlineData("vx", "加vx吧", true)]
    [InlineData("vx", "VX", true)]
    [InlineData("vx", "avx", false)]
    [InlineData("vx", "vx2", false)]
    [InlineData("vx", "vxé", false)]
    [InlineData("+v", "a+v", true)]
    [InlineData("+v", "+v8", false)]
    [InlineData("微信", "a微信b", true)]
    public void A_whole_word_has_no_letter_of_an_alphabet_beside_it(string term, string text, bool found) =>
        Assert.Equal(found, new TermMatcher([new(term, WholeWord: true)], Table).TryFind(text, 0, out _));

    [Fact]
    public void A_hit_within_an_allowed_phrase_of_its_group_is_none()
    {
        var matcher = new TermMatcher([new("博", Group: 1), new("博物馆", Group: 1, Allowed: true), new("物馆长", Group: 1), new("博", Group: 2), new("不赌博", Group: Term.EveryGroup, Allowed: true)], Table);
        Assert.Equal([new(3, 1, 1)], Every(matcher, "去博物馆"));
        Assert.Equal([new(3, 1, 1), new(2, 2, 3)], Every(matcher, "去博物馆长"));
        Assert.Empty(Every(matcher, "我不赌博"));
        Assert.Equal([new(0, 4, 1), new(3, 4, 1)], Every(matcher, "不赌博赌博"));
        Assert.Equal([new(3, 1, 1), new(0, 4, 1)], Longest(matcher, "去博物馆博"));
    }

    [Theory]
    [InlineData("加*微*信", 1, true, 0, 5)]
    [InlineData("请加 *微信吧", 2, true, 1, 5)]
    [InlineData("加 *微信", 1, false, 0, 0)]
    [InlineData("加a微信", 3, false, 0, 0)]
    [InlineData("加微信", 1, true, 0, 3)]
    [InlineData("!加微信!", 1, true, 1, 3)]
    [InlineData("加微 信", 0, false, 0, 0)]
    [InlineData("加😀微信", 2, true, 0, 5)]
    [InlineData("加😀微信", 1, false, 0, 0)]
    public void Insertions_are_skipped_up_to_the_terms_limit(string text, int mostSkipped, bool found, int start, int length)
    {
        var matcher = new TermMatcher([new("加微信", MostSkipped: mostSkipped)], Table);
        Assert.Equal(found ? [new TermHit(0, start, length)] : [], Every(matcher, text));
    }

    [Fact]
    public void What_a_term_itself_contains_may_be_missing_where_insertions_are_allowed()
    {
        Assert.Equal([new(0, 1, 3)], Every(new TermMatcher([new("加 微信", MostSkipped: 1)], Table), "!加微信"));
        Assert.Empty(Every(new TermMatcher([new("加 微信")], Table), "!加微信"));
        Assert.Empty(Every(new TermMatcher([new("加\ud842\udfb7信", MostSkipped: 2)], Table), "加-信 加\ud842\udfb6信"));
    }

    [Fact]
    public void Characters_that_are_nothing_are_passed_over_and_hits_are_placed_in_the_text()
    {
        char[] fold = [.. Narrow];
        fold['\u200b'] = '\0';
        var matcher = new TermMatcher([new("加微\u200b信"), new("QQ", MostSkipped: 1)], new SymbolTable(fold));
        var matches = new Matches();
        matcher.Find("\u200b加\u200b微信\u200b，q\u200b-q", Reporting.Every, matches);
        Assert.Equal([new(0, 0, 3), new(1, 4, 3)], matches.Hits);
        Assert.Equal([(1, 4), (7, 4)], matches.Hits.ToArray().Select(matches.InText));
        Assert.True(matcher.TryFind("\u200b\u200b加微信", 0, out var hit));
        Assert.Equal(new TermHit(0, 2, 3), hit);
    }

    [Fact]
    public void Another_streams_symbols_are_matched_as_they_are_with_what_was_left_out_between_them()
    {
        var matcher = TermMatcher.OfSymbols([new("\u0001\u0102\u0003", MostSkipped: 2), new("\u0102\u0003")], Table);
        var matches = new Matches();
        matcher.FindIn("\u0009\u0001\u0102\u0003", [], Reporting.Every, matches);
        Assert.Equal([new(0, 1, 3), new(1, 2, 2)], matches.Hits);
        matcher.FindIn("\u0009\u0001\u0102\u0003", [0, 9, 2, 1], Reporting.Every, matches);
        Assert.Equal([new(0, 1, 3)], matches.Hits);
        matcher.FindIn("\u0009\u0001\u0102\u0003", [0, 0, 3, 0], Reporting.Every, matches);
        Assert.Equal([new(1, 2, 2)], matches.Hits);
        matcher.FindIn("\u0001\0\u0102\u0003", [], Reporting.LeftmostLongest, matches);
        Assert.Equal([new(1, 2, 2)], matches.Hits);
        Assert.Throws<ArgumentException>(() => matcher.FindIn("ab", [0], Reporting.Every, matches));
    }

    [Fact]
    public void A_scan_ends_with_as_many_hits_as_are_wanted()
    {
        var matches = new Matches();
        Of("赌").Find(new string('赌', 10_000), Reporting.Every, matches, most: 3);
        Assert.Equal((3, true), (matches.Hits.Length, matches.Full));
        Of("赌").Find("赌", Reporting.Every, matches, most: 3);
        Assert.Equal((1, false), (matches.Hits.Length, matches.Full));
    }

    [Fact]
    public void With_its_memory_at_hand_a_scan_allocates_nothing()
    {
        var matcher = new TermMatcher([.. Enumerable.Range(0, 2000).Select(i => new Term($"违禁词{i:D4}", MostSkipped: i % 2)), new("禁词", Allowed: true)], Table);
        var matches = new Matches();
        string[] texts = ["大家早上好，今天的违禁新品试吃活动在三楼，记得带会员卡", "违禁词0007和违-禁-词-1-2-3-5，违禁词0008"];
        void Scan()
        {
            foreach (var text in texts)
            {
                matcher.Find(text, Reporting.Every, matches);
                matcher.TryFind(text, 0, out _);
            }
        }

        Scan();
        Assert.Equal(3, matches.Hits.Length);
        Assert.Equal(0, Allocated.By(() =>
        {
            for (var i = 0; i < 1000; i++) { Scan(); }
        }));
    }

    private static TermMatcher Of(params string[] terms) => new([.. terms.Select(term => new Term(term))], Table);

    private static TermHit[] Every(TermMatcher matcher, string text) => Find(matcher, text, Reporting.Every);

    private static TermHit[] Longest(TermMatcher matcher, string text) => Find(matcher, text, Reporting.LeftmostLongest);

    private static TermHit[] Find(TermMatcher matcher, string text, Reporting reporting)
    {
        var matches = new Matches();
        matcher.Find(text, reporting, matches);
        return matches.Hits.ToArray();
    }
}
