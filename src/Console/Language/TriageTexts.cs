namespace Steward.Console.Language;

/// <summary>What a matter is about.</summary>
internal sealed partial class Texts
{
    public string AllMatterKinds => Of("全部类别", "Every kind");
    public string MarkKind => Of("这件事是什么?点击可更正", "What is it about? Choose to correct it");
    public string OpenComplaints => Of("投诉登记", "Complaint register");
    public string OpenComplaintsHint => Of("在投诉登记里按步骤安抚、同步客服、止住传播", "Calm, pass to service and stop the spread, step by step, in the register");

    public string Reopen => Of("重新打开", "Open again");
    public string ReopenHint => Of("其实还没解决:回到待处理列表", "It is not over: back to the list");
    public string EndedHere => Of("由此回复解决", "answered by this");
}
