using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;

namespace Steward.Moderation.Tests.Compliance;

[Collection(nameof(ModerationBench))]
public sealed class PhrasesTests(ModerationBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task Texts_are_judged_in_their_order_with_place_law_and_advice()
    {
        var verdicts = (await Gate.CheckTextsAsync(new CheckTextsRequest { BrandId = Id, Texts = { "明天下午三点上新", "全国销量第一的面膜", "有事写信给 zhang.san@example.com" } })).Verdicts;
        Assert.Equal(["pass", "block", "review"], verdicts.Select(verdict => verdict.Verdict));
        Assert.Empty(verdicts[0].Findings);
        var first = Assert.Single(verdicts[1].Findings, finding => finding is { Start: 4, Length: 2 });
        Assert.Equal(("absolute", "block"), (first.Category, first.Severity));
        Assert.Contains("第九条", first.Evidence, StringComparison.Ordinal);
        Assert.NotEmpty(first.Advice);
        var mail = Assert.Single(verdicts[2].Findings);
        Assert.Equal(("personal-data", "zhang.san@example.com"), (mail.Category, "有事写信给 zhang.san@example.com".Substring(mail.Start, mail.Length)));
        Assert.Equal("pass", await VerdictAsync("有事写信给 service@example.com"));
    }

    [Fact]
    public async Task Advice_and_law_are_told_in_the_language_that_was_asked_for()
    {
        await AddAsync(RedLine("天价"));
        var english = (await Gate.CheckTextsAsync(new CheckTextsRequest { BrandId = Id, Texts = { "最好的天价茶" }, Language = "en" })).Verdicts[0].Findings;
        Assert.Equal(["很好", "高价"], english.Select(finding => finding.Rewording));
        Assert.Contains("article 9", english[0].Evidence, StringComparison.Ordinal);
        Assert.Contains("superlative", english[0].Advice, StringComparison.Ordinal);
        Assert.Equal("改说价格", english[1].Advice);
        Assert.Contains("删去", (await CheckAsync("最好的茶")).Findings[0].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_red_line_holds_at_once_hidden_too_and_no_longer_once_it_is_ended()
    {
        Assert.Equal("pass", await VerdictAsync("这是天价洋酒"));
        var line = await AddAsync(RedLine("天价"));
        var finding = Assert.Single((await CheckAsync("这是天★价洋酒")).Findings);
        Assert.Equal((line.PhraseId, "red-line", "review", 2, 3, "改说价格", "高价", "客户要求"), (finding.RuleId, finding.Category, finding.Severity, finding.Start, finding.Length, finding.Advice, finding.Rewording, finding.Evidence));

        var ended = (await Gate.EndPhraseAsync(new EndPhraseRequest { BrandId = Id, PhraseId = line.PhraseId, Reason = "不再需要" })).Phrase;
        Assert.Equal("pass", await VerdictAsync("这是天价洋酒"));
        var again = (await Gate.EndPhraseAsync(new EndPhraseRequest { BrandId = Id, PhraseId = line.PhraseId, Reason = "又一次" })).Phrase;
        Assert.Equal((ended.EndedBy, ended.EndedAt, "不再需要"), (again.EndedBy, again.EndedAt, again.EndReason));
    }

    [Fact]
    public async Task An_exemption_covers_what_lies_within_it_and_nothing_else_and_the_finding_stays_to_be_seen()
    {
        var exemption = await AddAsync(Exemption("第一百货"));
        var covered = await CheckAsync("上海第一百货门店");
        Assert.Equal("pass", covered.Verdict);
        Assert.NotEmpty(covered.Findings);
        Assert.All(covered.Findings, finding => Assert.Equal(exemption.PhraseId, finding.ExemptedBy));
        Assert.Equal("block", await VerdictAsync("上海第一百货门店,销量第一"));
        await bench.OwnerAsync($"update compliance_phrases set until = now() - interval '1 second' where brand_id = '{_brand}'; update compliance_heads set generation = generation + 1 where brand_id = '{_brand}'");
        Assert.Equal("block", await VerdictAsync("销量第一百货"));
    }

    [Fact]
    public async Task The_same_id_again_is_a_retry_or_refused_and_twenty_at_once_add_one()
    {
        var line = RedLine("天价");
        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AddAsync(line)));
        Assert.Single(added.Select(one => one.SetAt).Distinct());
        Assert.Equal(1, (await Gate.ListPhrasesAsync(new ListPhrasesRequest { BrandId = Id })).Total);
        var other = line.Clone();
        other.Advice = "别的";
        await ModerationBench.RefusedAsync(Gate.AddPhraseAsync(new AddPhraseRequest { Phrase = other }), StatusCode.FailedPrecondition, "MOD-113");
    }

    [Fact]
    public async Task What_is_wrong_is_told_by_field_and_all_at_once()
    {
        var wrong = await ModerationBench.RefusedAsync(Gate.AddPhraseAsync(new AddPhraseRequest { Phrase = new Phrase { BrandId = Id, PhraseId = Guid.NewGuid().ToString(), Kind = "red-line", Severity = "deadly" } }), StatusCode.InvalidArgument, "MOD-110");
        Assert.All(["phrase.phrase", "phrase.severity", "phrase.advice", "phrase.reason"], field => Assert.Contains(field, wrong.Status.Detail, StringComparison.Ordinal));
        var endless = Exemption("第一");
        endless.Until = null;
        await ModerationBench.RefusedAsync(Gate.AddPhraseAsync(new AddPhraseRequest { Phrase = endless }), StatusCode.InvalidArgument, "MOD-110");
        await ModerationBench.RefusedAsync(Gate.AddPhraseAsync(new AddPhraseRequest { Phrase = RedLine("\u200b") }), StatusCode.InvalidArgument, "MOD-110");
        await ModerationBench.RefusedAsync(Gate.CheckTextsAsync(new CheckTextsRequest { BrandId = Id }), StatusCode.InvalidArgument, "MOD-111");
        await ModerationBench.RefusedAsync(Gate.CheckTextsAsync(new CheckTextsRequest { BrandId = Id, Texts = { new string('好', 8001) } }), StatusCode.InvalidArgument, "MOD-111");
        await ModerationBench.RefusedAsync(Gate.ListPhrasesAsync(new ListPhrasesRequest { BrandId = Id, Kind = "x" }), StatusCode.InvalidArgument, "MOD-116");
    }

    [Fact]
    public async Task Lists_are_paged_searched_and_tell_what_stands()
    {
        foreach (var word in new[] { "甲词", "乙词", "丙词" }) { await AddAsync(RedLine(word)); }

        await AddAsync(Exemption("丁句"));
        var first = await Gate.ListPhrasesAsync(new ListPhrasesRequest { BrandId = Id, PageSize = 3 });
        var rest = await Gate.ListPhrasesAsync(new ListPhrasesRequest { BrandId = Id, PageSize = 3, PageToken = first.NextPageToken });
        Assert.Equal(["丁句", "丙词", "乙词", "甲词"], first.Phrases.Concat(rest.Phrases).Select(phrase => phrase.Phrase_));
        Assert.Equal((4, ""), (first.Total, rest.NextPageToken));
        await Gate.EndPhraseAsync(new EndPhraseRequest { BrandId = Id, PhraseId = first.Phrases[1].PhraseId, Reason = "完" });
        Assert.Equal(["乙词", "甲词"], (await Gate.ListPhrasesAsync(new ListPhrasesRequest { BrandId = Id, Kind = "red-line", Standing = true })).Phrases.Select(phrase => phrase.Phrase_));
        Assert.Equal(["乙词"], (await Gate.ListPhrasesAsync(new ListPhrasesRequest { BrandId = Id, Search = "乙" })).Phrases.Select(phrase => phrase.Phrase_));
    }

    [Fact]
    public async Task Another_brand_neither_sees_nor_ends_nor_obeys_them()
    {
        var line = await AddAsync(RedLine("天价"));
        var foreign = Guid.NewGuid();
        var gate = bench.Host.Client<ComplianceService.ComplianceServiceClient>(ServiceHost.LeadOf(foreign));
        Assert.Equal(0, (await gate.ListPhrasesAsync(new ListPhrasesRequest())).Total);
        Assert.Equal("pass", (await gate.CheckTextsAsync(new CheckTextsRequest { BrandId = foreign.ToString(), Texts = { "这是天价洋酒" } })).Verdicts[0].Verdict);
        await ModerationBench.RefusedAsync(gate.EndPhraseAsync(new EndPhraseRequest { BrandId = foreign.ToString(), PhraseId = line.PhraseId, Reason = "x" }), StatusCode.NotFound, "MOD-112");
        var refused = await Assert.ThrowsAsync<RpcException>(() => gate.CheckTextsAsync(new CheckTextsRequest { BrandId = Id, Texts = { "天价" } }).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, refused.StatusCode);

        // The same id in another brand is another phrase.
        var same = line.Clone();
        same.BrandId = foreign.ToString();
        Assert.Equal(line.PhraseId, (await gate.AddPhraseAsync(new AddPhraseRequest { Phrase = same })).Phrase.PhraseId);
        Assert.Equal("review", await VerdictAsync("这是天价洋酒"));
    }

    [Fact]
    public async Task An_operator_checks_and_reads_and_changes_nothing()
    {
        var gate = bench.Host.Client<ComplianceService.ComplianceServiceClient>(ServiceHost.OperatorOf(_brand));
        Assert.Equal("pass", (await gate.CheckTextsAsync(new CheckTextsRequest { BrandId = Id, Texts = { "您好" } })).Verdicts[0].Verdict);
        Assert.Equal(0, (await gate.ListPhrasesAsync(new ListPhrasesRequest())).Total);
        await ModerationBench.RefusedAsync(gate.AddPhraseAsync(new AddPhraseRequest { Phrase = RedLine("天价") }), StatusCode.PermissionDenied, "STW-002");
        await ModerationBench.RefusedAsync(gate.EndPhraseAsync(new EndPhraseRequest { BrandId = Id, PhraseId = Guid.NewGuid().ToString(), Reason = "x" }), StatusCode.PermissionDenied, "STW-002");
    }

    private string Id => _brand.ToString();

    private ComplianceService.ComplianceServiceClient Gate => bench.Host.Client<ComplianceService.ComplianceServiceClient>(ServiceHost.LeadOf(_brand));

    private Phrase RedLine(string phrase) => new() { BrandId = Id, PhraseId = Guid.NewGuid().ToString(), Kind = "red-line", Phrase_ = phrase, Severity = "review", Advice = "改说价格", Rewording = "高价", Reason = "客户要求" };

    private Phrase Exemption(string phrase) => new()
    {
        BrandId = Id, PhraseId = Guid.NewGuid().ToString(), Kind = "exemption", Phrase_ = phrase, Reason = "商号,法务确认", Until = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddDays(30)),
    };

    private async Task<Phrase> AddAsync(Phrase phrase) => (await Gate.AddPhraseAsync(new AddPhraseRequest { Phrase = phrase })).Phrase;

    private async Task<TextVerdict> CheckAsync(string text) => (await Gate.CheckTextsAsync(new CheckTextsRequest { BrandId = Id, Texts = { text } })).Verdicts[0];

    private async Task<string> VerdictAsync(string text) => (await CheckAsync(text)).Verdict;
}
