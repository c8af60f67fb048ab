using Steward.Moderation.Rules;

namespace Steward.Moderation.Tests.Rules;

public sealed class TermIndexTests
{
    [Theory]
    [InlineData("优惠券", "今天有优惠券吗", 3)]
    [InlineData("spam", "this is SPAM", 8)]
    [InlineData("spam", "this is ｓＰａｍ", 8)]
    [InlineData("ＡＢＣ", "xxabc", 2)]
    [InlineData("カード", "ｶｰﾄ\u3099ではなくｶｰド", 8)]
    [InlineData("赌", "不许赌博", 2)]
    [InlineData("赌", "禁赌", 1)]
    [InlineData("ab", "ab", 0)]
    [InlineData("加 微信", "快加　微信", 1)]
    public void A_term_is_found_whatever_its_case_and_width(string term, string text, int start)
    {
        Assert.True(new TermIndex([term]).TryFind(text, 0, out var hit));
        Assert.Equal(new TermHit(0, start, term.Length), hit);
    }

    [Theory]
    [InlineData("")]
    [InlineData("优")]
    [InlineData("优惠")]
    [InlineData("优 惠券")]
    public void What_is_not_the_term_is_not_found(string text) => Assert.False(new TermIndex(["优惠券"]).TryFind(text, 0, out _));

    [Fact]
    public void The_leftmost_term_is_reported_and_of_those_the_longest()
    {
        var index = new TermIndex(["信", "微信", "加微信", "加微信群", "群"]);
        Assert.True(index.TryFind("请加微信群聊", 0, out var hit));
        Assert.Equal(new TermHit(3, 1, 4), hit);
        Assert.True(index.TryFind("请加微信", 2, out hit));
        Assert.Equal(new TermHit(1, 2, 2), hit);
    }

    [Fact]
    public void Of_terms_that_fold_alike_the_first_is_reported()
    {
        Assert.True(new TermIndex(["VIP", "vip", "ＶＩＰ"]).TryFind("a vip", 0, out var hit));
        Assert.Equal(0, hit.Term);
    }

    [Fact]
    public void A_term_of_64_characters_is_found_and_longer_ones_are_refused()
    {
        var term = new string('长', TermIndex.LongestTerm);
        Assert.True(new TermIndex([term]).TryFind("x" + term, 0, out var hit));
        Assert.Equal((1, TermIndex.LongestTerm), (hit.Start, hit.Length));
        Assert.Throws<ArgumentException>(() => new TermIndex([term + "长"]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_hit_is_the_one_that_looking_at_every_term_at_every_place_finds(int seed)
    {
        // Few characters, so that terms overlap, share beginnings and nearly match.
        const string Alphabet = "abＡＢ微信加群ﾊハ\ud83d\ude00";
        var random = new Random(seed);
        string Word(int longest) => new([.. Enumerable.Range(0, random.Next(1, longest + 1)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
        var found = 0;
        for (var round = 0; round < 300; round++)
        {
            string[] terms = [.. Enumerable.Range(0, random.Next(0, 30)).Select(_ => Word(6))];
            var index = new TermIndex(terms);
            var text = Word(60);
            for (var from = 0; from <= text.Length; from++)
            {
                var expected = Naive(terms, text, from);
                var actual = index.TryFind(text, from, out var hit) ? hit : (TermHit?)null;
                Assert.True(expected == actual, $"seed {seed} round {round}: '{text}' from {from}: expected {expected}, found {actual}; terms {string.Join('|', terms)}");
                if (actual is not null) { found++; }
            }
        }

        Assert.True(found > 1000, $"only {found} hits: the generator is too sparse to prove anything");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Every_term_at_every_place_is_collected(int seed)
    {
        const string Alphabet = "abＡＢ微信加群ﾊハ\ud83d\ude00";
        var random = new Random(seed);
        string Word(int longest) => new([.. Enumerable.Range(0, random.Next(1, longest + 1)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
        var found = 0;
        for (var round = 0; round < 300; round++)
        {
            string[] terms = [.. Enumerable.Range(0, random.Next(0, 30)).Select(_ => Folding.Of(Word(6))).Distinct()];
            var (text, hits) = (Word(60), new List<TermHit>());
            new TermIndex(terms).Collect(text, hits);
            var folded = Folding.Of(text);
            var expected = from start in Enumerable.Range(0, text.Length)
                           from number in Enumerable.Range(0, terms.Length)
                           where string.CompareOrdinal(folded, start, terms[number], 0, terms[number].Length) == 0 && start + terms[number].Length <= text.Length
                           orderby start, terms[number].Length
                           select new TermHit(number, start, terms[number].Length);
            Assert.Equal(expected, hits);
            found += hits.Count;
        }

        Assert.True(found > 1000, $"only {found} hits");
    }

    [Fact]
    public void Finding_nothing_allocates_nothing()
    {
        var index = new TermIndex([.. Enumerable.Range(0, 2000).Select(i => $"违禁词{i:D4}")]);
        const string Text = "大家早上好，今天的违禁新品试吃活动在三楼，记得带会员卡";
        index.TryFind(Text, 0, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) { index.TryFind(Text, 0, out _); }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static TermHit? Naive(string[] terms, string text, int from)
    {
        var folded = Folding.Of(text);
        for (var start = from; start < text.Length; start++)
        {
            var best = terms
                .Select((term, number) => new TermHit(number, start, term.Length))
                .Where(hit => string.CompareOrdinal(folded, start, Folding.Of(terms[hit.Term]), 0, hit.Length) == 0 && start + hit.Length <= text.Length)
                .OrderByDescending(hit => hit.Length).ThenBy(hit => hit.Term)
                .Cast<TermHit?>().FirstOrDefault();
            if (best is not null) { return best; }
        }

        return null;
    }
}
