namespace Steward.Console.Language;

/// <summary>What a matter is about.</summary>
internal sealed partial class Texts
{
    public string AllMatterKinds => Of("全部类别", "Every kind");
    public string MarkKind => Of("这件事是什么?点击可更正", "What is it about? Choose to correct it");
    public string OpenComplaints => Of("投诉登记", "Complaint register");
    public string OpenComplaintsHint => Of("在投诉登记里按步骤安抚、同步客服、止住传播", "Calm, pass to service and stop the spread, step by step, in the register");

    public string AwaitReply => Of("等对方回复", "Wait for a reply");
    public string AwaitReplyHint => Of("回复里向成员提了问题:发出后不算结束,解决时限暂停,对方再发言时自动回到你这里", "The answer asks something back: it is not over when it is sent, its end's deadline stands still, and it comes back to you when they write");
    public string WaitingHint => Of("成员再发言时自动回到处理中;一天没有回音即结束。", "It goes on by itself when the member writes; after a day of silence it is over.");
    public string GoOnWithItem => Of("继续处理", "Go on");
    public string Reopen => Of("重新打开", "Open again");
    public string ReopenHint => Of("其实还没解决:回到待处理列表", "It is not over: back to the list");
    public string EndedHere => Of("由此回复解决", "answered by this");
}
