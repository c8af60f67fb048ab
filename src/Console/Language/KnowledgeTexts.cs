using Steward.Contracts.Content.V1;
using Steward.Kernel;

namespace Steward.Console.Language;

/// <summary>Words of the knowledge base: when it answers.</summary>
internal sealed partial class Texts
{
    public string KnowledgeThresholds => Of("阈值与语气", "When and how it answers");
    public string KnowledgeThresholdsHint => Of("可能性是指最匹配的条目正好回答该问题的概率，0 到 1。达到“自动回答”时直接发出，达到“建议”时提示给同事，更低时不提示。从下一个问题起生效。", "Probabilities that the best entry is the right one, 0 to 1: it is sent by itself, or suggested to people, or neither. They hold from the next question on.");
    public string VoiceOpening => Of("自动回答的开头（选填）", "Before an automatic answer (optional)");
    public string VoiceOpeningHint => Of("如：亲，您问的「{question}」：", "such as: Hi! About \"{question}\":");
    public string VoiceClosing => Of("自动回答的结尾（选填）", "After it (optional)");
    public string VoiceClosingHint => Of("如：还有问题随时@我们哦~", "such as: Just ask if anything is unclear.");
    public string VoicePreview => Of("自动回答会这样说（{question} 换成条目的问题；一条消息放不下时省去）：", "An automatic answer reads like this ({question} is the entry's question; what does not fit into one message is left out):");
    public string VoiceBuiltIn => Of("问「{question}」的朋友看这里:", "To everybody who asked \"{question}\":");
    public string VoiceSampleQuestion => Of("几点开门", "When do you open");
    public string VoiceSampleAnswer => Of("每天 10:00 开门。", "At ten, every day.");
    public string SuggestedToPeople => Of("建议给同事", "Suggested to people");
    public string LeftSilent => Of("不提示", "Nothing suggested");
    public string PreviewLabel => Of("按这些值", "At these values");
    public string NoQuestionsToPreview => Of("近 7 天没有问题，暂时无法预估。", "No questions came in the last 7 days to try them on.");

    public string PreviewHint(long questions) => Of($"近 7 天的 {Number(questions)} 个问题会是这样（合规检查拦下的也计入自动回答）：", $"What would have become of the {Number(questions)} questions of the last 7 days (those that the compliance gate holds back count as answered):");

    public string KnowledgeThreshold(string field) => field switch
    {
        "answer" => Of("自动回答：可能性不低于", "Sent by itself from"),
        "suggest" => Of("建议给同事：可能性不低于", "Suggested to people from"),
        _ => Of("自动回答须比第二名高出", "Ahead of the second to be sent"),
    };

    /// <summary>Settings on one line.</summary>
    public string KnowledgeSettingsSay(KnowledgeSettings settings) => Of(
        $"{Invariant(settings.AnswerFrom, "0.####")} 起自动回答，{Invariant(settings.SuggestFrom, "0.####")} 起建议，领先 {Invariant(settings.Margin, "0.####")}{(settings.Opening.Length + settings.Closing.Length > 0 ? $"；{settings.Opening}…{settings.Closing}" : "")}",
        $"sent from {Invariant(settings.AnswerFrom, "0.####")}, suggested from {Invariant(settings.SuggestFrom, "0.####")}, ahead by {Invariant(settings.Margin, "0.####")}{(settings.Opening.Length + settings.Closing.Length > 0 ? $"; {settings.Opening}…{settings.Closing}" : "")}");

    public string SharePlease(string field) => Of($"{field}：请填写 0 到 1 之间的数，如 0.45。", $"{field}: write a number from 0 to 1, such as 0.45.");

    /// <summary>Words of problems of the knowledge base.</summary>
    private string? KnowledgeFailure(Problem problem) => problem.Code switch
    {
        "CNT-024" when problem.Field?.Contains("opening", StringComparison.Ordinal) == true || problem.Field?.Contains("closing", StringComparison.Ordinal) == true =>
            Of("开头和结尾各为一行，最多 100 字；开头里只能用 {question}，结尾里不能有花括号。", "Opening and closing are one line each, of at most 100 characters; the opening may have {question}, and there are no other braces."),
        "CNT-036" => Of($"开头或结尾会让每条自动回答都被合规检查拦下，请修改。{problem.Message}", $"It would hold back every automatic answer. {problem.Message}"),
        "CNT-024" => Of("阈值须在 0 到 1 之间，自动回答的须大于 0，建议的不得高于自动回答的。", "These are numbers from 0 to 1: what it is sent from is more than 0, and what it is suggested from no more than that."),
        "CNT-026" => Of($"内容有误：{EntryFaults(problem.Field)}", $"Please correct: {problem.Message}"),
        "CNT-028" => Of("批准须由组长，或由审核人批准他人所写且未改动的内容；请提交审核。", "A lead approves, or whom it names for review what somebody else wrote, as it is: ask for review."),
        "CNT-031" => problem.Field switch
        {
            "encoding" => Of("无法识别文件编码，请另存为 UTF-8。", "Its encoding is not known; save it as UTF-8."),
            "size" => Of("文件太大：最多 16 MB、20,000 条，请拆成几份。", "It is too large: 16 MB and 20,000 entries at most. Split it."),
            _ => Of("文件里没有找到条目：表格第一行须有“问题”和“答案”两列；Markdown 每个标题是一个问题。", "There are no entries in it: a table's first line names the columns question and answer; in Markdown each heading is a question."),
        },
        "CNT-032" => Of("天数须为 1 到 30。", "There are 1 to 30 days."),
        "CNT-033" => Of("公司的内容对全部品牌生效，由有“公司级”权限的管理员修改；您可以在品牌里另写一条代替它。", "What is the agency's holds for all brands; administrators who are agency-wide change it. You can write another in its place for a brand."),
        "CNT-035" => problem.Field switch
        {
            "encoding" => Of("无法识别文件编码，请另存为 UTF-8。", "Its encoding is not known; save it as UTF-8."),
            "size" => Of("文件太大：最多 2 MB。", "It is too large: 2 MB at most."),
            _ => Of("文件里没有找到话术：第一行须有“快捷码”和“内容”两列。", "There are no phrases in it: the first line names the columns shortcut and text."),
        },
        "CNT-029" => Of("这个历史版本已不存在。", "That version is not there."),
        "CNT-025" or "CNT-027" => Of("同事刚刚修改过，请重新载入后再决定。", "A colleague has changed it since; read it again, then decide."),
        _ => null,
    };
}
