using Steward.Console.Inbox;

namespace Steward.Console.Language;

/// <summary>Texts of the single pages.</summary>
internal sealed partial class Texts
{
    // Staffing counts no further.
    private const int MostCounted = 10_000;

    // Inbox
    public string Whose => Of("范围", "Whose");
    public string Unresolved => Of("未解决", "Unresolved");
    public string SearchQuestions => Of("搜索问题（按 /）", "Search questions (press /)");
    public string InboxKeys => Of("j/k 移动 · Enter 打开 · c 认领 · 1–3 建议 · h 转交 · b 意向 · s 转销售 · / 搜索", "j/k move · Enter open · c claim · 1–3 suggestion · h hand over · b wants to buy · s to sales · / search");
    public string InboxEmpty => Of("没有待处理的问题", "Nothing waits for you");
    public string InboxEmptyHint => Of("新问题会自动出现在这里，无需刷新。", "New questions appear here by themselves.");
    public string ShowAllItems => Of("查看全部问题", "Show everybody's");
    public string NoItemOpen => Of("选择左侧的问题", "Choose an item on the left");
    public string NoItemOpenHint => Of("等待最久的排在最前。用 j/k 移动，Enter 打开。", "Those who wait longest come first. Move with j/k, open with Enter.");
    public string Item => Of("问题", "Item");
    public string HasSuggestion => Of("有建议答案", "Has a suggested answer");
    public string Nobodys => Of("未分配", "Unassigned");
    public string OpenRoster => Of("查看群成员", "Open the roster");
    public string Talk => Of("群聊上下文", "The group's talk");
    public string NoTalk => Of("暂无聊天记录", "No messages yet");
    public string TalkGap => Of("… 中间的消息未显示 …", "… messages in between are not shown …");
    public string Asked => Of("提问", "Asked");
    public string AnsweringHint => Of("回复已提交，成员在群里看到后此问题自动解决。", "The answer is on its way; the item resolves when the channel confirms it.");
    public string SendFailed => Of("发送失败", "The answer was not sent");
    public string AnswerPlaceholder => Of("输入回复，Ctrl+Enter 发送到群里", "Write the answer; Ctrl+Enter sends it to the group");
    public string SomebodyElseHasIt => Of("其他同事正在处理", "Somebody else has it");
    public string Claim => Of("认领", "Claim");
    public string Release => Of("放回", "Give back");
    public string CloseItem => Of("不回复，关闭", "Close unanswered");
    public string CloseItemQuestion => Of("关闭后不会回复提问的成员。确定关闭？", "The member who asked gets no answer. Close it?");
    public string Send => Of("发送", "Send");
    public IReadOnlyList<string> InboxColumns => English
        ? ["Brand", "Group", "Member", "Kind", "Question", "Questions", "State", "Asked at", "Answer due", "First answer", "Answer", "Note", "Item id"]
        : ["品牌", "社群", "成员", "类别", "问题", "问题数", "状态", "提问时间", "应答时限", "首次回复", "回复", "备注", "编号"];

    public string WhoseName(Whose whose) => whose switch
    {
        Inbox.Whose.Mine => Of("我的", "Mine"),
        Inbox.Whose.Unassigned => Of("未分配", "Unassigned"),
        _ => Of("全部", "All"),
    };

    public string Items(int count) => count > MostCounted ? Of($"{Number(MostCounted)} 个以上问题", $"more than {Number(MostCounted)} items") : Of($"{Number(count)} 个问题", count == 1 ? "1 item" : $"{Number(count)} items");

    public string QuestionCount(int count) => Of($"同一成员问了 {count} 次", $"Asked {count} times by the same member");

    public string Resolution(string resolution) => resolution switch
    {
        "answered" => Of("已回复", "Answered"),
        "sales" => Of("已转销售", "With sales"),
        "staff" => Of("员工已在群里回复", "Answered in the group by staff"),
        "member" => Of("群友已解答", "Answered in the group by another member"),
        "closed" => Of("已关闭，未回复", "Closed unanswered"),
        _ => Of("已解决", "Resolved"),
    };

