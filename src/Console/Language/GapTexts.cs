namespace Steward.Console.Language;

/// <summary>Words of what the knowledge base does not answer.</summary>
internal sealed partial class Texts
{
    public string GapDays => Of("统计范围", "Of the last");
    public string NoGaps => Of("没有缺口", "No gaps");
    public string NoGapsHint => Of("转人工的问题会按相似程度归在这里，一键起草条目。", "Questions that go to people are put together here by likeness; a click makes an entry of them.");
    public string TimesAsked => Of("次数", "Asked");
    public string InGroups => Of("社群数", "Groups");
    public string FirstAsked => Of("首次", "First");
    public string LastAsked => Of("最近", "Last");
    public string AnswerOfPeople => Of("同事答过", "What people answered");
    public string DraftFromGap => Of("起草条目", "Make an entry");
    public string DraftedGaps => Of("由缺口写成的条目", "Entries made from gaps");
    public string DraftedGapsHint => Of("批准后自动回答了多少、仍有多少转人工。", "How many questions each has answered since its approval, and how many like it went to people all the same.");
    public string ApprovedSince => Of("批准时间", "Approved");
    public string AnsweredSince => Of("批准后已答", "Answered since");
    public string HandedOnSince => Of("批准后仍转人工", "To people since");

    public string KnowledgeView(string view) => view switch { "gaps" => Of("缺口", "Gaps"), "lessons" => Of("学到的", "Lessons"), _ => Of("条目", "Entries") };

    public string OtherWordings(int count) => Of($"另有 {Number(count)} 种问法", $"{Number(count)} other wordings");

    public string GapSummary(int questions, int clusters, bool truncated) => Of(
        $"{(truncated ? "最近 " : "")}{Number(questions)} 个转人工的问题，归为 {Number(clusters)} 个缺口", $"{(truncated ? "The newest " : "")}{Number(questions)} questions that went to people, {Number(clusters)} gaps");
}
