namespace Steward.Console.Language;

/// <summary>Texts of the pages about channels: ledger, confirmations, tasks of people.</summary>
internal sealed partial class Texts
{
    public string NavLedger => Of("发送台账", "Send ledger");
    public string NavConfirmations => Of("待确认", "To confirm");
    public string NavTasks => Of("人工任务", "Tasks");
    public string NavAccounts => Of("渠道账号", "Accounts");
    public string WaitingConfirmations => Of("等待员工确认的发送", "Sends that wait for an employee");
    public string OverdueTasks => Of("已超时的人工任务", "Overdue tasks");
    public string Account => Of("账号", "Account");
    public string AllAccounts => Of("全部账号", "All accounts");
    public string ChannelLabel => Of("渠道", "Channel");
    public string KindLabel => Of("动作", "Act");
    public string AllKinds => Of("全部动作", "All acts");
    public string OriginLabel => Of("来源", "Origin");
    public string AllOrigins => Of("全部来源", "All origins");
    public string CommandId => Of("指令编号", "Command id");

    // Send ledger
    public string AnyBlock => Of("全部拦截原因", "Any block");
    public string HeldBack => Of("拦截与开放时间", "Held back until");
    public string NoCommands => Of("还没有发送记录", "Nothing was sent yet");
    public string NoCommandsHint => Of("日历内容、自动回答和人工回复发出后，每一步都会记在这里。", "Every step of calendar posts, answers and acts is kept here.");
    public string RequestedBy => Of("发起人", "Requested by");
    public string SettledAt => Of("了结时间", "Settled");
    public string Deadline => Of("截止时间", "Deadline");
    public string ReconciledAt => Of("核对时间", "Looked up");
    public string Calls => Of("渠道调用", "Calls of the channel");
    public string NoCalls => Of("还没有调用渠道", "The channel has not been called yet");
    public string Sender => Of("发送员工", "Sender");
    public string Attempts => Of("尝试次数", "Attempts");
    public string AttemptedAt => Of("最近尝试", "Last attempt");
    public string NotBefore => Of("不早于", "Not before");
    public string GroupOutcomes => Of("各群结果", "Outcome by group");
    public string History => Of("全部经过", "What happened");
    public string CallNo => Of("调用", "Call");
    public string UnknownHint => Of("渠道没有回应，是否已发出还不清楚。系统会去渠道核对，不会重复发送。", "The channel did not answer, so nobody knows yet whether it was sent. It is being looked up and will not be sent twice.");
    public string CancelCommand => Of("停止发送", "Stop it");
    public string CancelCommandQuestion => Of("停止后，未发出的部分不会再发；员工已确认的部分保留。确定停止？", "What is not out yet stays in; what employees have confirmed stays out. Stop it?");
    public string CancelReason => Of("停止原因", "Why it is stopped");
    public string LeadsCancel => Of("由组长及以上停止。", "Team leads and above can stop it.");
    public string CancelNotNow => Of("结果未知，核对之后才能停止。", "Its outcome is unknown: it can be stopped after it is looked up.");
    public string Remind => Of("提醒确认", "Remind");
    public string RemindHint => Of("提醒这条发送的所有未确认员工，每个任务 24 小时内最多 3 次。", "Asks everybody who has not confirmed this send; at most 3 times for a task in 24 hours.");

    /// <summary>The kinds of commands, in the order of the filter.</summary>
    public static IReadOnlyList<string> CommandKinds { get; } =
    [
        "send-to-groups", "send-private", "welcome", "warn", "recall", "remove", "mute", "ban", "transfer-owner", "transfer-customer", "tag-mark", "remind", "join-way", "contact-way", "intercept-rules", "app-message", "group-notice",
    ];

    public string CommandKind(string kind) => kind switch
    {
        "send-to-groups" => Of("群发到社群", "Send to groups"),
        "send-private" => Of("私聊发送", "Private message"),
        "welcome" => Of("欢迎语", "Welcome"),
        "warn" => Of("警告", "Warn"),
        "recall" => Of("撤回消息", "Recall a message"),
        "remove" => Of("移出群聊", "Remove from group"),
        "mute" => Of("禁言", "Mute"),
        "ban" => Of("封禁", "Ban"),
        "transfer-owner" => Of("转让群主", "Transfer owner"),
        "transfer-customer" => Of("转接客户", "Transfer customer"),
        "tag-mark" => Of("打标签", "Set tags"),
        "remind" => Of("提醒", "Reminder"),
        "join-way" => Of("进群方式", "Join link"),
        "contact-way" => Of("联系方式", "Contact link"),
        "intercept-rules" => Of("敏感词规则", "Keyword rules"),
        "app-message" => Of("应用消息", "App message"),
        "group-notice" => Of("群公告", "Group notice"),
        "check" => Of("核实结果", "See what happened"),
        _ => kind,
    };

