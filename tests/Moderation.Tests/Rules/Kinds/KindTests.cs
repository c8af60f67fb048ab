using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Kinds;
using Steward.Moderation.Screening.Traffic;

namespace Steward.Moderation.Tests.Rules.Kinds;

public sealed class KindTests
{
    [Theory]
    [InlineData("请加微信聊", "加微信")]
    [InlineData("请加.微 信聊", "加.微 信")]
    [InlineData("请加--微信聊", null)]
    [InlineData("加😀微信", null)]
    [InlineData("加了微信", null)]
    [InlineData("加\u200B微\u200B信", "加\u200B微\u200B信")]
    public void Signs_between_characters_are_skipped_as_far_as_the_term_says(string text, string? matched) =>
        Assert.Equal(matched, Sets.Compiled(OneTerm(new Term("加微信") { Skip = 1 })).Find(text)?.Matched);

    [Theory]
    [InlineData("加 vx 聊", "vx")]
    [InlineData("加vx聊", "vx")]
    [InlineData("ＶＸ", "ＶＸ")]
    [InlineData("avx", null)]
    [InlineData("vx2", null)]
    public void A_whole_word_has_no_latin_neighbours(string text, string? matched) => Assert.Equal(matched, Sets.Compiled(OneTerm(new Term("vx") { Word = true })).Find(text)?.Matched);

    [Theory]
    [InlineData("招兼职", "兼职")]
    [InlineData("本群不招兼职", null)]
    [InlineData("不招兼职，但那边招兼职", "兼职")]
    [InlineData("谨防兼职诈骗", null)]
    public void A_phrase_in_which_the_word_is_meant_well_excludes_it_there_and_only_there(string text, string? matched) =>
        Assert.Equal(matched, Sets.Compiled(OneTerm(new Term("兼职") { Exclude = ["不招兼职", "谨防兼职"] })).Find(text)?.Matched);

    [Fact]
    public void Without_variants_a_word_is_found_exactly_as_written()
    {
        var rules = Sets.Compiled(OneTerm(new Term("VX") { Variants = false }));
        Assert.Equal("VX", rules.Find("加VX")?.Matched);
        Assert.Null(rules.Find("加vx"));
    }

    [Fact]
    public void A_pattern_says_where_it_matches() =>
        Assert.Equal("日结200元", Sets.Compiled(new RegexRule { RuleId = "re", OffenceClass = "advert", Pattern = @"日结\d+元" }).Find("招人，日结200元，速来")?.Matched);

    [Fact]
    public void A_pattern_that_makes_others_explode_is_matched_in_one_pass_over_a_megabyte()
    {
        var rules = Sets.Compiled(new RegexRule { RuleId = "re", OffenceClass = "advert", Pattern = "(a+)+b" });
        Assert.Null(rules.Find(new string('a', 1 << 20)));
    }

    [Theory]
    [InlineData("weapp", "拼团砍价", true)]
    [InlineData("weapp", "会员中心", false)]
    [InlineData("text", "拼团砍价", false)]
    [InlineData("link", "拼团砍价", false)]
    public void Cards_are_judged_by_type_and_title(string kind, string title, bool breaks) =>
        Assert.Equal(breaks, Sets.Compiled(new CardRule { RuleId = "c", OffenceClass = "diversion", MessageKinds = ["weapp", "image"], Titles = ["拼团", "扫码"] }).Find(title, kind) is not null);

    [Fact]
    public void A_picture_without_a_title_can_be_judged_by_its_type() =>
        Assert.NotNull(Sets.Compiled(new CardRule { RuleId = "c", OffenceClass = "diversion", MessageKinds = ["image"] }).Find("", "image"));

    [Theory]
    [InlineData("@甲 @乙 @丙 看这里", true)]
    [InlineData("@甲 @乙 看这里", false)]
    [InlineData("me@brand.cn you@brand.cn x@y.cn a@b.cn", false)]
    [InlineData("@所有人 开会", true)]
    [InlineData("@All 开会", true)]
    [InlineData("@allen 在吗", false)]
    [InlineData("＠所有人", true)]
    [InlineData("@ @ @ @", false)]
    public void Mentions_are_counted_and_everybody_is_too_many(string text, bool breaks) =>
        Assert.Equal(breaks, Sets.Compiled(new MentionRule { RuleId = "m", OffenceClass = "flood", Most = 2, Everybody = true }).Find(text) is not null);

    [Theory]
    [InlineData("", 0)]
    [InlineData("哈哈", 0)]
    [InlineData("😀😀😀", 3)]
    [InlineData("👨‍👩‍👧‍👦", 1)]
    [InlineData("👍🏽👍🏿", 2)]
    [InlineData("🇨🇳🇨🇳", 2)]
    [InlineData("❤️", 1)]
    [InlineData("[微笑][Smile]好[ ][太长太长太长太长太长太长]", 2)]
    [InlineData("\ud83d 坏\udc00", 0)]
    public void One_seen_picture_is_one_emoji(string text, int count) => Assert.Equal(count, EmojiRule.Count(text));

    [Fact]
    public void More_emoji_than_allowed_break_the_rule()
    {
        var rules = Sets.Compiled(new EmojiRule { RuleId = "e", OffenceClass = "flood", Most = 3 });
        Assert.Null(rules.Find("🎉🎉🎉"));
        Assert.NotNull(rules.Find("🎉🎉🎉🎉"));
    }

