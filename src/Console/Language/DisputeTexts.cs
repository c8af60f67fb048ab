using Steward.Kernel;

namespace Steward.Console.Language;

/// <summary>Texts of complaints.</summary>
internal sealed partial class Texts
{
    public static readonly string[] ComplaintKinds = ["product", "service", "logistics", "price", "staff", "rumour", "other"];
    public static readonly string[] ComplaintSeverities = ["minor", "serious", "critical"];
    public static readonly string[] ComplaintOutcomes = ["settled", "compensated", "explained", "unfounded", "withdrawn"];
    public static readonly string[] DisputeSteps = ["first-response", "private-calming", "ticket", "stop-spread", "resolution"];

    public string NavDisputes => Of("投诉与纠纷", "Complaints");
    public string SearchComplaints => Of("搜索投诉内容", "Search complaints");
    public string NoComplaints => Of("没有待处理的投诉", "No open complaints");
    public string NoComplaintsHint => Of("成员的投诉登记后，会按最紧急的步骤排在这里。", "Once a complaint is registered it stands here, what is due first on top.");
    public string AllComplaintKinds => Of("全部类型", "All kinds");
    public string AllSteps => Of("全部步骤", "All steps");
    public string OnlyOverdue => Of("仅看超时", "Overdue only");
    public string ComplaintKindLabel => Of("投诉类型", "Kind");
    public string ComplaintSeverityLabel => Of("严重程度", "Severity");
    public string ComplaintText => Of("投诉内容", "Complaint");
    public string ComplainedAt => Of("投诉时间", "Complained");
    public string NextStepLabel => Of("下一步", "Next step");
    public string DueLabel => Of("时限", "Due");
    public string HolderLabel => Of("负责人", "Who has it");
    public string RegisterComplaint => Of("登记投诉", "Register a complaint");
    public string WhereComplained => Of("在哪个社群", "In which group");
    public string WhatComplained => Of("投诉说了什么", "What the complaint is");
    public string ProtocolSteps => Of("处理步骤", "Steps");
    public string WhatWasSaid => Of("相关消息", "What was said");
    public string HandleStep => Of("处理", "Take it");
    public string WayLabel => Of("处理方式", "How");
    public string MentionLabel => Of("@ 对象（群昵称）", "@ (name in the group)");
    public string TicketSystem => Of("工单系统", "Ticket system");
    public string NoTicketSystem => Of("品牌没有工单系统", "The brand has none");
    public string TicketReference => Of("工单号", "Ticket number");
    public string RecallThese => Of("撤回消息", "Take back");
    public string MuteLabel => Of("禁言", "Mute");
    public string NoMute => Of("不禁言", "Do not mute");
    public string ByIncident => Of("交给群体事件处理", "Taken care of by an incident");
    public string NoIncident => Of("不关联", "None");
    public string StopNeedsLead => Of("撤回与禁言由主管操作。", "Messages are taken back and members muted by leads.");
    public string ResolutionOutcome => Of("处理结果", "Outcome");
    public string ResolutionWords => Of("如何解决", "How it was settled");
    public string SatisfactionLabel => Of("成员满意度", "Satisfaction");
    public string NotTold => Of("未反馈", "Not told");
    public string ResolveIt => Of("结束投诉", "Resolve it");
    public string GiveBackComplaint => Of("交回", "Give back");
    public string TakeComplaint => Of("由我负责", "I take it");
    public string Nobody => Of("无人负责", "Nobody");
    public string SaveClass => Of("更改分类", "Change");
    public string RoundLabel => Of("次数", "Times");
    public string ResolvedAtLabel => Of("解决时间", "Resolved");
    public string StepsLeft => Of("其余步骤完成或注明跳过后，才能结束投诉。", "It ends when every other step is done or left out with a reason.");
    public string DisputeKeys => Of("n 下一个 · Ctrl+Enter 完成当前步骤 · Esc 关闭", "n next · Ctrl+Enter takes the step · Esc closes");
    public string MemberNotInGroup => Of("该成员目前不在任何社群。", "This member is in no group now.");
    public string ComplaintBrandFirst => Of("请先选择品牌", "Choose a brand first");

