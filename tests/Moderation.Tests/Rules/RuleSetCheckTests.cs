using Steward.Moderation.Rules;

namespace Steward.Moderation.Tests.Rules;

public sealed class RuleSetCheckTests
{
    [Fact]
    public void A_sound_set_has_no_errors() => Assert.Empty(RuleSetCheck.ErrorsOf(new RuleSet(
        [new KeywordRule("ad-1", "advert", ["加我微信", new string('长', 64)])],
        [new LinkRule("link-1", "diversion", ["evil.com", "坏网站.中国"], ["brand.cn"], true)])));

    [Fact]
    public void All_errors_come_at_once()
    {
        var errors = RuleSetCheck.ErrorsOf(new RuleSet(
            [new KeywordRule("same", "rude", ["ok", " ", new string('x', 65), "a\0b"]), new KeywordRule("same", "abuse", []), new KeywordRule("no spaces", "abuse", ["x"])],
            [new LinkRule("", "illegal", ["http://evil.com", "*.evil.com", "localhost", "1.2.3.4", "a.brand.cn"], ["brand.cn", "-x.com"], false), new LinkRule("empty", "advert", [], [], false)]));
        Assert.Equal(
            [
                "rules.keywords[0].offence_class", "rules.keywords[0].terms[1]", "rules.keywords[0].terms[2]", "rules.keywords[0].terms[3]", "rules.keywords[1].rule_id", "rules.keywords[1].terms",
                "rules.keywords[2].rule_id", "rules.links[0].rule_id", "rules.links[0].blocked_domains[0]", "rules.links[0].blocked_domains[1]", "rules.links[0].blocked_domains[2]",
                "rules.links[0].blocked_domains[3]", "rules.links[0].blocked_domains[4]", "rules.links[0].allowed_domains[1]", "rules.links[1].blocked_domains",
            ],
            errors.Select(error => error.Field));
    }
}
