using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;
using Xunit.Abstractions;

namespace Steward.Moderation.Tests.Screening.Trials;

[Collection(nameof(ModerationBench))]
public sealed class TrialTests(ModerationBench bench, ITestOutputHelper output)
{
    private const string Draft = """
        {"rules":[
          {"kind":"keyword","rule_id":"ad-1","offence_class":"advert","terms":["刷单",{"text":"加微信","skip":2,"exclude":["别加微信"]}]},
          {"kind":"contact","rule_id":"c-1","offence_class":"diversion","severity":"review","phone":true,"wechat":true},
          {"kind":"regex","rule_id":"re-1","offence_class":"advert","pattern":"日结\\d+元"},
          {"kind":"rate","rule_id":"r-1","offence_class":"flood","messages":4,"seconds":30},
          {"kind":"near_duplicate","rule_id":"n-1","offence_class":"flood","minutes":60,"posts":4,"members":2,"groups":2},
          {"kind":"mentions","rule_id":"m-1","offence_class":"flood","most":3},
          {"kind":"emoji","rule_id":"e-1","offence_class":"flood","severity":"hint","most":3},
          {"kind":"model","rule_id":"l-1","offence_class":"advert","label":"spam"},
          {"kind":"model","rule_id":"l-2","offence_class":"abuse","label":"abuse","severity":"act","threshold":0.9},
          {"kind":"newcomer","rule_id":"w-1","hours":24,"severity":"review","classes":["flood"]}]}
        """;

    private readonly Guid _brand = Guid.NewGuid();

    private RuleScope Scope => new() { BrandId = _brand.ToString() };