    public string ComplaintRate => Of("投诉率", "Complaint rate");
    public string RateDays => Of("统计范围", "Over which days");
    public string ComplaintsCount => Of("投诉数", "Complaints");
    public string PerThousandMembers => Of("每千名成员", "Per 1,000 members");
    public string PerTenThousandMessages => Of("每万条消息", "Per 10,000 messages");

    public string RateLine(int complaints, string members, string messages) => Of($"{Number(complaints)} 起，每千成员·日 {members}，每万条消息 {messages}", $"{Number(complaints)}, {members} per 1,000 member-days, {messages} per 10,000 messages");

    public string RateFormula(string zone) => Of(
        $"投诉数（含重新打开，按登记时间）÷ 当日各群成员数（不含员工，多个群分别计）× 1,000；÷ 成员消息数 × 10,000。日期按 {zone} 划分，多日合计用成员·日。",
        $"Complaints, those opened again included, by when they were registered ÷ the day's members of all groups (no staff; who is in two groups counts twice) × 1,000, and ÷ members' messages × 10,000. Days of {zone}; over several days members are added up day by day.");

    public string OpenComplaintCount(int open, int overdue, int free) => overdue > 0
        ? Of($"待处理 {Number(open)}，超时 {Number(overdue)}，无人负责 {Number(free)}", $"{Number(open)} open, {Number(overdue)} overdue, {Number(free)} with nobody")
        : Of($"待处理 {Number(open)}，无人负责 {Number(free)}", $"{Number(open)} open, {Number(free)} with nobody");

    public string ComplaintCame(string came) => came switch
    {
        "opened" => Of("已登记。", "Registered."),
        "joined" => Of("该成员已有投诉在处理，内容已并入。", "The member has an open complaint: this was added to it."),
        "reopened" => Of("该成员的上一个投诉已重新打开。", "The member's last complaint was opened again."),
        "known" => Of("这条内容已经登记过。", "This is registered already."),
        _ => came,
    };

    public string Times(int round) => round > 1 ? Of($"第 {Number(round)} 次", $"{Number(round)} times") : "";

    public string MuteHours(int hours) => Of($"{Number(hours)} 小时", $"{Number(hours)} hours");

    public string ComplaintKind(string kind) => kind switch
    {
        "product" => Of("产品", "Product"),
        "service" => Of("服务", "Service"),
        "logistics" => Of("物流", "Delivery"),
        "price" => Of("价格", "Price"),
        "staff" => Of("人员态度", "Staff"),
        "rumour" => Of("谣言", "Rumour"),
        "other" => Of("其他", "Other"),
        _ => kind,
    };

    public string ComplaintSeverity(string severity) => severity switch
    {
        "minor" => Of("一般", "minor"),
        "serious" => Of("严重", "serious"),
        "critical" => Of("重大", "critical"),
        _ => severity,
    };

    public string ComplaintState(string state) => state switch
    {
        "open" => Of("处理中", "Open"),
        "resolved" => Of("已解决", "Resolved"),
        _ => state,
    };

    public string ComplaintOutcome(string outcome) => outcome switch
    {
        "settled" => Of("已妥善解决", "settled"),
        "compensated" => Of("已补偿", "compensated"),
        "explained" => Of("已解释清楚", "explained"),
        "unfounded" => Of("不属实", "unfounded"),
        "withdrawn" => Of("成员撤回", "withdrawn"),
        _ => outcome,
    };

    public string DisputeStep(string step) => step switch
    {
        "first-response" => Of("群内首次响应", "First response"),
        "private-calming" => Of("私聊安抚", "Private calming"),
        "ticket" => Of("客服工单", "Ticket"),
        "stop-spread" => Of("阻止扩散", "Stop the spread"),
        "resolution" => Of("解决", "Resolution"),
        _ => step,
    };

    public string StepState(string state) => state switch
    {
        "open" => Of("待处理", "Open"),
        "sent" => Of("等待渠道结果", "Waiting for the channel"),
        "done" => Of("已完成", "Done"),
        "skipped" => Of("已跳过", "Left out"),
        _ => state,
    };

