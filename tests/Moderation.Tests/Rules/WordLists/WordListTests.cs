using System.Diagnostics;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.WordLists;
using Steward.Testing;
using Xunit.Abstractions;
using KeywordRule = Steward.Moderation.Rules.Kinds.KeywordRule;
using LineNote = Steward.Moderation.Rules.WordLists.LineNote;
using RuleScope = Steward.Moderation.Rules.Versions.RuleScope;
using RuleSet = Steward.Moderation.Rules.RuleSet;

namespace Steward.Moderation.Tests.Rules.WordLists;

[Collection(nameof(ModerationBench))]
public sealed class WordListTests(ModerationBench bench, ITestOutputHelper output)
{
    private static readonly WordListHeader Header = new(RuleScope.Of(new Kernel.BrandId(Guid.NewGuid())), WordListFormat.Tsv, "list", "advert", Severity.Act, false, false, "", "me");

    [Fact]
    public void A_list_becomes_one_rule_for_each_class_and_severity()
    {
        var (rules, report) = Read(Header, RuleSet.Empty, "term\toffence_class\tseverity\tskip\tword\texclude\tvariants\n兼职\n傻子\tabuse\n刷单\t\treview\n加微信\t\t\t2\n\nvx\tadvert\tact\t0\ttrue\t不加vx|别加vx\tfalse\r\n");
        Assert.Equal((7, 5, 0, 0, 0), (report.Lines, report.Added, report.Duplicates.Count, report.Conflicts.Count, report.Errors.Count));
        Assert.Equal(["list: 兼职,加微信,vx", "list.abuse.act: 傻子", "list.advert.review: 刷单"], Said(rules));
        var terms = ((KeywordRule)rules!.Rules[0]).Terms;
        Assert.Equal((2, true, false, "不加vx,别加vx"), (terms[1].Skip, terms[2].Word, terms[2].Variants, string.Join(',', terms[2].Exclude)));
    }

    [Fact]
    public void Duplicates_and_conflicts_are_told_with_both_lines()
    {
        var before = Sets.Of(Sets.Words("old", "advert", "兼职"), Sets.Words("old-2", "abuse", "傻子"));
        var (rules, report) = Read(Header with { KeepValid = true }, before, "term\toffence_class\n兼职\nＶＩＰ群\nvip群\nvip群\tabuse\n傻子\n新词");
        Assert.Equal([new LineNote(2, "兼职"), new LineNote(4, "vip群", 3)], report.Duplicates.First);
        Assert.Equal([new LineNote(5, "vip群: abuse act here, advert act before", 3), new LineNote(6, "傻子: advert act here, abuse act before")], report.Conflicts.First);
        Assert.Equal(["old: 兼职", "old-2: 傻子", "list: ＶＩＰ群,新词"], Said(rules));
    }

    [Fact]
    public void A_wrong_list_is_refused_by_line_or_its_right_lines_are_kept()
    {
        const string List = "term,offence_class,severity,skip\n兼职,advert,act,0\n,advert\n坏,rude\n词,advert,fatal\n词,advert,act,many\n\"没完,advert\n\"a,b\",advert\n";
        var header = Header with { Format = WordListFormat.Csv };
        var (refused, report) = Read(header, RuleSet.Empty, List);
        Assert.Null(refused);
        Assert.Equal([3, 4, 5, 6, 7], report.Errors.First.Select(note => note.Line));
        Assert.Contains("rude", report.Errors.First[1].Text, StringComparison.Ordinal);
        var (kept, _) = Read(header with { KeepValid = true }, RuleSet.Empty, List);
        Assert.Equal(["list: 兼职,a,b"], Said(kept));
    }

