namespace Steward.Console.Language;

/// <summary>Texts of the queue of cases: claims, what waits, deciding many at once.</summary>
internal sealed partial class Texts
{
    public string QueueKeys => Of("n 下一条 · u 认定 · x 不是违规 · Ctrl+Enter 确认", "n next · u uphold · x dismiss · Ctrl+Enter confirms");
    public string NextCase => Of("处理下一条", "Take the next");
    public string PassOver => Of("跳过，看下一条", "Pass over, next");
    public string NothingWaits => Of("没有等待处理的违规", "Nothing waits to be decided");
    public string HeldLabel => Of("处理人", "In whose hands");
    public string AnyHands => Of("不限处理人", "In any hands");
    public string MineToDecide => Of("正由您处理", "You have it");
    public string PendingByPolicy => Of("待处理明细", "What waits");
    public string WaitingCases => Of("待处理", "Waiting");
    public string BeingReviewed => Of("处理中", "In hand");
    public string Overdue => Of("已超时", "Overdue");
    public string DueWithin => Of("时限", "Due within");
    public string SetAside => Of("策略设为不排队", "set aside by policy");
    public string UpToAnHour => Of("1 小时内", "Up to 1 h");
    public string UpToFourHours => Of("1–4 小时", "1–4 h");
    public string UpToADay => Of("4–24 小时", "4–24 h");
    public string OverADay => Of("超过 1 天", "Over a day");
    public string Oldest => Of("最早", "Oldest");
    public string ReviewTimesLabel => Of("处理用时（近 30 天，中位数 / 九成以内）", "How long it took (30 days, median / 90 %)");
    public string Reviewer => Of("处理人", "Who decided");
    public string Decisions => Of("处理数", "Decisions");
    public string WaitedFor => Of("等待", "Waited");
    public string WorkedFor => Of("处理", "Took");
    public string BulkDecide => Of("批量处理", "Decide many");
    public string BulkOneBrand => Of("先选一个品牌：一次处理一个品牌的违规。", "Choose a brand first: one brand at a time.");
    public string BulkNothing => Of("按当前筛选没有可处理的违规，可能都在同事手里。", "With these filters there is nothing to decide; colleagues may have them.");
    public string BulkExactly => Of("只处理已统计的这些：之后新增的、又有新消息的、同事正在处理的都会留下。", "Exactly these are decided: what arrives later, what grows meanwhile and what colleagues have stays.");
    public string LadderForEach => Of("各按处罚阶梯", "for each as the ladder says");
    public string BulkRunning => Of("正在处理…", "Deciding…");
    public string BulkAgain => Of("重新统计", "Count again");
    public string AllReasons => Of("全部依据", "All reasons");

    public string HeldBy(string name, string until) => Of($"{name} 正在处理，至 {until}", $"{name} has it until {until}");

    public string HeldName(string held) => held switch
    {
        "free" => Of("无人处理", "Nobody has it"),
        "mine" => Of("由我处理", "I have it"),
        "held" => Of("处理中", "Somebody has it"),
        _ => AnyHands,
    };

    public string PendingCount(int cases, int overdue) => overdue > 0 ? Of($"待处理 {Number(cases)}，超时 {Number(overdue)}", $"{Number(cases)} waiting, {Number(overdue)} overdue") : Of($"待处理 {Number(cases)}", $"{Number(cases)} waiting");

    public string BulkCounted(int cases, int members, int offences) =>
        Of($"共 {Number(cases)} 个违规，{Number(members)} 名成员，{Number(offences)} 条消息", $"{Number(cases)} cases, {Number(members)} members, {Number(offences)} messages");

    public string BulkLeft(int left) => Of($"另有 {Number(left)} 个不在其中（同事正在处理，或超过一次的上限）", $"{Number(left)} more are not among them: colleagues have them, or they are too many for once");

    public string BulkDo(string decision, int cases) => decision == "upheld" ? Of($"认定这 {Number(cases)} 个违规", $"Uphold these {Number(cases)}") : Of($"这 {Number(cases)} 个都不是违规", $"Dismiss these {Number(cases)}");

    public string BulkDone(int decided, int cases) => Of($"已处理 {Number(decided)} / {Number(cases)}", $"Decided {Number(decided)} of {Number(cases)}");

    public string BulkOutcome(string outcome) => outcome switch
    {
        "decided-before" => Of("已由同事处理", "decided by somebody meanwhile"),
        "held" => Of("同事正在处理", "in somebody's hands"),
        "grown" => Of("统计后又有新消息", "grown since it was counted"),
        _ => Of("其他", "other"),
    };

    /// <summary>A time span from its seconds, as short as it can be told.</summary>
    public string Span(double seconds) => seconds switch
    {
        < 90 => Of($"{Invariant(seconds, "0")} 秒", $"{Invariant(seconds, "0")} s"),
        < 5400 => Of($"{Invariant(seconds / 60, "0")} 分钟", $"{Invariant(seconds / 60, "0")} min"),
        < 129600 => Of($"{Invariant(seconds / 3600, "0.0")} 小时", $"{Invariant(seconds / 3600, "0.0")} h"),
        _ => Of($"{Invariant(seconds / 86400, "0.0")} 天", $"{Invariant(seconds / 86400, "0.0")} d"),
    };

    public string Minutes(int minutes) => Span(minutes * 60.0);

    /// <summary>How a word was hidden from plain reading.</summary>
    public string HiddenBy(string way) => way switch
    {
        "inserted" => Of("夹杂符号", "signs in between"),
        "same_sound" => Of("同音字", "same sound"),
        "split" => Of("拆字", "taken apart"),
        "latin" => Of("拼音", "pinyin"),
        "sign" => Of("符号代字", "a sign for a word"),
        "figure" => Of("数字代字", "a figure for a word"),
        _ => Of("变体", "a variant"),
    };

    public string Score(double score) => Of($"模型 {Invariant(score * 100, "0")} %", $"model {Invariant(score * 100, "0")} %");
}