    // Groups
    public string SearchGroups => Of("搜索群名", "Search groups");
    public string NoGroups => Of("还没有社群", "No groups yet");
    public string NoGroupsHint => Of("连接渠道账号并同步名单后，社群会出现在这里。", "Groups appear once a channel account is connected and its roster is synchronised.");
    public string MembersCount => Of("成员数", "Members");
    public string MessagesToday => Of("今日消息", "Messages today");
    public string SpeakersToday => Of("今日发言人数", "Speakers today");
    public string LastMessage => Of("最近消息", "Last message");
    public string Dismissed => Of("已解散", "Dismissed");
    public string SyncedAt => Of("同步时间", "Synchronised");
    public string RecentMessages => Of("最近 50 条消息", "Latest 50 messages");
    public string Assign => Of("分配", "Assign");
    public string OneBrandOnly => Of("一次只能分配同一品牌的社群，请按品牌筛选后再选。", "Groups of one brand at a time: filter by brand, then mark again.");

    public string AssignMarked(int count) => Of($"分配 {count} 个社群", count == 1 ? "Assign 1 group" : $"Assign {count} groups");

    // Members
    public string SearchMembers => Of("搜索昵称或编号", "Search name or id");
    public string Tag => Of("标签", "Tag");
    public string Tags => Of("标签", "Tags");
    public string AllTags => Of("全部标签", "All tags");
    public string NoTags => Of("还没有标签", "No tags yet");
    public string NewTag => Of("新标签", "New tag");
    public string GroupsCount => Of("社群数", "Groups");
    public string MessagesCount => Of("消息数", "Messages");
    public string FirstJoined => Of("首次入群", "First joined");
    public string LastSpoke => Of("最近发言", "Last spoke");
    public string Memberships => Of("所在社群", "Memberships");
    public string Joined => Of("入群", "Joined");
    public string Left => Of("退群", "Left");
    public string Removed => Of("被移出", "removed");
    public string Source => Of("来源", "Source");

    /// <summary>How somebody came in, by WeCom's numbers.</summary>
    public string JoinScene(int scene) => scene switch
    {
        1 => Of("成员邀请", "invited"),
        2 => Of("邀请链接", "by link"),
        3 => Of("扫描群码", "by QR code"),
        _ => "",
    };

    // Calendar
    public string NewEntry => Of("新建内容", "New entry");
    public string NoEntries => Of("这段时间没有内容", "No entries in this period");
    public string NoEntriesHint => Of("新建一条内容，到点自动发到所选社群。", "Make an entry: it is sent to the chosen groups at its time.");
    public string SendAt => Of("发送时间", "Send at");
    public string SendAtPast => Of("时间已过：排期后会立即发送，超时太久则不发送。", "This time has passed: it is sent at once, or not at all when that is too long ago.");
    public string EntryTitle => Of("标题", "Title");
    public string ConfirmedGroups => Of("已确认群数", "Confirmed groups");
    public string TakeBack => Of("撤回", "Take back");
    public string Schedule => Of("排期", "Schedule");
    public string ChooseNone => Of("清空", "None");

    public string ToGroups(int count) => Of($"发送到（已选 {count} 个社群）", $"To groups ({count} chosen)");

    public string ChooseFound(int count) => Of($"全选下列 {count} 个", $"Choose these {count}");

    public string TakeBackQuestion(string title) => Of($"撤回“{title}”？到时间不会发送。", $"Take back “{title}”? It will not be sent.");

    // Cases
    public string SearchCases => Of("搜索消息内容", "Search texts");
    public string OffenceClass => Of("类别", "Class");
    public string AllClasses => Of("全部类别", "All classes");
    public string NoCases => Of("没有违规", "No cases");
    public string NoCasesHint => Of("命中规则的消息会按成员归并到这里，等待组长处理。", "Messages that break a rule are gathered here by member, for a lead to decide.");
    public string OpenedAt => Of("开始时间", "Opened");
    public string SentAt => Of("发送时间", "Sent");
    public string Hit => Of("命中", "Matched");
    public string Rule => Of("规则", "Rule");
    public string Offences => Of("违规数", "Offences");
    public string LastText => Of("最近内容", "Last text");
    public string DecidedAt => Of("处理时间", "Decided");
    public string Uphold => Of("认定违规", "Uphold");
    public string Dismiss => Of("不是违规", "Dismiss");
    public string LeadsDecide => Of("由组长及以上处理，您可以查看。", "Team leads and above decide; you may look.");

