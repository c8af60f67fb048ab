using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Kinds;

namespace Steward.Moderation.Tests.Rules;

public sealed class RuleSetCheckTests
{
    [Fact]
    public void A_sound_set_has_no_errors() => Assert.Empty(RuleSetCheck.ErrorsOf(Sets.Of(
        Sets.Words("ad-1", "advert", "加我微信", new string('长', 64)),
        new LinkRule { RuleId = "link-1", OffenceClass = "diversion", BlockedDomains = ["evil.com", "坏网站.中国"], AllowedDomains = ["brand.cn"], BlockUnlisted = true })));

    [Fact]
    public void All_errors_come_at_once()
    {
        var errors = RuleSetCheck.ErrorsOf(Sets.Of(
            Sets.Words("same", "rude", "ok", " ", new string('x', 65), "a\0b"),
            Sets.Words("same", "abuse"),
            Sets.Words("no spaces", "abuse", "x"),
            new LinkRule { RuleId = "", OffenceClass = "illegal", BlockedDomains = ["http://evil.com", "*.evil.com", "localhost", "1.2.3.4"], AllowedDomains = ["brand.cn", "-x.com"] },
            new LinkRule { RuleId = "empty", OffenceClass = "advert" },
            new LinkRule { RuleId = "void", OffenceClass = "advert", BlockedDomains = ["a.brand.cn"] }));
        Assert.Equal(
            [
                "rules[0].offence_class", "rules[0].terms[1]", "rules[0].terms[2]", "rules[0].terms[3]", "rules[1].rule_id", "rules[1].terms", "rules[2].rule_id", "rules[3].rule_id",
                "rules[3].blocked_domains[0]", "rules[3].blocked_domains[1]", "rules[3].blocked_domains[2]", "rules[3].blocked_domains[3]", "rules[3].allowed_domains[1]", "rules[4].blocked_domains",
                "rules[5].blocked_domains[0]",
            ],
            errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData("(a+)+$", null)]
    [InlineData(@"加.{0,5}微", null)]
    [InlineData("(?<=a)b", "look-around")]
    [InlineData(@"(a)\1", "back-reference")]
    [InlineData("(", "no regular expression")]
    [InlineData("a*", "matches the empty text")]
    [InlineData("", "is empty")]
    [InlineData("((a{100}){100}){100}", "counts too far")]
    [InlineData("a{99999999999}", "counts too far")]
    public void Patterns_that_could_be_slow_are_refused_with_the_reason(string pattern, string? reason)
    {
        var errors = RuleSetCheck.ErrorsOf(Sets.Of(new RegexRule { RuleId = "re", OffenceClass = "advert", Pattern = pattern }));
        if (reason is null) { Assert.Empty(errors); }
        else { Assert.Contains(reason, Assert.Single(errors).Message, StringComparison.Ordinal); }
    }

    [Fact]
    public void Every_kind_tells_its_own_errors()
    {
        var errors = RuleSetCheck.ErrorsOf(Sets.Of(
            new KeywordRule { RuleId = "k", OffenceClass = "advert", Terms = [new Term("加微信") { Skip = 9 }, new Term("a b") { Skip = 1 }, new Term("兼职") { Exclude = ["工作"] }] },
            new CardRule { RuleId = "c", OffenceClass = "advert" },
            new ContactRule { RuleId = "s", OffenceClass = "advert" },
            new RateRule { RuleId = "r", OffenceClass = "flood", Messages = 0, Seconds = 4000 },
            new CopyRule { RuleId = "n", OffenceClass = "flood", Minutes = 0, Posts = 1, Distance = 4 },
            new NewcomerRule { RuleId = "w", Hours = 0, Classes = ["rude"] },
            new MentionRule { RuleId = "m", OffenceClass = "flood", Most = -1 },
            new EmojiRule { RuleId = "e", OffenceClass = "flood", Most = -1 },
            new NicknameRule { RuleId = "nick", OffenceClass = "nickname", Form = "(" },
            new CompetitorRule { RuleId = "comp", OffenceClass = "competitor" }));
        Assert.Equal(
            [
                "rules[0].terms[0].skip", "rules[0].terms[1].skip", "rules[0].terms[2].exclude[0]", "rules[1].message_kinds", "rules[2].phone", "rules[3].messages", "rules[3].seconds", "rules[4].posts",
                "rules[4].minutes", "rules[4].distance", "rules[5].hours", "rules[5].classes[0]", "rules[6].most", "rules[7].most", "rules[8].form", "rules[9].names",
            ],
            errors.Select(error => error.Field));
    }
}
