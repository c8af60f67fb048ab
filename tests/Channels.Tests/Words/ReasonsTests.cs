using System.Text.RegularExpressions;
using Steward.Channels.Quotas;
using Steward.Contracts.Words;
using Steward.Testing;

namespace Steward.Channels.Tests.Words;

public sealed partial class ReasonsTests
{
    private static readonly ReasonWords Chinese = new(chinese: true, at => at.ToOffset(TimeSpan.FromHours(8)).ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));

    public static TheoryData<string, string> Table
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var (code, sentence) in Reasons.Table) { rows.Add(code, sentence); }

            return rows;
        }
    }

    [Fact]
    public void A_full_quota_keeps_its_numbers_and_its_moment()
    {
        var refusal = new QuotaRefusal(new QuotaClaim("group-broadcast", "wr1"), "month", 30, 30, new DateTimeOffset(2026, 3, 31, 16, 0, 0, TimeSpan.Zero));

        var reason = Reasons.Of($"quota, 12 groups: {refusal}")!;

        Assert.Equal(ReasonCodes.QuotaUsedUp, reason.Code);
        Assert.Equal(("group-broadcast", "month", "30", "30", "12", "2026-04-01T00:00:00+08:00"), (reason.Arguments["scope"], reason.Arguments["span"], reason.Arguments["used"], reason.Arguments["limit"], reason.Arguments["groups"], reason.Arguments["at"]));
        Assert.Equal("12 个社群：配额“每群群发”每月的 30 次已用完，04-01 00:00 开放", Chinese.Of(reason, "x"));
    }

    [Fact]
    public void A_limit_of_nothing_opens_never_and_says_so()
    {
        var refusal = new QuotaRefusal(new QuotaClaim("task-remind", "msg1"), "24h", 0, 0, DateTimeOffset.MaxValue);
        Assert.Equal(ReasonCodes.QuotaNever, Reasons.Of(refusal.ToString())!.Code);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("words that nobody knows", null)]
    [InlineData("quiet: nobody is disturbed at this hour", ReasonCodes.QuietHours)]
    [InlineData("WeCom refuses: 41048 no permission", ReasonCodes.Refused)]
    [InlineData("telegram refuses: 0 Telegram has no call for it", ReasonCodes.NoCall)]
    [InlineData("telegram refuses: 400 Bad Request: chat not found", ReasonCodes.Refused)]
    [InlineData("0 no answer within 10 s", ReasonCodes.NoAnswer)]
    [InlineData("-1 system busy", ReasonCodes.ChannelSays)]
    [InlineData("updates: 401 Unauthorized", ReasonCodes.ChannelSays)]
    [InlineData("WeCom refuses (41047 invalid msgid).", ReasonCodes.Refused)]
    [InlineData("archive: connection: ConnectionError", ReasonCodes.NoConnection)]
    [InlineData("cancelled by 0b1c: 价格{写错}了: 看", ReasonCodes.CancelledBecause)]
    public void A_sentence_has_the_code_of_how_it_is_built(string sentence, string? code) => Assert.Equal(code, Reasons.Of(sentence)?.Code);

    [Fact]
    public void A_persons_own_words_and_the_channels_come_through_unchanged()
    {
        var cancelled = Reasons.Of("cancelled by 0b1c2d3e-0000-4000-8000-000000000001: 价格写错了")!;
        Assert.Equal(("由 0b1c2d3e 停止：价格写错了", "价格写错了"), (Chinese.Of(cancelled, "x"), cancelled.Arguments["words"]));
        Assert.Equal("企业微信拒绝：41070 no such task", Chinese.Of(Reasons.Of("WeCom refuses: 41070 no such task, hint: [1795357440_1_557088], from ip: 127.0.0.1"), "x"));
        Assert.Equal("企业微信拒绝：群里没有可发送的客户（41048）", Chinese.Of(Reasons.Of("WeCom refuses: 41048 no customer to send, hint: [1]"), "x"));
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_sentence_of_the_table_is_read_with_its_own_code(string code, string sentence)
    {
        var filled = Hole().Replace(sentence, hole => hole.Groups[1].Value is "code" or "used" or "limit" or "most" ? "7" : hole.Groups[1].Value is "channel" ? "telegram" : "x");
        Assert.Equal(code, Reasons.Of(filled)?.Code);
    }

    // Whoever changes a sentence where it is written must change it in the table: otherwise people read English again.
    [Theory]
    [MemberData(nameof(Table))]
    public void Every_sentence_of_the_table_is_still_written_somewhere(string code, string sentence)
    {
        var fixedPart = Hole().Split(sentence).Where((_, number) => number % 2 == 0).MaxBy(part => part.Length)!.TrimStart('0', ' ').Trim();
        Assert.True(Sources.Value.Any(source => source.Contains(fixedPart, StringComparison.Ordinal)), $"{code}: no service says '{fixedPart}'.");
    }

    private static readonly Lazy<string[]> Sources = new(() =>
    [
        .. from service in (string[])["Channels", "Content"]
           from file in Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src", service), "*.cs", SearchOption.AllDirectories)
           select File.ReadAllText(file),
    ]);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Hole();
}
