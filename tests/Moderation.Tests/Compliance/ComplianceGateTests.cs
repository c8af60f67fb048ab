using Steward.Moderation.Compliance;
using Steward.Moderation.Compliance.Phrases;
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

    [Fact]
    public void What_the_rules_write_instead_passes_itself()
    {
        var all = ComplianceRules.AdLaw.Rules.SelectMany(rule => rule.Rewordings.Select(one => (rule.Id, Found: one.Key, Instead: one.Value))).ToList();
        Assert.NotEmpty(all);
        Assert.All(all, one =>
        {
            var text = $"这款{one.Found}的茶";
            var finding = Assert.Single(ComplianceGate.Check(text, ComplianceRules.AdLaw), finding => finding.RuleId == one.Id);
            Assert.Equal((one.Instead, 2, one.Found.Length), (finding.Rewording, finding.Start, finding.Length));
            Assert.Empty(ComplianceGate.Check($"这款{one.Instead}的茶", ComplianceRules.AdLaw));
        });
        Assert.Equal("很好", Assert.Single(ComplianceGate.Check("市面上最★好的茶", ComplianceRules.AdLaw)).Rewording);
    }

    [Fact]
    public void Advice_is_there_in_both_languages_and_the_Chinese_has_Chinese_punctuation() => Assert.All(ComplianceRules.AdLaw.Rules, rule =>
    {
        Assert.NotEmpty(rule.AdviceEn);
        Assert.NotEmpty(ComplianceRules.AdLaw.EnglishLawOf(rule.Category));
        Assert.DoesNotContain(rule.Advice + ComplianceRules.AdLaw.LawOf(rule.Category), sign => ",;:?!()".Contains(sign, StringComparison.Ordinal));
    });

    /// <summary>What a check costs, with as many phrases as a brand may have; printed, not judged: the machine may be busy.</summary>
    [Fact]
    public void Figures_of_a_check()
    {
        var random = new Random(11);
        var parts = new[] { "今天下午三点上新，", "会员到店领取试用装。", "国产面膜全国销量第一，", "加我微信领福利，", "最好的成分，", "小程序里下单包邮。", "客服热线工作日在线，", "保证您一个月见效，" };
        var texts = Enumerable.Range(0, 2_000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => parts[random.Next(parts.Length)]))).ToList();
        var phrases = new CompiledPhrases(1, [.. Enumerable.Range(0, ChangePhrasesHandler.Most).Select(number => new BrandPhrase
        {
            BrandId = Guid.Empty, PhraseId = Guid.NewGuid(), Kind = PhraseKind.RedLine, Phrase = $"红线{number}号", Severity = "review", Advice = "改", Reason = "因",
        })]);
        var now = TimeProvider.System.GetUtcNow();
        var took = texts.Select(text =>
        {
            var start = TimeProvider.System.GetTimestamp();
            Assert.All(phrases.Check(text, ComplianceRules.AdLaw, now), finding => Assert.True(finding.Length > 0));
            return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        }).Skip(200).Order().ToList();
        output.WriteLine($"{took.Count} texts of 9 to 540 characters, {ChangePhrasesHandler.Most} red lines: median {took[took.Count / 2]:F2} ms, p99 {took[took.Count * 99 / 100]:F2} ms, slowest {took[^1]:F2} ms");
        Assert.Contains(texts, text => phrases.Check(text, ComplianceRules.AdLaw, now).Count > 0);
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
