using Steward.Moderation.Compliance;
using Steward.Testing;
using Xunit.Abstractions;

namespace Steward.Moderation.Tests.Compliance;

public sealed class ComplianceGateTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("全国销量第一的洗面奶", "第一")]
    [InlineData("这是市面上最 好 的面膜", "最 好")]
    [InlineData("銷量全國第一的洗面奶", "全國第一")]
    [InlineData("三天見效,無效退款", "三天見效")]
    [InlineData("三天见效,无效退款", "三天见效")]
    [InlineData("保证您一个月提分", "保证您一个月提分")]
    [InlineData("年化收益12%,保本", "年化收益12")]
    [InlineData("加★我★威★信领福利", "加★我★威★信")]
    [InlineData("身份证110101199003070019已登记", "110101199003070019")]
    public void What_may_not_be_said_is_shown_where_it_stands(string text, string shown) =>
        Assert.Contains(ComplianceGate.Check(text, ComplianceRules.AdLaw), finding => text.Substring(finding.Start, finding.Length) == shown && finding.Advice.Length > 0);

    [Theory]
    [InlineData("最近到的新款,第一次来的朋友可以先试用")]
    [InlineData("最好提前一天预约,最晚20点到店")]
    [InlineData("谨防刷单骗局,官方不会让您转账")]
    [InlineData("我们不承诺收益,投资有风险")]
    [InlineData("可以用微信支付,发票在小程序里开")]
    [InlineData("书包和钱包都在三楼")]
    [InlineData("本周第1节课改到周三")]
    [InlineData("")]
    public void Ordinary_speech_is_left_alone(string text) => Assert.Empty(ComplianceGate.Check(text, ComplianceRules.AdLaw));

    [Fact]
    public void Any_text_is_checked_in_time()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(2000)).Select(_ => random.Next(3) == 0 ? "最第一保证包过加微信vx 1380"[random.Next(16)] : (char)random.Next(char.MaxValue))]);
            foreach (var finding in ComplianceGate.Check(text, ComplianceRules.AdLaw)) { Assert.NotEmpty(text.Substring(finding.Start, finding.Length)); }
        }
    }

    [Fact]
    public void A_broken_pack_is_refused_with_the_place()
    {
        using var cut = new MemoryStream("{ \"name\": \"x\",\n \"rules\": [ }"u8.ToArray());
        using var pattern = new MemoryStream("""{ "name": "x", "source": "", "ordinary": ["a"], "warnings": ["b"], "rules": [ { "id": "r1", "category": "c", "severity": "block", "pattern": "(", "advice": "" } ] }"""u8.ToArray());

        Assert.Contains("Line 2", Assert.Throws<InvalidDataException>(() => ComplianceRules.Read(cut)).Message, StringComparison.Ordinal);
        Assert.Contains("Rule r1", Assert.Throws<InvalidDataException>(() => ComplianceRules.Read(pattern)).Message, StringComparison.Ordinal);
    }

    [SharedDataFact("a_adlaw/dev.tsv")]
    public void Most_offences_are_found_and_ordinary_sentences_pass()
    {
        var rows = File.ReadLines(SharedData.Path("a_adlaw/dev.tsv")).Skip(1).Select(line => line.Split('\t')).Select(fields => (Bad: fields[0] == "1", Text: fields[3])).ToList();
        var judged = rows.Select(row => (row.Bad, row.Text, Flagged: ComplianceGate.Check(row.Text, ComplianceRules.AdLaw).Count > 0)).ToList();
        foreach (var (bad, text, flagged) in judged.Where(one => one.Bad != one.Flagged)) { output.WriteLine($"{(bad ? "missed" : "wrongly flagged")}: {text}"); }

        var recall = judged.Count(one => one is { Bad: true, Flagged: true }) / (double)judged.Count(one => one.Bad);
        var wrong = judged.Count(one => one is { Bad: false, Flagged: true }) / (double)judged.Count(one => !one.Bad);
        output.WriteLine($"recall {recall:F3}, wrongly flagged {wrong:P1}");
        Assert.True(recall >= 0.92 && wrong <= 0.03, $"recall {recall:F3}, wrongly flagged {wrong:P1}");
    }

    [SharedDataFact("b_egret_qa/qa.tsv", "b_faq_open/dev_queries.tsv", "b_faq_bank/dev_queries.tsv")]
    public void Of_ordinary_questions_and_answers_of_other_people_few_are_held_up()
    {
        foreach (var (file, column) in new[] { ("b_egret_qa/qa.tsv", 1), ("b_egret_qa/qa.tsv", 2), ("b_faq_open/dev_queries.tsv", 2), ("b_faq_bank/dev_queries.tsv", 2) })
        {
            var texts = File.ReadLines(SharedData.Path(file)).Skip(1).Select(line => line.Split('\t')[column]).ToList();
            var flagged = texts.Count(text => ComplianceGate.Check(text, ComplianceRules.AdLaw).Count > 0) / (double)texts.Count;
            output.WriteLine($"{file}, column {column}: {flagged:P2} of {texts.Count} flagged");
            Assert.True(flagged <= 0.03, $"{file}: {flagged:P2}");
        }
    }
}
