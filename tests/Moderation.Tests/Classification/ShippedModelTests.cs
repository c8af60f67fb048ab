using Steward.Contracts.Events.Moderation;
using Steward.Moderation.Classification;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Kinds;
using Steward.Moderation.Tests.Rules;
using Steward.Testing;
using Xunit.Abstractions;

namespace Steward.Moderation.Tests.Classification;

/// <summary>What the model that comes with the program does on texts of other people, none of which it was trained on.</summary>
public sealed class ShippedModelTests(ITestOutputHelper output)
{
    private const double MostActedUpon = 0.003;
    private const double MostReviewed = 0.1;
    private const double MostSignals = 0.2;
    private static readonly (string File, int Column)[] Ordinary =
    [
        ("b_egret_qa/qa.tsv", 1), ("b_egret_qa/qa.tsv", 2), ("b_faq_open/dev_queries.tsv", 2), ("b_faq_bank/dev_queries.tsv", 2), ("b_chatterbot_zh/qa.tsv", 1), ("b_chatterbot_zh/qa.tsv", 2), ("c_irc_ubuntu/dev.tsv", 5),
    ];

    [Fact]
    public void It_knows_every_label_is_small_and_says_which_one_it_is()
    {
        var model = ShippedModel.Model;
        Assert.DoesNotContain(Reading.Untrained, model.Readings);
        Assert.InRange(model.Features, 1_000, 60_000);
        Assert.InRange(ModelFile.Write(model).Length, 1, 500_000);
        Assert.Matches("^[0-9a-f]{8}$", model.Version);
    }

    [Theory]
    [InlineData("急招日结工人，每天三百，感兴趣的加我V信", Label.Spam)]
    [InlineData("你这个傻逼，滚出去", Label.Abuse)]
    [InlineData("快递一个星期了还没到，客服也不理人，太失望了", Label.Complaint)]
    [InlineData("请问这个会员卡怎么办理", Label.Question)]
    [InlineData("我想买两盒奶粉，发个链接", Label.Intent)]
    public void It_tells_the_labels_apart(string text, string label)
    {
        var scored = new ScoredText();
        scored.Read(ShippedModel.Model, text);
        var likeliest = Enumerable.Range(0, Label.All.Count).MaxBy(scored.Probability);
        Assert.Equal(label, Label.All[likeliest]);
        Assert.InRange(scored.Probability(likeliest), ShippedModel.Model.Readings[likeliest].Decide, 1);
    }

    [SharedDataFact("b_egret_qa", "b_faq_open", "b_faq_bank", "b_chatterbot_zh", "c_irc_ubuntu")]
    public void Hardly_any_ordinary_text_would_be_acted_upon_and_few_be_looked_at()
    {
        foreach (var (file, column) in Ordinary)
        {
            var texts = Column(file, column).ToList();
            foreach (var label in (string[])[Label.Spam, Label.Abuse])
            {
                var (rules, scratch) = (Sets.Compiled(new ModelRule { RuleId = "m", OffenceClass = "advert", Label = label, Severity = Severity.Act }), new Scratch());
                var found = texts.Select(text => rules.Find(Sets.Says(text), scratch)?.Severity).ToList();
                double reviewed = (double)found.Count(one => one is not null) / texts.Count, acted = (double)found.Count(one => one == Severity.Act) / texts.Count;
                output.WriteLine($"{file}, column {column}, {label}: {texts.Count} texts, for a person {reviewed:P2}, of those for automatic action {acted:P2}");
                Assert.True(acted <= MostActedUpon && reviewed <= MostReviewed, $"{file}, {label}: {acted:P2} would be acted upon, {reviewed:P2} be looked at");
            }
        }
    }

    [SharedDataFact("b_egret_qa", "b_faq_open", "b_faq_bank", "b_chatterbot_zh", "c_irc_ubuntu", "a_cold", "a_zh_sms_spam")]
    public void What_texts_that_are_no_complaints_and_no_orders_are_taken_for_is_printed()
    {
        foreach (var (file, column) in (IEnumerable<(string, int)>)[.. Ordinary, ("a_cold/dev_test.tsv", 3), ("a_zh_sms_spam/dev_test.tsv", 1)])
        {
            var (texts, scratch) = (Column(file, column).ToList(), new Scratch());
            foreach (var name in (string[])[SignalName.Complaint, SignalName.Intent])
            {
                var found = texts.Where(text => CompiledRules.None.Signals(Sets.Message(text), scratch)?.Any(signal => signal.Name == name) == true).ToList();
                output.WriteLine($"{file}, column {column}, {name}: {(double)found.Count / texts.Count:P2} of {texts.Count}, as {string.Join(" | ", found.Where((_, i) => i % Math.Max(1, found.Count / 6) == 0).Take(6))}");
                Assert.True(found.Count <= texts.Count * MostSignals, $"{file}, {name}: {found.Count} of {texts.Count}");
            }
        }
    }

    [SharedDataFact("a_zh_sms_spam", "a_fbs_sms", "a_cold")]
    public void Adverts_and_abuse_of_other_people_are_found()
    {
        Judge("adverts by text message", Label.Spam, [.. Labelled("a_zh_sms_spam/dev_test.tsv", 1), .. Column("a_fbs_sms/dev_test.tsv", 1).Select(text => (text, true))], 0.6);
        Judge("a_cold, dev_test", Label.Abuse, [.. Labelled("a_cold/dev_test.tsv", 3)], 0.6);
    }

    private void Judge(string what, string label, (string Text, bool Is)[] texts, double leastAuc)
    {
        var (model, scored, at) = (ShippedModel.Model, new ScoredText(), Label.All.ToList().IndexOf(label));
        var evaluation = Evaluation.Of([.. texts.Select(one => { scored.Read(model, one.Text); return (scored.Probability(at), one.Is); })], model.Readings[at].Decide);
        output.WriteLine($"{what}: {texts.Length} texts, P {evaluation.Precision:F3} R {evaluation.Recall:F3} F1 {evaluation.F1:F3}, macro F1 {evaluation.MacroF1:F3}, AUC {evaluation.Auc:F3}");
        Assert.True(evaluation.Auc >= leastAuc, evaluation.ToString());
    }

    private static IEnumerable<(string, bool)> Labelled(string file, int column) => Column(file, column).Zip(Column(file, 0), (text, judged) => (text, judged == "1"));

    private static IEnumerable<string> Column(string file, int column) => File.ReadLines(SharedData.Path(file)).Skip(1).Select(line => line.Split('\t')[column]);
}