    public string CommandState(string state) => state switch
    {
        "planned" => Of("待发送", "Planned"),
        "blocked" => Of("暂缓", "Held back"),
        "calling" => Of("调用中", "Calling"),
        "dispatched" => Of("等员工确认", "Awaits employees"),
        "awaiting-confirm" => Of("等人工处理", "Awaits a person"),
        "confirmed" => Of("已完成", "Done"),
        "partly" => Of("部分完成", "Partly done"),
        "failed" => Of("失败", "Failed"),
        "unknown" => Of("结果未知", "Unknown"),
        "settled" => Of("已了结", "Settled"),
        "waiting" => Of("等待", "Waiting"),
        "cancelled" => Of("已停止", "Stopped"),
        "reconciled" => Of("已核对", "Looked up"),
        "reminded" => Of("已提醒", "Reminded"),
        "not-reminded" => Of("未提醒", "Not reminded"),
        "escalated" => Escalated,
        _ => state,
    };

    public string AllCount => Of("全部", "All");

    public string OriginName(string origin) => origin switch
    {
        "calendar" => NavCalendar,
        "knowledge" => NavKnowledge,
        "inbox" => NavInbox,
        "moderation" => NavCases,
        "pact" => NavPact,
        _ => origin,
    };

    public string BlockName(string reason) => reason switch
    {
        "quota" => Of("配额用完", "Quota used up"),
        "consent" => Of("对方已退订", "Opted out"),
        "quiet" => Of("静默时段", "Quiet hours"),
        "roster" => Of("等待群成员名单", "Roster not read yet"),
        _ => reason,
    };

    /// <summary>What holds a command back now, and the moment when it opens; without a moment nobody knows.</summary>
    public string HeldUntil(string reason, string moment) => moment.Length > 0 ? Of($"{BlockName(reason)} · {moment} 开放", $"{BlockName(reason)} · opens {moment}") : BlockName(reason);

    /// <summary>What once held a command back that goes on since.</summary>
    public string WasHeld(string reason) => Of($"曾因{BlockName(reason)}暂缓", $"was held: {BlockName(reason)}");

    /// <summary>What to do about a block.</summary>
    public string BlockHint(string reason) => reason switch
    {
        "quota" => Of("到点自动继续，无需操作。配额用量见渠道账号。", "It goes on by itself then. The gauges are on the page Accounts."),
        "consent" => Of("对方不想再收到消息，这部分不会发送。", "These people want nothing any more; this part is not sent."),
        "roster" => Of("对象尚不在群成员名单中，正在读取名单，读到后自动继续；十分钟仍读不到则失败。", "The group or person is in no roster yet; it is being read, and this goes on by itself, or fails after ten minutes."),
        "quiet" => Of("静默时段结束后自动继续。", "It goes on by itself when the quiet hours end."),
        _ => "",
    };

    public string MoreGroups(int count) => Of($"另有 {Number(count)} 个社群，导出可见全部。", $"{Number(count)} more groups; the export has them all.");

    public string TimesIn(string zone) => Of($"时间均为 {zone}", $"times in {zone}");

    public string NextReminder(int used, string moment) => Of($"24 小时内已提醒 {used} 次，{moment} 可再提醒", $"reminded {used} times in 24 hours; again at {moment}");

    /// <summary>What reminding came to, and how often it can be done again.</summary>
    public string Reminded(int employees, int left, string next)
    {
        var done = employees == 0 ? Of("没有提醒任何人", "Nobody was reminded") : Of($"已提醒 {employees} 个任务", employees == 1 ? "1 task reminded" : $"{employees} tasks reminded");
        return left > 0 ? Of($"{done}，24 小时内还可提醒 {left} 次。", $"{done}; {left} more in 24 hours.") : Of($"{done}，24 小时内 3 次已用完，{next} 可再提醒。", $"{done}; the 3 of 24 hours are used, again at {next}.");
    }

    public string HappenedAt => Of("时间", "When");
    public string NotReminded(int count) => Of($"{count} 位员工没有提醒到：", count == 1 ? "1 employee was not reminded:" : $"{count} employees were not reminded:");

    // Confirmations
    public string MyConfirmations => Of("我的今日待确认", "My confirmations today");
    public string EverybodysConfirmations => Of("全部今日待确认", "Everybody's confirmations today");
    public string Mine => Of("我的", "Mine");
    public string Everybodys => Of("全部", "Everybody's");
    public string NoLink => Of("还不知道您是企业微信里的哪位员工", "It is not known who you are in WeCom");
    public string NoLinkHint => Of("请组长在本页“员工对应”中填写您的企业微信 UserID，之后这里只显示等您确认的发送。", "Ask your lead to enter your WeCom user id under “Who is who” on this page; then what waits for your tap shows here.");
    public string NoLinkLeadHint => Of("点“员工对应”，填写您自己的企业微信 UserID。", "Press “Who is who” and enter your own WeCom user id.");
    public string ShowEverybodys => Of("查看全部待确认", "Show everybody's");
    public string WhoIsWho => Of("员工对应", "Who is who");
    public string WhoIsWhoHint => Of("填写每位同事在渠道账号里的员工编号（企业微信 UserID）。离开输入框即保存，清空即取消对应。", "Each colleague's id in a channel account (WeCom: userid). Saved when you leave the field; empty takes it away.");
    public string UserIdLabel => Of("员工编号（UserID）", "User id in the channel");
    public string Saved => Of("已保存", "saved");
    public string NoOperators => Of("还没有同事，或还没有已同步的渠道账号", "No colleagues yet, or no channel account with groups");
    public string SearchOperators => Of("搜索同事或编号", "Search colleague or id");
    public string OperatorName => Of("同事", "Colleague");