    public string Offence(string offence) => offence switch
    {
        "advert" => Of("广告", "Advert"),
        "abuse" => Of("辱骂", "Abuse"),
        "diversion" => Of("引流", "Diversion"),
        "illegal" => Of("违法", "Illegal"),
        "porn" => Of("色情", "Porn"),
        "violence" => Of("暴力", "Violence"),
        "flood" => Of("刷屏", "Flood"),
        "rumour" => Of("谣言", "Rumour"),
        "competitor" => Of("竞品", "Competitor"),
        "nickname" => Of("昵称", "Nickname"),
        _ => offence,
    };

    public string CaseState(string state) => state switch
    {
        "open" => Of("待处理", "Open"),
        "upheld" => Of("已认定", "Upheld"),
        "dismissed" => Of("不是违规", "Dismissed"),
        _ => state,
    };

    public string DecideQuestion(string decision) => decision == "upheld"
        ? Of("认定后不可更改。确认认定违规？", "A decision is final. Uphold this case?")
        : Of("处理后不可更改。确认不是违规？", "A decision is final. Dismiss this case?");

    // Conversions
    public string Period => Of("时间段", "Period");
    public string Questions => Of("提问", "Questions");
    public string Clicks => Of("点击", "Clicks");
    public string Visitors => Of("访客", "Visitors");
    public string Orders => Of("订单", "Orders");
    public string Revenue => Of("成交额", "Revenue");
    public string AttributedShare => Of("归因占比", "Attributed share");
    public string AttributedRevenue => Of("归因成交额", "Attributed revenue");
    public string AttributedOrdersLabel => Of("归因订单", "Attributed orders");
    public string StaffMessages => Of("员工消息", "Staff messages");
    public string DayLabel => Of("日期", "Day");
    public string AsOf => Of("数据截至", "As of");
    public string ByDayTraffic => Of("每日互动", "Traffic by day");
    public string ByDayRevenue => Of("每日成交额（元）", "Revenue by day (yuan)");
    public string Links => Of("短链接", "Short links");
    public string SearchLinks => Of("搜索短链接", "Search links");
    public string NoLinks => Of("还没有短链接", "No short links yet");
    public string NoLinksHint => Of("建好短链接后，点击和订单会归因到社群。", "Once links are made, clicks and orders are credited to groups.");
    public string ShortLink => Of("短链接", "Short link");
    public string Target => Of("目标地址", "Target");
    public string Channel => Of("投放位置", "Channel");
    public string CreatedAt => Of("创建时间", "Created");
    public string CopyLink => Of("复制短链接", "Copy the short link");
    public string Copied => Of("已复制", "Copied");
    public string NoOrders => Of("还没有订单", "No orders yet");
    public string NoOrdersHint => Of("品牌通过开放接口上报订单后会显示在这里。", "Orders appear when the brand reports them through the gateway.");
    public string PaidAt => Of("支付时间", "Paid");
    public string OrderNo => Of("订单号", "Order");
    public string Amount => Of("金额", "Amount");
    public string CreditedLink => Of("归因链接", "Credited link");

    public string LastDays(int days) => days == 1 ? Of("今天", "Today") : Of($"近 {days} 天", $"{days} days");

    public string AttributedOrders(long attributed, long all) => Of($"{Number(attributed)}/{Number(all)} 单", $"{Number(attributed)} of {Number(all)} orders");

    // Knowledge
    public string SearchKnowledge => Of("搜索问题", "Search questions");
    public string AskPlaceholder => Of("试问一句，看看会怎么答", "Try a question and see what it would answer");
    public string Ask => Of("试问", "Ask");
    public string Question => Of("问题", "Question");
    public string Answer => Of("答案", "Answer");
    public string Answered => Of("已回答次数", "Times sent");
    public string AnsweredByKnowledge => Of("自动回答", "Answered by itself");
    public string HandedOn => Of("转人工", "Handed on");
    public string NoKnowledge => Of("知识库是空的", "The knowledge base is empty");
    public string NoKnowledgeHint => Of("写下第一个问答并由组长批准，之后同样的问题会自动回答。", "Write the first entry and have a lead approve it; then questions like it are answered by themselves.");

    public string WouldAnswer(double threshold) => Of($"达到阈值 {Invariant(threshold, "0.00")}，会自动回答。", $"Above the threshold {Invariant(threshold, "0.00")}: this would be answered by itself.");

    public string WouldHandOn(double threshold) => Of($"未达到阈值 {Invariant(threshold, "0.00")}，会转人工。", $"Below the threshold {Invariant(threshold, "0.00")}: this would go to a person.");
}
