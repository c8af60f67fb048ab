using Steward.Moderation.Normalisation;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Kinds;
using Steward.Moderation.Screening;
using Steward.Testing;

namespace Steward.Moderation.Tests.Rules;

public sealed class HiddenTermTests
{
    [Theory]
    [InlineData("快加薇信领资料", "加薇信", "same_sound")]
    [InlineData("快加 薇\u200b 信 领资料", "加 薇\u200b 信", "inserted same_sound")]
    [InlineData("来 jia wei xin 吧", "jia wei xin", "inserted latin")]
    [InlineData("快➕微信", "➕微信", "sign")]
    [InlineData("快加微信", "加微信", "")]
    [InlineData("快加ＷＥＩ信", "加ＷＥＩ信", "latin")]
    public void A_hidden_word_breaks_the_rule_where_it_stands_and_the_finding_tells_how_it_was_hidden(string text, string matched, string means)
    {
        var finding = Only(Sets.Compiled(Sets.Words("ad-1", "advert", "加微信")), text);
        Assert.Equal((matched, "加微信", "ad-1"), (text.Substring(finding.Start, finding.Length), finding.Term, finding.RuleId));
        var stored = Assert.Single(StoredReason.Read(StoredReason.Write([finding], Guid.Empty)));
        Assert.Equal(("加微信", means, finding.Start, finding.Length), (stored.Term, string.Join(' ', stored.HiddenBy ?? []), stored.Start, stored.Length));
    }

    [Fact]
    public void A_character_that_is_taken_apart_is_found()
    {
        var finding = Only(Sets.Compiled(Sets.Words("ad-1", "illegal", "赌博")), "来贝者博吧");
        Assert.Equal((1, 3, Evasions.Split), (finding.Start, finding.Length, finding.HiddenBy));
    }

    [Theory]
    [InlineData("加.微.信")] // how many signs may stand between is what `skip` says
    [InlineData("他的威信很高")]
    [InlineData("别加薇信")]
    [InlineData("在家，微信聊")]
    public void What_the_term_does_not_forbid_is_left_alone(string text) =>
        Assert.Null(Sets.Compiled(Of(new Term("加微信") { Exclude = ["别加微信"] })).Find(text));

    [Fact]
    public void Without_variants_a_word_cannot_hide_because_it_is_not_looked_for() =>
        Assert.Null(Sets.Compiled(Of(new Term("加微信") { Variants = false })).Find("加薇信"));

    [Fact]
    public void A_word_that_must_stand_alone_must_do_so_hidden_too()
    {
        var rules = Sets.Compiled(Of(new Term("加微信") { Word = true }));
        Assert.Equal("加薇信", rules.Find("加薇信")?.Matched);
        Assert.Null(rules.Find("A加薇信"));
    }

    [Fact]
    public void Every_level_reads_a_hidden_text_and_none_reads_that_of_another_message()
    {
        var brand = new RuleLayer(RuleLevel.Brand, 1, Sets.Of(Sets.Words("ad-1", "advert", "加微信")));
        var pack = new RuleLayer(RuleLevel.Pack, 2, Sets.Of(Sets.Words("ad-2", "advert", "领资料")));
        var common = CompiledRules.Compile(EffectiveRules.Of(brand));
        var (rules, scratch) = (CompiledRules.Compile(EffectiveRules.Of(brand, pack), common.Terms), new Scratch());
        foreach (var (text, found) in new[] { ("加薇信零资料", "ad-1 ad-2"), ("早上好", ""), ("零资料", "ad-2"), ("加薇信零资料", "ad-1 ad-2") })
        {
            rules.Find(Sets.Says(text), scratch);
            Assert.Equal(found, string.Join(' ', scratch.Findings.Select(finding => finding.RuleId)));
        }
    }

    [Fact]
    public void Texts_cost_no_memory_whether_something_is_hidden_in_them_or_not()
    {
        var (rules, scratch) = (Sets.Compiled(Sets.Words("ad-1", "advert", "加微信", "兼职", "赌博", "贷款")), new Scratch());
        Subject[] subjects = [.. new[] { "大家早上好，今天的新品试吃活动在三楼，记得带会员卡，名额 20 个", "快加薇信，jia wei xin", "来贝者博吧 dai kuan 🔥", "ok, see you at 10:30" }.Select(text => Sets.Says(text))];
        foreach (var subject in subjects) { rules.Find(subject, scratch); }

        Assert.Equal(0, Allocated.By(() =>
        {
            for (var i = 0; i < 1000; i++) { rules.Find(subjects[i % subjects.Length], scratch); }
        }));
    }

    [Fact]
    public void Contacts_are_told_one_after_the_other_in_the_time_of_one()
    {
        // A search that began anew behind each allowed one would take half an hour for this text.
        var rules = Sets.Compiled(new ContactRule { RuleId = "c", OffenceClass = "diversion", Phone = true, Wechat = true, Qq = true, Email = true, Allowed = ["13900000000", "brand_service", "88888888"] });
        var text = string.Concat(Enumerable.Repeat("微信brand_service，", 20_000)) + string.Concat(Enumerable.Repeat("13900000000 QQ88888888 ", 20_000));
        Assert.Null(rules.Find(text));
        Assert.Equal(("c", "other_one1"), rules.Find($"{text}wx: other_one1"));
    }

    private static KeywordRule Of(Term term) => Sets.Words("ad-1", "advert") with { Terms = [term] };

    private static Finding Only(CompiledRules rules, string text)
    {
        var scratch = new Scratch();
        rules.Find(Sets.Says(text), scratch);
        return Assert.Single(scratch.Findings);
    }
}