    public string LinkMissingFor(string brands) => Of($"以下品牌还没有您的员工对应：{brands}", $"It is not known who you are for: {brands}");
    public string SearchEmployees => Of("搜索员工或正文", "Search employee or text");
    public string NothingToConfirm => Of("现在没有等待确认的发送", "Nothing waits for a confirmation");
    public string NothingToConfirmHint => Of("下一步：在日历排下一条内容，或到发送台账查看已完成的发送。", "Next: plan a post in the calendar, or look at what went out in the send ledger.");
    public string OpenCalendar => Of("打开日历", "Open the calendar");
    public string OpenLedger => Of("查看发送台账", "Open the send ledger");
    public string WaitingSince => Of("等待时长", "Waits for");
    public string WaitingGroups => Of("待确认群数", "Waiting groups");
    public string Reminders => Of("提醒次数（24 小时）", "Reminders (24 h)");
    public string Employees => Of("待确认员工", "Employees");
    public string WaitingTasks => Of("待确认任务", "Waiting tasks");
    public string RemindableNow => Of("现在可提醒", "Can be reminded now");
    public string SinceBeforeToday => Of("昨天或更早", "before today");

    public string TaskCount(int tasks, int groups) => Of($"{Number(tasks)} 个任务 · {Number(groups)} 个社群", $"{Number(tasks)} {(tasks == 1 ? "task" : "tasks")} · {Number(groups)} {(groups == 1 ? "group" : "groups")}");

    // Tasks of people
    public string TaskKeys => Of("j/k 移动 · Enter 打开 · d 已完成 · i 无法完成", "j/k move · Enter open · d done · i impossible");
    public string NoTasks => Of("没有待处理的人工任务", "No tasks wait for a person");
    public string NoTasksHint => Of("渠道接口做不到的事（撤回、移出群聊、警告）会出现在这里，由人在客户端完成。", "What the channel has no call for (recall, remove, warn) appears here, to be done in its client.");
    public string NoTaskOpen => Of("选择左侧的任务", "Choose a task on the left");
    public string NoTaskOpenHint => Of("最急的排在最前。用 j/k 移动。", "The most urgent come first. Move with j/k.");
    public string TaskLabel => Of("任务", "Task");
    public string Evidence => Of("证据", "Evidence");
    public string NoEvidence => Of("没有附带证据", "No evidence came with it");
    public string WordsToSay => Of("要说的话", "The words to say");
    public string CopyWords => Of("复制文字", "Copy the words");
    public string WhereToGo => Of("在客户端的位置", "Where in the client");
    public string OpenInClient => Of("在客户端打开", "Open in the client");
    public string CopyPath => Of("复制位置", "Copy the place");
    public string Escalated => Of("已升级", "Escalated");
    public string DueAt => Of("应完成时间", "Due");
    public string ClosedAt => Of("关闭时间", "Closed");
    public string ClosedBy => Of("关闭者", "Closed by");
    public string Observed => Of("渠道已证实", "Seen at the channel");
    public string TaskDone => Of("已完成", "Done");
    public string TaskImpossible => Of("无法完成", "Impossible");
    public string TaskDoneQuestion => Of("确认已在客户端完成？", "Was it done in the client?");
    public string TaskImpossibleQuestion => Of("确认无法完成？请写明原因。", "Can it not be done? Say why.");
    public string OpenTasks => Of("待处理", "Open");
    public string EscalatedTasks => Of("已超时", "Overdue");
    public string DoneToday => Of("今日完成", "Done today");
    public string UndoneToday => Of("今日未完成", "Not done today");
    public string NotDoneToday => Of("今日过期或无法完成", "Expired or impossible today");

    public string TaskState(string state) => state switch
    {
        "open" => Of("待处理", "Open"),
        "done" => Of("已完成", "Done"),
        "expired" => Of("已过期", "Expired"),
        "declined" => Of("无法完成", "Impossible"),
        _ => state,
    };

    /// <summary>How a task closes by itself.</summary>
    public string ProofHint(string proof) => proof switch
    {
        "member-removed" => Of("成员离群后，此任务自动关闭。", "It closes by itself when the member has left the group."),
        "message-revoked" => Of("消息撤回后，此任务自动关闭。", "It closes by itself when the message is gone."),
        _ => Of("渠道无法证实，完成后请点“已完成”。", "The channel cannot prove it: say when it is done."),
    };
}
