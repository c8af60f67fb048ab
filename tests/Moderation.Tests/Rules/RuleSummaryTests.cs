using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Kinds;
using Rule = Steward.Moderation.Rules.Rule;

namespace Steward.Moderation.Tests.Rules;

[Collection(nameof(ModerationBench))]
public sealed class RuleSummaryTests(ModerationBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public void A_list_is_its_first_entries_and_how_many_there_are()
    {
        var summary = RuleSummaries.Of(Sets.Words("ad-1", "advert", [.. Enumerable.Range(0, 12).Select(i => $"词{i}")]));
        var terms = Assert.Single(summary.Settings);
        Assert.Equal(("keyword", "terms", 12), (summary.Kind, terms.Name, terms.Entries));
        Assert.Equal(["词0", "词1", "词2", "词3", "词4"], terms.Values);
    }

    [Fact]
    public void What_says_nothing_is_left_out_and_what_is_long_is_cut_between_characters()
    {
        var link = RuleSummaries.Of(new Steward.Moderation.Rules.Kinds.LinkRule { RuleId = "l", OffenceClass = "diversion", BlockUnlisted = true, AllowedDomains = ["shop.example"] });
        Assert.Equal(["allowed_domains", "block_unlisted"], link.Settings.Select(setting => setting.Name));
        var pattern = RuleSummaries.Of(new RegexRule { RuleId = "r", OffenceClass = "advert", Pattern = new string('a', 38) + "💰💰💰", IgnoreCase = false });
        Assert.Equal(new string('a', 38) + "…", Assert.Single(pattern.Settings).Values[0]);
        Assert.Equal(["7"], RuleSummaries.Of(new EmojiRule { RuleId = "e", OffenceClass = "flood", Most = 7 }).Settings.Single().Values);
    }

    [Fact]
    public void Every_kind_says_something()
    {
        foreach (var type in typeof(Rule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule))))
        {
            var rule = (Rule)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
            // Numbers that nobody set are 0 and are told; lists and texts that nobody set are not there.
            Assert.All(RuleSummaries.Of(rule).Settings, setting => Assert.NotEmpty(setting.Values));
        }
    }

    [Fact]
    public async Task An_offence_tells_what_its_rule_said_then_and_the_rules_in_force_what_it_says_now()
    {
        await PublishAsync("兼职", "日结");
        var first = Guid.NewGuid();
        await bench.ScreenAsync(_brand, ModerationBench.Says(first, "兼职"));
        await PublishAsync("刷单");
        var second = Guid.NewGuid();
        await bench.ScreenAsync(_brand, ModerationBench.Says(second, "刷单"));

        Assert.Equal(["兼职", "日结"], await SaidOfAsync(first));
        Assert.Equal(["刷单"], await SaidOfAsync(second));
        var rule = Assert.Single((await bench.Rules(_brand).ExplainRulesAsync(new ExplainRulesRequest { BrandId = _brand.ToString() })).Rules);
        Assert.Equal(["刷单"], rule.Summary.Settings.Single().Values);
        // Another brand's rules of the same id and version are its own.
        var other = Guid.NewGuid();
        await bench.Rules(other).PublishRuleSetAsync(new PublishRuleSetRequest { BrandId = other.ToString(), Rules = new Contracts.Moderation.V1.RuleSet { Keywords = { new Contracts.Moderation.V1.KeywordRule { RuleId = "ad-1", OffenceClass = "advert", Terms = { "彩票" } } } } });
        await bench.ScreenAsync(other, ModerationBench.Says(first, "彩票"));
        Assert.Equal(["彩票"], await SaidOfAsync(first, other));
        Assert.Equal(["兼职", "日结"], await SaidOfAsync(first));
    }

    [Fact]
    public async Task A_packs_rule_is_told_by_the_pack_that_found_it_also_when_the_group_has_another_one_since()
    {
        var packs = bench.Host.Client<RulePackService.RulePackServiceClient>(Testing.ServiceHost.LeadOf(_brand));
        var (message, names) = (ModerationBench.Says(Guid.NewGuid(), "抽奖"), new List<string>());
        foreach (var word in (string[])["抽奖", "砍价"])
        {
            var pack = (await packs.PutPackAsync(new PutPackRequest { BrandId = _brand.ToString(), Name = word })).Pack.PackId;
            var scope = new RuleScope { BrandId = _brand.ToString(), PackId = pack };
            await bench.Rules(_brand).SaveDraftAsync(new SaveDraftRequest { Scope = scope, Document = $$"""{ "rules": [{ "kind": "keyword", "rule_id": "p-1", "offence_class": "advert", "terms": ["{{word}}"] }] }""" });
            await bench.Rules(_brand).MoveVersionAsync(new MoveVersionRequest { Scope = scope, Version = 1, Move = "publish" });
            names.Add(pack);
        }

        await packs.AssignPackAsync(new AssignPackRequest { BrandId = _brand.ToString(), PackId = names[0], GroupIds = { message.GroupId.ToString() } });
        await bench.ScreenAsync(_brand, message);
        await packs.AssignPackAsync(new AssignPackRequest { BrandId = _brand.ToString(), PackId = names[1], GroupIds = { message.GroupId.ToString() } });
        Assert.Equal(["抽奖"], await SaidOfAsync(message.SenderId));
    }

    private async Task PublishAsync(params string[] words) => await bench.Rules(_brand).PublishRuleSetAsync(new PublishRuleSetRequest
    {
        BrandId = _brand.ToString(), Rules = new Contracts.Moderation.V1.RuleSet { Keywords = { new Contracts.Moderation.V1.KeywordRule { RuleId = "ad-1", OffenceClass = "advert", Terms = { words } } } },
    });

    private async Task<IEnumerable<string>> SaidOfAsync(Guid member, Guid? of = null)
    {
        var brand = (of ?? _brand).ToString();
        var row = Assert.Single((await bench.Cases(of ?? _brand).ListCasesAsync(new ListCasesRequest { BrandId = brand, Search = member.ToString() })).Cases);
        var offence = Assert.Single((await bench.Cases(of ?? _brand).GetCaseAsync(new GetCaseRequest { BrandId = brand, CaseId = row.CaseId })).Offences);
        Assert.Equal(offence.Rule, Assert.Single(offence.Reasons).Rule);
        return offence.Rule.Settings.Single().Values;
    }
}
