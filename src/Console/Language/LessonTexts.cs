namespace Steward.Console.Language;

/// <summary>Words of what the knowledge base learnt from people.</summary>
internal sealed partial class Texts
{
    /// <summary>Where a lesson can come from, in its wire spelling.</summary>
    public static IReadOnlyList<string> LessonSources { get; } = ["accepted", "edited", "rejected", "said"];

    public string SearchLessons => Of("搜索问题或条目", "Search questions and entries");
    public string LessonSourceLabel => Of("来源", "Source");
    public string AllLessonSources => Of("全部来源", "All sources");
    public string LessonsHint => Of("同事发出的回答会教知识库：以后同样的问题就会这样匹配。教错了可以撤回，约半分钟后生效。", "Answers that people send teach the knowledge base how to match such questions. What was taught wrongly can be taken back; it counts within half a minute.");
    public string NoLessons => Of("还没有学到什么", "Nothing learnt yet");
    public string NoLessonsHint => Of("在收件箱里用建议的回答（或改后发出），这里就会记下。", "Send a suggested answer from the inbox, as it is or changed, and it is noted here.");
    public string LessonVerdictLabel => Of("学到了", "What was learnt");
    public string TaughtBy => Of("谁教的", "Taught by");
    public string TaughtAt => Of("时间", "When");
    public string TakeBackLesson => Of("撤回", "Take back");
    public string LessonTakeBackQuestion => Of("不再按此匹配？", "Match by it no more?");
    public string TakenBackLabel => Of("撤回时间", "Taken back");

    public string TakenBackBy(string person, string moment) => Of($"{person}于 {moment} 撤回", $"taken back by {person}, {moment}");

    public string LessonVerdict(string verdict, string question) => (verdict, question.Length > 0) switch
    {
        ("answers", true) => Of($"由“{question}”回答", $"“{question}” answers it"),
        ("not_this", true) => Of($"不是“{question}”", $"“{question}” does not answer it"),
        ("none", _) => Of("没有条目能回答", "No entry answers it"),
        _ => Of("条目已不在", "The entry is gone"),
    };

    public string LessonSourceName(string source) => source switch
    {
        "accepted" => Of("原样发出", "sent as it was"),
        "edited" => Of("改后发出", "sent changed"),
        "rejected" => Of("没用建议", "something else was sent"),
        _ => Of("直接教的", "taught"),
    };
}
