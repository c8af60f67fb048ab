using Grpc.Core;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;

namespace Steward.Moderation.Tests.Rules;

[Collection(nameof(ModerationBench))]
public sealed class PublishRuleSetTests(ModerationBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task Published_rules_come_back_with_version_time_and_author()
    {
        await ModerationBench.RefusedAsync(bench.Rules(_brand).GetRuleSetAsync(new GetRuleSetRequest { BrandId = _brand.ToString() }), StatusCode.NotFound, "MOD-002");
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        await bench.ForbidAsync(_brand, "刷单", "傻子");
        var rules = (await bench.Rules(_brand).GetRuleSetAsync(new GetRuleSetRequest { BrandId = _brand.ToString() })).Rules;
        Assert.Equal((2, "刷单"), (rules.Version, rules.Keywords[0].Terms[0]));
        Assert.True(Guid.TryParse(rules.PublishedBy, out _));
        Assert.NotNull(rules.PublishedAt);
    }

    [Fact]
    public async Task A_publish_takes_effect_on_the_next_batch()
    {
        var sender = Guid.NewGuid();
        Assert.Equal(ScreeningLabel.Chatter, (await bench.ScreenAsync(_brand, ModerationBench.Says(sender, "日结兼职"))).Messages[0].Label);
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        Assert.Equal(ScreeningLabel.Offence, (await bench.ScreenAsync(_brand, ModerationBench.Says(sender, "日结兼职"))).Messages[0].Label);
        await bench.ForbidAsync(_brand, "刷单", "傻子");
        Assert.Equal(ScreeningLabel.Chatter, (await bench.ScreenAsync(_brand, ModerationBench.Says(sender, "日结兼职"))).Messages[0].Label);
    }

    [Fact]
    public async Task A_wrong_set_is_refused_with_all_its_errors_and_changes_nothing()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        var wrong = new RuleSet { Keywords = { new KeywordRule { RuleId = "a", OffenceClass = "rude", Terms = { "" } } } };
        var refused = await ModerationBench.RefusedAsync(
            bench.Rules(_brand).PublishRuleSetAsync(new PublishRuleSetRequest { BrandId = _brand.ToString(), Rules = wrong }), StatusCode.InvalidArgument, "MOD-001");
        Assert.Contains("rules.keywords[0].offence_class", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("rules.keywords[0].terms[0]", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(1, (await bench.Rules(_brand).GetRuleSetAsync(new GetRuleSetRequest { BrandId = _brand.ToString() })).Rules.Version);
    }

    [Fact]
    public async Task Publishing_at_once_gives_versions_one_after_the_other()
    {
        var empty = new PublishRuleSetRequest { BrandId = _brand.ToString(), Rules = new RuleSet() };
        var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await bench.Rules(_brand).PublishRuleSetAsync(empty)).Version));
        Assert.Equal(Enumerable.Range(1, 8), versions.Order());
    }

    [Fact]
    public async Task Operators_and_other_brands_may_neither_read_nor_publish()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        var get = new GetRuleSetRequest { BrandId = _brand.ToString() };
        var publish = new PublishRuleSetRequest { BrandId = _brand.ToString(), Rules = new RuleSet() };
        var foreign = bench.Rules(Guid.NewGuid());
        await ModerationBench.RefusedAsync(foreign.GetRuleSetAsync(get), StatusCode.NotFound, "STW-003");
        await ModerationBench.RefusedAsync(foreign.PublishRuleSetAsync(publish), StatusCode.NotFound, "STW-003");
        var person = bench.Host.Client<RuleService.RuleServiceClient>(ServiceHost.OperatorOf(_brand));
        await ModerationBench.RefusedAsync(person.GetRuleSetAsync(get), StatusCode.PermissionDenied, "STW-002");
        await ModerationBench.RefusedAsync(person.PublishRuleSetAsync(publish), StatusCode.PermissionDenied, "STW-002");
    }
}
