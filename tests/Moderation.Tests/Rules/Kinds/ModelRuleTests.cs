using Steward.Moderation.Classification;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Kinds;
using Steward.Moderation.Screening;

namespace Steward.Moderation.Tests.Rules.Kinds;

public sealed class ModelRuleTests
{
    private const string Advert = "招兼职打字员，在家就能做，日结三百，加我微信 abc12345";
    private static readonly ModelRule Spam = new() { RuleId = "m-1", OffenceClass = "advert", Label = Label.Spam };

    [Fact]
    public void What_the_model_takes_for_an_advert_is_for_a_person_with_the_pieces_that_weigh_most()
    {
        var finding = Only(Advert, Spam);
        Assert.Equal((Severity.Review, "m-1", 3), (finding.Severity, finding.RuleId, finding.Stage));
        Assert.Equal((Label.Spam, ShippedModel.Model.Version), (finding.Model!.Label, finding.Model.Version));
        Assert.InRange(finding.Model.Probability, ShippedModel.Model.Readings[0].Decide, 1);
        Assert.Equal((finding.Start, finding.Length), (finding.Model.Pieces[0].Start, finding.Model.Pieces[0].Length));
        Assert.All(finding.Model.Pieces, piece => Assert.InRange(piece.Start + piece.Length, 1, Advert.Length));
        var stored = Assert.Single(StoredReason.Read(StoredReason.Write([finding], Guid.Empty)));
        Assert.Equal((finding.Model.Probability, finding.Model.Pieces.Count, "review"), (stored.Model!.Probability, stored.Model.Pieces.Count, stored.Severity));
    }

    [Theory]
    [InlineData("今天的牛奶很好喝，谢谢大家")]
    [InlineData("请问明天几点开门？")]
    [InlineData("")]
    [InlineData("👍")]
    public void Ordinary_talk_is_left_alone(string text) => Assert.Null(Sets.Compiled(Spam, Spam with { RuleId = "m-2", OffenceClass = "abuse", Label = Label.Abuse }).Find(text));

    [Fact]
    public void Titles_of_cards_are_not_what_it_has_learnt() => Assert.Null(Sets.Compiled(Spam).Find(Advert, kind: "link"));

    [Fact]
    public void A_rule_that_found_a_word_is_named_before_the_model_and_both_are_reasons()
    {
        var (rules, scratch) = (Sets.Compiled(Spam, Sets.Words("ad-1", "advert", "兼职") with { Severity = Severity.Review }), new Scratch());
        Assert.Equal("ad-1", rules.Find(Sets.Says(Advert), scratch)?.RuleId);
        Assert.Equal(["ad-1", "m-1"], scratch.Findings.Select(finding => finding.RuleId));
    }

    [Fact]
    public void It_acts_only_where_a_rule_says_so_and_the_text_is_of_a_kind_that_it_knows()
    {
        Assert.Equal(Severity.Act, Only(Advert, Spam with { Severity = Severity.Act, Threshold = 0.5 }).Severity);

        // Words of the advert among others that no training has seen.
        var strange = Advert + string.Concat(Enumerable.Range(0, 60).Select(i => (char)('\u3500' + (i * 7))));
        if (Sets.Compiled(Spam with { Severity = Severity.Act, Threshold = 0.5 }).Verdict(Sets.Says(strange)).Offence is { } finding) { Assert.Equal(Severity.Review, finding.Severity); }
    }

    [Theory]
    [InlineData("nothing", null, "label")]
    [InlineData("", null, "label")]
    [InlineData("spam", 0.4, "threshold")]
    [InlineData("spam", 1.1, "threshold")]
    [InlineData("spam", double.NaN, "threshold")]
    public void A_label_that_nobody_learnt_and_a_threshold_that_says_nothing_are_refused(string label, double? threshold, string field) =>
        Assert.Equal($"rules[0].{field}", Assert.Single(RuleSetCheck.ErrorsOf(Sets.Of(Spam with { Label = label, Threshold = threshold }))).Field);

    [Fact]
    public void In_a_document_a_person_looks_unless_it_says_otherwise()
    {
        var (rules, errors) = RuleDocument.Read("""{"rules":[{"kind":"model","rule_id":"m-1","offence_class":"advert","label":"spam"},{"kind":"model","rule_id":"m-2","offence_class":"abuse","label":"abuse","severity":"act","threshold":0.99}]}""");
        Assert.Empty(errors);
        Assert.Equal([Severity.Review, Severity.Act], rules.Rules.Select(rule => rule.Severity));
        Assert.Equal(rules.Rules, RuleDocument.Load(RuleDocument.Write(rules)).Rules);
    }

    private static Finding Only(string text, ModelRule rule)
    {
        var scratch = new Scratch();
        Sets.Compiled(rule).Find(Sets.Says(text), scratch);
        return Assert.Single(scratch.Findings);
    }
}
