namespace Steward.Console.Language;

/// <summary>Words of answering the same question many times at once.</summary>
internal sealed partial class Texts
{
    public string AnswerAlike => Of("一并回复相同问题", "Answer the same question everywhere");
    public string AnswerAlikeHint => Of("这些待处理的问题问的是同一件事（文字相同，或知识库建议相同）。每个问题各发一条回复，互不影响。", "These items ask the same (in the same words, or with the same suggestion). Each gets an answer of its own; one that fails keeps none from being sent.");
    public string AlikeSent => Of("已提交", "on its way");

    public string AlikeCount(int ticked, int all) => Of($"已选 {Number(ticked)} / {Number(all)} 个", $"{Number(ticked)} of {Number(all)} chosen");

    public string AlikeDone(int sent, int failed) => failed == 0 ? Of($"已提交 {Number(sent)} 条。", $"{Number(sent)} on their way.") : Of($"已提交 {Number(sent)} 条，{Number(failed)} 条没有发出。", $"{Number(sent)} on their way, {Number(failed)} not sent.");

    public string SendToMany(int count) => Of($"发送给 {Number(count)} 个问题", $"Send to {Number(count)}");
}
