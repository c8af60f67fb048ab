namespace Steward.Console.Language;

/// <summary>Words of what the knowledge base's answers were worth.</summary>
internal sealed partial class Texts
{
    public string NavDeflection => Of("自动解决", "Deflection");
    public string DeflectionHint => Of(
        "诚实口径：自动回答后 24 小时内，没有员工再回复（引用原问题，或 15 分钟内发言）、同一成员没有再问同样的问题、也没有不满，才算自动解决。拿不准时不算。",
        "Counted honestly: deflected only when within 24 hours of the answer no human wrote to it (with a quote, or within 15 minutes), the member did not ask the same again and was not unhappy. In doubt it is not.");
    public string AskedQuestion => Of("标准问题", "Question");
    public string AnsweredAlone => Of("自动回答", "Answered alone");
    public string DeflectedLabel => Of("自动解决", "Deflected");
    public string DeflectedShare => Of("自动解决率（已判定）", "Deflected, of those decided");
    public string PendingLabel => Of("24 小时内，待判定", "Not decided yet");
    public string HumanLabel => Of("员工又回复", "A human wrote");
    public string RepeatedLabel => Of("又问一遍", "Asked again");
    public string NegativeLabel => Of("不满", "Unhappy");
    public string HandedOnLabel => Of("转人工", "Went to people");
    public string SaidWrongLabel => Of("被指答错", "Said to be wrong");
    public string WrongUpperLabel => Of("答错率上限（95%）", "May be wrong at most (95 %)");
    public string WrongUpperHint => Of("按 Wilson 区间：样本越少上限越高。不满与被指答错都算答错。", "By Wilson's interval: the fewer the cases, the higher. Unhappy members and people's word count as wrong.");
    public string NothingAnswered => Of("这段时间没有自动回答", "Nothing was answered alone in this time");
    public string NothingAnsweredHint => Of("知识库自动回答成员的问题后，24 小时后在这里看它们是否真的解决了问题。", "When the knowledge base has answered by itself, you see here a day later whether that was enough.");
    public string EntryGone => Of("（条目已删除）", "(the entry is gone)");
    public string DeflectionDays(int days) => Of($"近 {days} 天", $"Last {days} days");
}