    [Fact]
    public async Task Ten_thousand_messages_get_the_same_verdicts_live_in_shadow_and_in_a_backtest()
    {
        var messages = Traffic(10_000);

        // Members who joined lately, for the newcomer rule.
        await JoinAsync(messages);
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        await bench.Rules(_brand).SaveDraftAsync(new SaveDraftRequest { Scope = Scope, Document = Draft });
        await bench.Rules(_brand).MoveVersionAsync(new MoveVersionRequest { Scope = Scope, Version = 2, Move = "start_shadow" });
        var before = await ScreenAsync(messages);
        var shadow = await ShadowAsync(2);
        var tested = await BacktestAsync(messages, 2);

        // The same traffic to another brand where the draft is in force.
        var twin = Guid.NewGuid();
        await JoinAsync(messages, twin);
        await bench.Rules(twin).PublishRuleSetAsync(new PublishRuleSetRequest { BrandId = twin.ToString(), Rules = new RuleSet { Document = Draft } });
        var live = await ScreenAsync(messages, twin);
        var liveHits = (await bench.Rules(twin).ExplainRulesAsync(new ExplainRulesRequest { BrandId = twin.ToString() })).Rules.ToDictionary(rule => rule.RuleId, rule => rule.Hits);

        output.WriteLine($"in force {before.Count(label => label == ScreeningLabel.Offence)} offences, the draft {shadow.Offences}: {string.Join(", ", shadow.Rules.Select(rule => $"{rule.RuleId} {rule.Hits}"))}");
        Assert.Equal((10_000L, (long)live.Count(label => label == ScreeningLabel.Offence)), (shadow.Messages, shadow.Offences));
        Assert.Equal(shadow.Rules, tested.Rules);
        Assert.Equal((shadow.Messages, shadow.Offences), (tested.Messages, tested.Offences));
        Assert.All(shadow.Rules, rule => Assert.Equal(rule.RuleId.StartsWith("abuse", StringComparison.Ordinal) ? 0 : rule.Hits, liveHits.GetValueOrDefault(rule.RuleId)));
        Assert.All((string[])["ad-1", "c-1", "re-1", "r-1", "n-1", "m-1", "e-1", "l-1", "l-2"], rule => Assert.True(liveHits[rule] > 0, $"{rule} was never broken: the traffic proves nothing about it"));
        Assert.Equal(shadow.Rules.Sum(rule => rule.Gained), Enumerable.Range(0, messages.Count).Count(i => live[i] == ScreeningLabel.Offence && before[i] != ScreeningLabel.Offence));
        Assert.Equal(shadow.Rules.Sum(rule => rule.Lost), Enumerable.Range(0, messages.Count).Count(i => live[i] != ScreeningLabel.Offence && before[i] == ScreeningLabel.Offence));
        Assert.NotEmpty(shadow.Samples);
        Assert.All(shadow.Samples, sample => Assert.Contains(sample.Matched, sample.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_runs_in_shadow_decides_nothing_and_stopping_it_stops_its_counts()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        await bench.Rules(_brand).SaveDraftAsync(new SaveDraftRequest { Scope = Scope, Document = Draft });
        await bench.Rules(_brand).MoveVersionAsync(new MoveVersionRequest { Scope = Scope, Version = 2, Move = "start_shadow" });
        var envelope = ModerationBench.Envelope(_brand, ModerationBench.Says(Guid.NewGuid(), "刷单"), ModerationBench.Says(Guid.NewGuid(), "兼职"), ModerationBench.Says(Guid.NewGuid(), "早"));
        var id = Guid.CreateVersion7();
        await bench.Host.PublishAsync(envelope, id);
        await bench.Host.PublishAsync(envelope, id);
        var screened = await bench.Host.NextAsync<MessagesScreenedV1>(found => found.BatchId == envelope.BatchId);
        Assert.Equal(["chatter", "offence", "chatter"], screened.Messages.Select(message => message.Label));
        Assert.Equal("兼职", Assert.Single((await bench.Cases(_brand).ListCasesAsync(new ListCasesRequest { BrandId = _brand.ToString() })).Cases).LastText);
        await bench.ScreenAsync(_brand, ModerationBench.Says(Guid.NewGuid(), "早"));
        var report = await ShadowAsync(2);
        Assert.Equal((4, 1), (report.Messages, report.Offences));
        Assert.Equal(["ad-1 1 1 1 1"], report.Rules.Select(rule => $"{rule.RuleId} {rule.Hits} {rule.Decided} {rule.Gained} {rule.Lost}"));
        Assert.Equal(new HashSet<string> { "gained 刷单", "lost 兼职" }, report.Samples.Select(sample => $"{sample.Outcome} {sample.Text}").ToHashSet());

        await bench.Rules(_brand).MoveVersionAsync(new MoveVersionRequest { Scope = Scope, Version = 2, Move = "stop_shadow" });
        await bench.ScreenAsync(_brand, ModerationBench.Says(Guid.NewGuid(), "刷单"));
        Assert.Equal(4, (await ShadowAsync(2)).Messages);
        var other = Guid.NewGuid();
        var foreign = await bench.Host.Client<RuleTrialService.RuleTrialServiceClient>(ServiceHost.LeadOf(other)).GetShadowReportAsync(new GetShadowReportRequest { Scope = new RuleScope { BrandId = other.ToString() }, Version = 2 });
        Assert.Equal(0, foreign.Report.Messages);
    }

    [Fact]
    public async Task A_publish_of_a_hundred_thousand_terms_under_load_leaves_no_message_unscreened_or_screened_twice()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        var set = new RuleSet();
        set.Keywords.Add(new KeywordRule { RuleId = "big", OffenceClass = "advert", Terms = { Enumerable.Range(0, 100_000).Select(i => $"违禁词{i:D6}") } });
        var sent = new List<MessagesReceivedV1>();
        async Task SendAsync(int envelopes)
        {
            for (var i = 0; i < envelopes; i++)
            {
                var envelope = ModerationBench.Envelope(_brand, [.. Enumerable.Range(0, 100).Select(at => ModerationBench.Says(Guid.NewGuid(), at % 10 == 0 ? "这是违禁词012345吗" : "大家早上好"))]) with { Partition = i % 2 };
                lock (sent) { sent.Add(envelope); }

                await bench.Host.PublishAsync(envelope);
            }
        }

        await SendAsync(20);
        var clock = Stopwatch.StartNew();
        var load = SendAsync(100);
        var version = (await bench.Rules(_brand).PublishRuleSetAsync(new PublishRuleSetRequest { BrandId = _brand.ToString(), Rules = set }, deadline: DateTime.MaxValue)).Version;
        var published = clock.Elapsed;
        var probe = ModerationBench.Says(Guid.NewGuid(), "违禁词099999");
        Assert.Equal(ScreeningLabel.Offence, (await bench.ScreenAsync(_brand, probe)).Messages[0].Label);
        output.WriteLine($"publish of 100,000 terms under load: committed after {published.TotalMilliseconds:F0} ms, in force behind the queue after {clock.Elapsed.TotalMilliseconds:F0} ms (2 lanes, envelopes of 100)");
        await load;
        Assert.Equal(2, version);
        foreach (var envelope in sent)
        {
            var screened = await bench.Host.NextAsync<MessagesScreenedV1>(found => found.BatchId == envelope.BatchId);
            Assert.Equal(envelope.Messages.Select(message => message.MessageId), screened.Messages.Select(message => message.MessageId));

            // One version for the whole envelope: either none of the words is forbidden yet, or all are.
            Assert.Contains(screened.Messages.Count(message => message.Label == ScreeningLabel.Offence), (int[])[0, 10]);
        }

        var ids = sent.Select(envelope => envelope.BatchId).ToHashSet();
        Assert.Equal(sent.Count, bench.Host.Published<MessagesScreenedV1>().Count(screened => ids.Contains(screened.BatchId)));
        var totals = await bench.Cases(_brand).GetScreeningTotalsAsync(new GetScreeningTotalsRequest { BrandId = _brand.ToString() });
        Assert.Equal((sent.Count * 100) + 1, totals.Screened);
    }

    private async Task JoinAsync(IReadOnlyList<ReceivedMessage> messages, Guid? brand = null)
    {
        foreach (var group in messages.GroupBy(message => message.GroupId))
        {
            await bench.Host.PublishAsync(new GroupSyncedV1
            {
                BrandId = brand ?? _brand, AccountId = Guid.NewGuid(), Partition = 1, GroupId = group.Key, ExternalId = "chat", Name = "群", OwnerId = Guid.NewGuid(), CreatedAt = ModerationBench.At, SyncedAt = ModerationBench.At,
                Roster = [.. group.Select(message => message.SenderId).Distinct().Select((member, i) => new RosterEntry { MemberId = member, ExternalId = "x", Name = "甲", IsStaff = false, JoinedAt = ModerationBench.At.AddHours(i % 2 == 0 ? -1 : -1000), JoinScene = 1, JoinState = "" })],
            });
        }

        var groups = messages.Select(message => message.GroupId).Distinct().Count();
        await Eventually.TrueAsync(async () =>
        {
            await using var transaction = await bench.Host.Database.BeginAsync(new Kernel.BrandId(brand ?? _brand), CancellationToken.None);
            return await transaction.SingleAsync<int>("select count(distinct group_id)::int from recent_joins", null, CancellationToken.None) == groups;
        }, TimeSpan.FromSeconds(60), "every roster is known");
    }

    private async Task<List<string>> ScreenAsync(IReadOnlyList<ReceivedMessage> messages, Guid? brand = null)
    {
        var labels = new List<string>();
        foreach (var part in messages.Chunk(200)) { labels.AddRange((await bench.ScreenAsync(brand ?? _brand, part)).Messages.Select(message => message.Label)); }

        return labels;
    }

    private async Task<TrialReport> ShadowAsync(int version) =>
        (await bench.Host.Client<RuleTrialService.RuleTrialServiceClient>(ServiceHost.LeadOf(_brand)).GetShadowReportAsync(new GetShadowReportRequest { Scope = Scope, Version = version })).Report;

    private async Task<TrialReport> BacktestAsync(IReadOnlyList<ReceivedMessage> messages, int version)
    {
        using var call = bench.Host.Client<RuleTrialService.RuleTrialServiceClient>(ServiceHost.LeadOf(_brand)).Backtest();
        await call.RequestStream.WriteAsync(new BacktestRequest { Header = new BacktestHeader { BrandId = _brand.ToString(), Scope = Scope, Version = version } });
        foreach (var part in messages.Chunk(500))
        {
            var request = new BacktestMessages();
            request.Messages.AddRange(part.Select(message => new BacktestMessage
            {
                MessageId = message.MessageId.ToString(), GroupId = message.GroupId.ToString(), SenderId = message.SenderId.ToString(), FromStaff = message.FromStaff, Kind = message.Kind, Text = message.Text, SentAt = Timestamp.FromDateTimeOffset(message.SentAt),
            }));
            await call.RequestStream.WriteAsync(new BacktestRequest { Messages = request });
        }

        await call.RequestStream.CompleteAsync();
        TrialReport? report = null;
        while (await call.ResponseStream.MoveNext(CancellationToken.None)) { report = call.ResponseStream.Current.Report ?? report; }

        return report ?? throw new InvalidOperationException("There was no report.");
    }

    private static List<ReceivedMessage> Traffic(int count)
    {
        var random = new Random(2026);
        string[] texts =
        [
            "早上好", "今天几点开门？", "兼职日结", "日结300元", "刷单返利", "加.微.信 abc12345", "别加微信", "加薇信领资料", "别加薇信", "刷 dan 返利", "招打字员，在家就能做，一单一结，佣金当天到账", "你们都是王八蛋，滚", "电话 138-1234-5678", "你这傻子", "@甲 @乙 @丙 @丁 @戊", "🎉🎉🎉🎉", "收到",
            "诚招代理在家就能做每天两小时日结三百元名额有限先到先得感兴趣的朋友私信我", "诚招代理，在家就能做！每天两小时，日结三百元。名额有限，先到先得～感兴趣的朋友私信我",
        ];
        var groups = Enumerable.Range(0, 8).Select(_ => Guid.NewGuid()).ToArray();
        var members = Enumerable.Range(0, 60).Select(_ => Guid.NewGuid()).ToArray();
        return [.. Enumerable.Range(0, count).Select(i => ModerationBench.Says(Guid.Empty, texts[random.Next(3) == 0 ? random.Next(texts.Length) : 0], staff: random.Next(20) == 0) with
        {
            // Now and then somebody writes ten messages in a row.
            SenderId = members[i % 500 < 10 ? i / 500 : random.Next(members.Length)], GroupId = groups[i % 500 < 10 ? 0 : random.Next(groups.Length)], SentAt = ModerationBench.At.AddMilliseconds(i * 300),
        })];
    }
}
