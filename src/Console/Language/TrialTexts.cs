using System.Globalization;

namespace Steward.Console.Language;

/// <summary>Texts of versions that are tried out: in shadow and on what was said before.</summary>
internal sealed partial class Texts
{
    public string ShadowReportLabel => Of("影子报告", "Shadow report");
    public string NothingInShadow => Of("没有影子运行过的版本", "No version has run in shadow yet");
    public string NothingInShadowHint => Of("在“版本”中让一份草稿开始影子运行：它在真实消息上判断，但不处理任何人，结果显示在这里。", "Start the shadow of a draft under Versions: it judges live messages and decides nothing, and what it would have done shows here.");
    public string ShadowHint => Of("影子版本看到的消息与生效版本相同，只统计、不处理。每 30 秒更新。", "The version in shadow sees the same messages as what is in force, counts, and decides nothing. Updated every 30 s.");
    public string Refresh => Of("刷新", "Refresh");
    public string TrialMessages => Of("判断的消息", "Messages judged");
    public string TrialOffences => Of("会判为违规", "Would be offences");
    public string TrialGained => Of("新增违规", "Gained");
    public string TrialLost => Of("不再违规", "Lost");
    public string TrialHitsHint => Of("命中这条规则的消息，含仅统计的", "messages that break the rule, hints included");
    public string TrialDecidedHint => Of("以这条规则判为违规的消息", "offences for which this rule is named");
    public string TrialGainedHint => Of("现在放行，该版本会判为违规", "pass today, would be offences");
    public string TrialLostHint => Of("现在判为违规，该版本会放行", "offences today, would pass");
    public string ByRule => Of("按规则", "By rule");
    public string SamplesLabel => Of("样本", "Samples");
    public string SamplesHint => Of("每条规则每种结果保留少量样本，新的替换旧的。", "A few of each rule and outcome; newer ones take the places of older ones.");
    public string OutcomeLabel => Of("结果", "Outcome");
    public string AllOutcomes => Of("全部", "All");
    public string NoMessagesTried => Of("还没有判断过消息", "No messages judged yet");
    public string NoMessagesTriedHint => Of("有新消息后，这里会显示结果。", "Results show as soon as there are messages.");
    public string NoRuleHit => Of("没有消息命中规则", "No message breaks a rule");
    public string NoRuleHitHint => Of("该版本与生效版本都会放行全部消息。", "Everything passes, by the version as by what is in force.");

    public string BacktestSource => Of("消息来源", "Messages from");
    public string BacktestHistory => Of("历史消息", "History");
    public string BacktestFile => Of("上传文件", "A file");
    public string BacktestStart => Of("开始回测", "Start");
    public string BacktestHint => Of("用历史消息试一遍，不处理任何人，也不保存结果。", "Judges what was said before; decides nothing and stores nothing.");
    public string AllGroupsOfBrand => Of("全部社群", "all groups");
    public string InForceAgainstNothing => Of("生效版本（与没有规则相比）", "what is in force, against no rules");
    public string ChooseFile => Of("请选择文件：每行一条消息，或带 text 列的 CSV、TSV（可有 sent_at, group, member, kind 列）。", "Choose a file: one message a line, or CSV or TSV with a column text (sent_at, group, member and kind are used too).");

    public string BacktestDays(int most) => Of($"请选择不超过 {most} 天的时间段。", $"Choose a period of {most} days at most.");
    public string BacktestRunning(long messages) => Of($"正在回测，已判断 {Number(messages)} 条消息…", $"Running, {Number(messages)} messages judged…");
    public string BacktestStopped(long messages) => Of($"已取消，取消前判断了至少 {Number(messages)} 条消息。", $"Stopped after at least {Number(messages)} messages.");
    public string BacktestDone(int version) => version > 0 ? Of($"第 {version} 版的回测结果，与生效版本相比。", $"What v{version} would have done, against what is in force.") : Of("生效版本的回测结果，与没有规则相比。", "What is in force did, against no rules.");
    public string RowsPassedOver(int rows) => Of($"跳过了 {Number(rows)} 行", $"{Number(rows)} rows were passed over");

    public string PassedOverWhy(string why, string what) => why switch
    {
        "time" => Of($"“{what}”不是时间", $"'{what}' is no time"),
        "order" => Of("时间早于上一行，请按 sent_at 排序", "earlier than the row before; sort the file by sent_at"),
        "long" => Of("超过 10 万字", "more than 100,000 characters"),
        "columns" => Of($"没有 text 列（现有：{what}）", $"there is no column text (there are: {what})"),
        _ => why,
    };

    public string ShadowSince(string moment) => Of($"{moment} 开始", $"since {moment}");

    public string PerThousand(long some, long all) => all == 0 ? "" : Of($"每千条 {Rate(some, all)}", $"{Rate(some, all)} in 1,000");

    public string Signed(string sign, long number) => number == 0 ? "0" : sign + Number(number);

    public string MoreInExport(int more) => Of($"另有 {Number(more)} 条，请导出 CSV 查看。", $"{Number(more)} more are in the CSV.");

    public string TrialOutcome(string outcome) => outcome switch { "gained" => TrialGained, "lost" => TrialLost, "same" => Of("判断相同", "Same"), _ => outcome };

    public string TrialOutcomeHint(string outcome) => outcome switch
    {
        "gained" => TrialGainedHint,
        "lost" => TrialLostHint,
        "same" => Of("现在与该版本都判为违规", "an offence today and by the version"),
        _ => "",
    };

    private static string Rate(long some, long all) => (some * 1000d / all).ToString(some * 1000 >= all * 10 ? "0" : "0.0", CultureInfo.InvariantCulture);
}