    [Fact]
    public void Competitors_are_named_in_words_and_links()
    {
        var rules = Sets.Compiled(new CompetitorRule { RuleId = "comp", OffenceClass = "competitor", Names = ["对手牌", "ASUS"], Domains = ["rival.com"] });
        Assert.Equal("对手牌", rules.Find("对手牌更便宜")?.Matched);
        Assert.Null(rules.Find("pegasus 飞马"));
        Assert.Equal("shop.rival.com", rules.Find("去 shop.rival.com 看")?.Matched);
        Assert.Null(rules.Find("去 other.com 看"));
    }

    [Theory]
    [InlineData("上海-小王", false)]
    [InlineData("小王", true)]
    [InlineData("上海-代购小王", true)]
    [InlineData("", false)]
    public void A_name_has_the_form_that_is_asked_and_holds_no_forbidden_word(string name, bool breaks) =>
        Assert.Equal(breaks, new NicknameRule { RuleId = "n", OffenceClass = "nickname", Form = "[^-]+-[^-]+", Forbidden = ["代购"] }.CompileName().IsBrokenBy(name));

    [Fact]
    public void In_the_first_hours_the_same_words_weigh_more()
    {
        var rules = Sets.Compiled(
            Sets.Words("link-hint", "diversion", "加群") with { Severity = Severity.Hint }, Sets.Words("other", "abuse", "讨厌") with { Severity = Severity.Hint },
            new NewcomerRule { RuleId = "new", Hours = 24, Classes = ["diversion"], Severity = Severity.Review });
        var now = ModerationBench.At;
        Assert.Equal("chatter", rules.Verdict(Sets.Says("加群")).Label);
        Assert.Equal("chatter", rules.Verdict(Sets.Says("加群", joinedAt: now.AddHours(-24))).Label);
        var sharpened = rules.Verdict(Sets.Says("加群", joinedAt: now.AddHours(-23))).Offence;
        Assert.Equal((Severity.Review, "new"), (sharpened?.Severity, sharpened?.SharpenedBy));
        Assert.Equal("chatter", rules.Verdict(Sets.Says("讨厌", joinedAt: now.AddHours(-1))).Label);
    }

    [Fact]
    public void A_flood_begins_with_the_message_over_the_limit_and_ends_when_the_window_has_passed()
    {
        var rules = Sets.Compiled(new RateRule { RuleId = "r", OffenceClass = "flood", Messages = 3, Seconds = 60 });
        var (traffic, group, sender) = (new LaneTraffic(new CopyIndex()), Guid.NewGuid(), Guid.NewGuid());
        bool Breaks(int second, Guid who) => rules.Verdict(traffic.Observe(Sets.Message("嗨") with { GroupId = group, SenderId = who, SentAt = ModerationBench.At.AddSeconds(second) }, null, true, false)).Offence is not null;
        for (var taken = 0; taken < 5; taken++) { traffic.Observe(Sets.Message("", "revoke") with { GroupId = group, SenderId = sender }, null, true, false); }

        Assert.Equal([false, false, false, true, true], ((int[])[0, 1, 2, 3, 4]).Select(second => Breaks(second, sender)));
        Assert.False(Breaks(5, Guid.NewGuid()));
        Assert.False(Breaks(70, sender));
    }

    [Fact]
    public void A_message_that_comes_again_counts_once_and_is_judged_as_before()
    {
        var rules = Sets.Compiled(new RateRule { RuleId = "r", OffenceClass = "flood", Messages = 2, Seconds = 60 });
        var (traffic, group, sender) = (new LaneTraffic(new CopyIndex()), Guid.NewGuid(), Guid.NewGuid());
        var messages = Enumerable.Range(0, 4).Select(i => Sets.Message("嗨") with { GroupId = group, SenderId = sender, SentAt = ModerationBench.At.AddSeconds(i) }).ToList();
        string[] Labels() => [.. messages.Select(message => rules.Verdict(traffic.Observe(message, null, true, false)).Label)];
        var first = Labels();
        Assert.Equal(["chatter", "chatter", "offence", "offence"], first);
        Assert.Equal(first, Labels());
    }

    [Fact]
    public void Many_voices_are_counted_and_the_silent_ones_forgotten()
    {
        var rules = Sets.Compiled(new RateRule { RuleId = "r", OffenceClass = "flood", Messages = 2, Seconds = 3600 });
        var (traffic, group) = (new LaneTraffic(new CopyIndex()), Guid.NewGuid());
        bool Breaks(Guid who, int second) => rules.Verdict(traffic.Observe(Sets.Message("嗨") with { GroupId = group, SenderId = who, SentAt = ModerationBench.At.AddSeconds(second) }, null, true, false)).Offence is not null;
        var loud = Guid.NewGuid();
        Assert.False(Breaks(loud, 0));
        for (var i = 0; i < LaneTraffic.MostSenders * 2; i++)
        {
            Assert.False(Breaks(Guid.NewGuid(), 1));
            if (i % 10_000 == 0) { Breaks(loud, 2 + (i / 10_000)); }
        }

        Assert.True(Breaks(loud, 100));
    }

    private static KeywordRule OneTerm(Term term) => new() { RuleId = "k", OffenceClass = "advert", Terms = [term] };
}
