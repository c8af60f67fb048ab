using Steward.Moderation.Rules;

namespace Steward.Moderation.Tests.Rules;

public sealed class EffectiveRulesTests
{
    private static readonly RuleLayer Agency = new(RuleLevel.Agency, 4, Sets.Of(Sets.Words("a-1", "advert", "兼职"), Sets.Words("a-2", "abuse", "傻子"), Sets.Words("a-3", "illegal", "赌")));

    [Fact]
    public void A_lower_level_adds_changes_disables_and_replaces_and_each_rule_says_so()
    {
        var brand = new RuleLayer(RuleLevel.Brand, 7, Sets.Of(Sets.Words("b-1", "advert", "代购"), Sets.Words("a-3", "illegal", "赌博")) with
        {
            Overrides = [new RuleOverride { RuleId = "a-1", Severity = Severity.Review, OffenceClass = "diversion" }, new RuleOverride { RuleId = "gone", Disabled = true }],
        });
        var pack = new RuleLayer(RuleLevel.Pack, 2, RuleSet.Empty with { Overrides = [new RuleOverride { RuleId = "a-1", Disabled = true }, new RuleOverride { RuleId = "b-1", Severity = Severity.Hint }] });
        var effective = EffectiveRules.Of(Agency, brand, pack);
        Assert.Equal(
            [
                "a-1 diversion Review Agency 4 False [brand v7: class advert → diversion; brand v7: severity act → review; pack v2: disabled]",
                "a-2 abuse Act Agency 4 True []",
                "a-3 illegal Act Agency 4 False [brand v7: replaced]",
                "b-1 advert Hint Brand 7 True [pack v2: severity act → hint]",
                "a-3 illegal Act Brand 7 True []",
            ],
            effective.Rules.Select(rule => $"{rule.Rule.RuleId} {rule.Rule.OffenceClass} {rule.Rule.Severity} {rule.Level} {rule.Version} {rule.Holds} [{string.Join("; ", rule.Changes)}]"));
        Assert.Equal(["brand v7 changes gone, which it does not inherit"], effective.Idle);
    }

    [Fact]
    public void A_set_that_shares_its_automaton_judges_as_one_that_does_not()
    {
        var brand = new RuleLayer(RuleLevel.Brand, 1, Sets.Of(Sets.Words("b-1", "advert", "加微信群", "傻子一个")));
        var pack = new RuleLayer(RuleLevel.Pack, 1, Sets.Of(Sets.Words("p-1", "advert", "微信")) with { Overrides = [new RuleOverride { RuleId = "a-2", Disabled = true }] });
        var common = CompiledRules.Compile(EffectiveRules.Of(Agency, brand));
        var shared = CompiledRules.Compile(EffectiveRules.Of(Agency, brand, pack), common.Terms);
        var own = CompiledRules.Compile(EffectiveRules.Of(Agency, brand, pack));
        foreach (var text in (string[])["傻子", "傻子一个", "请加微信群", "微信", "兼职赌", "你好"]) { Assert.Equal(own.Find(text), shared.Find(text)); }

        // Disabled, it hides no longer term at the same place either.
        Assert.Null(shared.Find("傻子"));
        Assert.Equal(("b-1", "傻子一个"), shared.Find("傻子一个"));
        Assert.Equal(("a-2", "傻子"), common.Find("你这傻子"));
    }

    [Fact]
    public void Without_levels_nothing_is_forbidden() => Assert.Null(CompiledRules.None.Find("兼职 evil.com"));
}