    public string StepWay(string way, string step) => (way, step) switch
    {
        ("send", "first-response") => Of("发到群里", "Send into the group"),
        ("send", "private-calming") => Of("发私信", "Send privately"),
        ("send", "stop-spread") => Of("撤回、禁言或关联事件", "Take back, mute or link"),
        ("by-hand", "ticket") => Of("登记工单", "Write down the ticket"),
        ("by-hand", _) => Of("已人工处理", "Done by hand"),
        ("skip", _) => Of("跳过", "Leave out"),
        _ => way,
    };

    public string StepTextLabel(string way, string step) => way switch
    {
        "send" when step != "stop-spread" => Of("要说的话", "What to say"),
        "skip" => Of("跳过的原因", "Why it is left out"),
        _ => Of("做了什么", "What was done"),
    };

    public string StepGo(string way) => way switch
    {
        "send" => Of("执行", "Send"),
        "skip" => Of("跳过此步", "Leave it out"),
        _ => Of("记为完成", "Write it down"),
    };

    public string ComplaintEntry(string kind) => kind switch
    {
        "registered" => Of("登记", "Registered"),
        "joined" => Of("再次反馈", "Said again"),
        "reopened" => Of("重新打开", "Opened again"),
        "sent" => Of("已提交渠道", "Asked of the channel"),
        "done" => Of("完成", "Done"),
        "failed" => Of("未成功", "Failed"),
        "skipped" => Of("跳过", "Left out"),
        "assigned" => Of("负责人变更", "Given to"),
        "classified" => Of("分类变更", "Classified"),
        "note" => Of("记录", "Note"),
        "satisfaction" => Of("满意度", "Satisfaction"),
        "resolved" => Of("解决", "Resolved"),
        _ => kind,
    };

    /// <summary>What a refusal about complaints means; null: it is about something else.</summary>
    private string? DisputeFailure(Problem problem) => problem.Code switch
    {
        "MOD-134" => Of("所选消息有误：最多 20 条，且须在 90 天以内。", "At most 20 messages, none older than 90 days."),
        "MOD-135" => Of("此次提交的编号已被使用，请关闭后重新填写。", "This form was used before: close it and fill it in anew."),
        "MOD-136" => Of("同事已结束此投诉；成员再次投诉时会重新打开。", "A colleague has resolved it; it opens again when the member complains again."),
        "MOD-137" => StepsLeft,
        "MOD-138" => Of("这一步已由同事完成或正在等待结果。", "A colleague has done this step, or its outcome is waited for."),
        "MOD-140" => Of("还不知道这个社群通过哪个渠道账号联系：请人工处理后记录。", "It is not known yet through which account the group is reached: do it by hand and write it down."),
        "MOD-141" => Of("文字不合规，不能发出，请按提示修改。", "The text does not go out as it is; change what is marked."),
        "MOD-142" => Of("文字需要主管发送，请联系主管或修改。", "The text needs a lead to send it; ask one or change it."),
        "MOD-143" => StopNeedsLead,
        "MOD-145" => Of("请选择要撤回的消息、禁言时长或本品牌的群体事件。", "Choose messages, how long to mute, or an incident of this brand."),
        "MOD-146" => Of("同事正在负责此投诉，由主管转交。", "A colleague has it; a lead can give it to somebody else."),
        "MOD-147" => Of("结束之后才能登记满意度（1 至 5）。", "Satisfaction, 1 to 5, is told after the end."),
        "MOD-149" => Of("只能由自己负责；转给同事请联系主管。", "You can take it yourself; a lead gives it to others."),
        _ => null,
    };

    /// <summary>What is offered to be said to the member, whose language is not this page's.</summary>
    public static string OfferedWords(string step) => step switch
    {
        "first-response" => "您好，看到您反馈的问题了，给您带来不好的体验非常抱歉。我们正在核实，马上私信与您联系。",
        "private-calming" => "您好，我是群里的客服。您反馈的情况我们已经记录并在核实，方便的话请把订单号和照片发给我，我来跟进到底。",
        _ => "",
    };
}