    [Theory]
    [InlineData("word\n兼职", 1, "names no column term")]
    [InlineData("term\tcolour\n兼职\tred", 1, "a column 'colour'")]
    [InlineData("", 0, "is missing")]
    public void A_head_that_is_none_is_told(string list, int line, string message)
    {
        var (rules, report) = Read(Header, RuleSet.Empty, list);
        Assert.Null(rules);
        var note = Assert.Single(report.Errors.First);
        Assert.Equal(line, note.Line);
        Assert.Contains(message, note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_fall_as_they_fall_and_what_is_no_text_or_too_long_is_told()
    {
        var bytes = Encoding.UTF8.GetBytes("\uFEFF# 说明\n兼职\r\n").Concat(new byte[] { 0xFF, 0xFE, (byte)'\n' }).Concat(Enumerable.Repeat((byte)'x', LineFeed.LongestLine + 1)).Concat("\n刷单"u8.ToArray()).ToArray();
        for (var piece = 1; piece < 9; piece++)
        {
            var list = new WordList(Header with { Format = WordListFormat.Lines, KeepValid = true }, RuleSet.Empty);
            var feed = new LineFeed(list);
            foreach (var part in bytes.Chunk(piece)) { feed.Add(part); }

            feed.End();
            var (rules, report) = list.Finish();
            Assert.Equal([3, 4], report.Errors.First.Select(note => note.Line));
            Assert.Equal(["list: 兼职,刷单"], Said(rules));
        }
    }

    [Fact]
    public void Replacing_empties_what_the_list_fills_and_nothing_else()
    {
        var before = Sets.Of(Sets.Words("list", "advert", "旧词"), Sets.Words("list.abuse.act", "abuse", "旧骂"), Sets.Words("other", "advert", "别的"));
        Assert.Equal(["other: 别的", "list: 新词"], Said(Read(Header with { Format = WordListFormat.Lines, Replace = true }, before, "新词").Rules));
        Assert.Equal(["list: 旧词,新词", "list.abuse.act: 旧骂", "other: 别的"], Said(Read(Header with { Format = WordListFormat.Lines }, before, "新词").Rules));
    }

    [Fact]
    public async Task A_hundred_thousand_words_come_as_a_stream_with_progress_and_are_a_draft()
    {
        var brand = Guid.NewGuid();
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"违禁词{i:D6}\n")) + "违禁词000007\n");
        var clock = Stopwatch.StartNew();
        var (progress, report) = await ImportAsync(brand, bytes, new ImportWordsHeader { RuleId = "list", OffenceClass = "advert" });
        output.WriteLine($"import of 100,000 words into a draft: {clock.Elapsed.TotalMilliseconds:F0} ms");
        Assert.True(progress.Count > 5 && progress.SequenceEqual(progress.Order()), $"progress: {string.Join(' ', progress)}");
        Assert.Equal((1, 100_000, 1, 8), (report.Version, report.Added, report.Duplicates, report.FirstDuplicates[0].FirstLine));
        var versions = (await bench.Rules(brand).ListVersionsAsync(new ListVersionsRequest { Scope = new Contracts.Moderation.V1.RuleScope { BrandId = brand.ToString() } })).Versions;
        Assert.Equal(("draft", 100_000), (versions[0].State, versions[0].Terms));
    }

    [Fact]
    public async Task A_refused_list_leaves_no_draft_and_a_wrong_header_is_told()
    {
        var brand = Guid.NewGuid();
        var (_, report) = await ImportAsync(brand, "好词\n\u0001\n"u8.ToArray(), new ImportWordsHeader { RuleId = "list", OffenceClass = "advert" });
        Assert.Equal((0, 1, 2), (report.Version, report.Errors, report.FirstErrors[0].Line));
        Assert.Empty((await bench.Rules(brand).ListVersionsAsync(new ListVersionsRequest { Scope = new Contracts.Moderation.V1.RuleScope { BrandId = brand.ToString() } })).Versions);
        foreach (var wrong in (ImportWordsHeader[])[new() { RuleId = "a b", OffenceClass = "advert" }, new() { RuleId = "a", OffenceClass = "rude" }, new() { RuleId = "a", OffenceClass = "advert", Format = "xls" }, new() { RuleId = "a", OffenceClass = "advert", Severity = "fatal" }])
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => ImportAsync(brand, "好词"u8.ToArray(), wrong));
            Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        }

        var foreign = await Assert.ThrowsAsync<RpcException>(() => ImportAsync(brand, "好词"u8.ToArray(), new ImportWordsHeader { RuleId = "a", OffenceClass = "advert" }, Guid.NewGuid()));
        Assert.Equal(StatusCode.NotFound, foreign.StatusCode);
    }

    [Fact]
    public async Task A_list_that_would_make_the_rules_too_large_is_refused()
    {
        var brand = Guid.NewGuid();
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{new string('长', 55)}{i:D6}\n")));
        var refused = await Assert.ThrowsAsync<RpcException>(() => ImportAsync(brand, bytes, new ImportWordsHeader { RuleId = "list", OffenceClass = "advert" }));
        Assert.Equal((StatusCode.InvalidArgument, "MOD-016"), (refused.StatusCode, refused.Trailers.GetValue("problem-code")));
    }

    private async Task<(List<int> Progress, ImportWordsReport Report)> ImportAsync(Guid brand, byte[] file, ImportWordsHeader header, Guid? caller = null)
    {
        header.Scope = new Contracts.Moderation.V1.RuleScope { BrandId = brand.ToString() };
        using var call = bench.Host.Client<WordListService.WordListServiceClient>(ServiceHost.LeadOf(caller ?? brand)).ImportWords();
        var (progress, report) = (new List<int>(), (ImportWordsReport?)null);
        var reading = Task.Run(async () =>
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                if (call.ResponseStream.Current.Report is { } last) { report = last; }
                else { progress.Add(call.ResponseStream.Current.Lines); }
            }
        });
        try
        {
            await call.RequestStream.WriteAsync(new ImportWordsRequest { Header = header });
            foreach (var piece in file.Chunk(64 * 1024)) { await call.RequestStream.WriteAsync(new ImportWordsRequest { Data = ByteString.CopyFrom(piece) }); }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            // The service has refused already; reading tells why.
        }

        await reading;
        return (progress, report ?? throw new InvalidOperationException("There was no report."));
    }

    private static (RuleSet? Rules, WordListReport Report) Read(WordListHeader header, RuleSet before, string text)
    {
        var list = new WordList(header, before);
        var feed = new LineFeed(list);
        feed.Add(Encoding.UTF8.GetBytes(text));
        feed.End();
        return list.Finish();
    }

    private static IEnumerable<string> Said(RuleSet? rules) => rules!.Rules.OfType<KeywordRule>().Select(rule => $"{rule.RuleId}: {string.Join(',', rule.Terms.Select(term => term.Text))}");
}
