using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Kinds;

namespace Steward.Moderation.Tests.Rules;

public sealed class CompiledRulesTests
{
    private static readonly CompiledRules Listed = Sets.Compiled(new LinkRule { RuleId = "link-1", OffenceClass = "diversion", BlockedDomains = ["evil.com", "bad.sh", "坏网站.中国"], AllowedDomains = ["shop.evil-not.com"] });

    private static readonly CompiledRules OnlyOurs = Sets.Compiled(new LinkRule { RuleId = "link-2", OffenceClass = "advert", AllowedDomains = ["brand.cn", "weixin.qq.com"], BlockUnlisted = true });

    [Theory]
    [InlineData("看这里 http://evil.com/a?b=1", "evil.com")]
    [InlineData("https://EVIL.com", "EVIL.com")]
    [InlineData("https://a.b.evil.com:8080/x", "a.b.evil.com")]
    [InlineData("点击evil.com领红包", "evil.com")]
    [InlineData("加www.evil.com看看", "www.evil.com")]
    [InlineData("ｗｗｗ．ｅｖｉｌ．ｃｏｍ", "ｗｗｗ．ｅｖｉｌ．ｃｏｍ")]
    [InlineData("evil。com", "evil。com")]
    [InlineData("http://user:pw@evil.com/", "evil.com")]
    [InlineData("http://shop.evil-not.com@evil.com/", "evil.com")]
    [InlineData("下载bad.sh", "bad.sh")]
    [InlineData("去http://坏网站.中国/看看", "坏网站.中国")]
    [InlineData("去http://www.坏网站.中国 看看", "www.坏网站.中国")]
    [InlineData("http://xn--z6u106bfxi.xn--fiqs8s", null)]
    [InlineData("good.com 然后 evil.com.", "evil.com")]
    [InlineData("http://evil.com然后点进去", "evil.com")]
    public void A_listed_domain_is_found_however_it_is_written(string text, string? matched) => AssertMatch(Listed, text, matched);

    [Theory]
    [InlineData("http://notevil.com")]
    [InlineData("evil.community.org")]
    [InlineData("me@evil.com")]
    [InlineData("shop.evil-not.com")]
    [InlineData("版本1.2.3出了。大家好。ok.")]
    [InlineData("...")]
    [InlineData("")]
    public void What_is_not_listed_is_no_offence(string text) => AssertMatch(Listed, text, null);

    [Theory]
    [InlineData("https://m.brand.cn/p/1", null)]
    [InlineData("mp.weixin.qq.com/s/abc", null)]
    [InlineData("other.cn", "other.cn")]
    [InlineData("http://1.2.3.4/x", "1.2.3.4")]
    [InlineData("brand.cn 和 other.top", "other.top")]
    [InlineData("http://brand.cn.evil.zz/", "brand.cn.evil.zz")]
    [InlineData("看readme.md和run.sh", null)]
    [InlineData("价格9.9元，满39.9减5", null)]
    [InlineData("e.g. this", null)]
    public void With_block_unlisted_any_other_link_is_an_offence(string text, string? matched) => AssertMatch(OnlyOurs, text, matched);

    [Fact]
    public void The_rule_that_matched_is_named_and_keywords_come_before_links()
    {
        var rules = Sets.Compiled(
            Sets.Words("ad-1", "advert", "兼职"), Sets.Words("abuse-1", "abuse", "傻子"), new LinkRule { RuleId = "link-1", OffenceClass = "diversion", BlockedDomains = ["evil.com"] });
        Assert.Equal(("abuse-1", "傻子"), rules.Find("evil.com 傻子兼职"));
        Assert.Equal(("link-1", "evil.com"), rules.Find("evil.com"));
        var scratch = new Scratch();
        Assert.Equal(3, rules.Find(Sets.Says("evil.com 傻子兼职"), scratch)?.Version);
        Assert.Equal(["abuse-1", "ad-1", "link-1"], scratch.Findings.Select(finding => finding.RuleId));
    }

    [Fact]
    public void The_graver_finding_is_named_and_a_hint_is_no_offence()
    {
        var rules = Sets.Compiled(Sets.Words("hint-1", "competitor", "对手牌") with { Severity = Severity.Hint }, Sets.Words("ad-1", "advert", "兼职") with { Severity = Severity.Review });
        Assert.Equal(("chatter", "hint-1"), (rules.Verdict(Sets.Says("对手牌也不错")).Label, rules.Verdict(Sets.Says("对手牌也不错")).Named?.RuleId));
        var offence = rules.Verdict(Sets.Says("对手牌招兼职"));
        Assert.Equal(("offence", "ad-1", Severity.Review), (offence.Label, offence.Offence?.RuleId, offence.Offence?.Severity));
    }

    [Fact]
    public void A_text_without_findings_costs_no_memory()
    {
        var rules = Sets.Compiled(Sets.Words("ad-1", "advert", "兼职"), new RegexRule { RuleId = "re", OffenceClass = "advert", Pattern = "日结.{0,3}元" }, new ContactRule { RuleId = "c", OffenceClass = "advert", Phone = true, Wechat = true, Qq = true, Email = true }, new MentionRule { RuleId = "m", OffenceClass = "flood", Most = 3 }, new EmojiRule { RuleId = "e", OffenceClass = "flood", Most = 5 });
        var (subject, scratch) = (Sets.Says("大家早上好，今天的新品试吃活动在三楼，记得带会员卡，名额 20 个"), new Scratch());
        for (var i = 0; i < 100; i++) { rules.Find(subject, scratch); }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) { rules.Find(subject, scratch); }

        // The regular expression engine may grow its table of states now and then; a message does not.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    [Fact]
    public void Random_text_never_breaks_the_pass_and_what_it_reports_lies_in_the_text()
    {
        const string Pieces = "a.b。｡．/:@-w中国httpcom\0\ud800\udc00 evil?%#１２";
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 40)).Select(_ => Pieces[random.Next(Pieces.Length)])]);
            foreach (var rules in (CompiledRules[])[Listed, OnlyOurs])
            {
                if (rules.Find(Sets.Says(text), new Scratch()) is { } finding) { Assert.InRange(finding.Start + finding.Length, 1, text.Length); }
            }
        }
    }

    private static void AssertMatch(CompiledRules rules, string text, string? matched)
    {
        Assert.Equal(matched, rules.Find(text)?.Matched);
    }
}
