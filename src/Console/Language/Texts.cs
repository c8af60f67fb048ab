using System.Globalization;
using Steward.Console.Shared;
using Steward.Contracts.Words;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;

namespace Steward.Console.Language;

/// <summary>Every text that a user sees, both languages side by side: neither can be forgotten.</summary>
/// <param name="language">The language to speak.</param>
internal sealed partial class Texts(UiLanguage language)
{
    private bool English => language == UiLanguage.English;

    /// <summary>The words of the ledger's and the checks' codes.</summary>
    /// <param name="moment">How a moment is shown.</param>
    /// <param name="person">What colleagues are called, by their ids.</param>
    public ReasonWords Words(Func<DateTimeOffset, string> moment, Func<string, string>? person = null) => new(!English, moment, person);

    public string Product => Of("社群管家", "Steward");
    public string SkipToContent => Of("跳到内容", "Skip to content");
    public string Menu => Of("菜单", "Menu");
    public string NavInbox => Of("收件箱", "Inbox");
    public string NavGroups => Of("社群", "Groups");
    public string NavMembers => Of("成员", "Members");
    public string NavCalendar => Of("内容日历", "Calendar");
    public string NavCases => Of("违规处理", "Cases");
    public string NavConversions => Of("转化数据", "Conversions");
    public string NavKnowledge => Of("知识库", "Knowledge");
    public string MyOpenItems => Of("我的待处理问题", "My open items");
    public string OpenCases => Of("待处理的违规", "Open cases");

    public string SignIn => Of("登录", "Sign in");
    public string SignInHint => Of("用您的工作账号登录", "Sign in with your work account");
    public string SignOut => Of("退出", "Sign out");
    public string LoginName => Of("账号", "Login");
    public string Password => Of("密码", "Password");

    public string Reconnecting => Of("连接中断，正在重新连接…", "Connection lost, reconnecting…");
    public string ReconnectFailed => Of("无法连接服务器。", "The server cannot be reached.");
    public string ReconnectRejected => Of("会话已结束，请重新载入页面。", "The session has ended; please reload the page.");
    public string PageBroke => Of("页面出错了", "Something went wrong on this page");
    public string PageBrokeHint => Of("其他功能仍可使用。重试或打开别的页面。", "The rest still works. Try again or open another page.");
    public string NoSuchPage => Of("没有这个页面", "There is no such page");
    public string NoSuchPageHint => Of("链接可能已过期。", "The link may be out of date.");

    public string Retry => Of("重试", "Try again");
    public string Reload => Of("重新载入", "Reload");
    public string Close => Of("关闭", "Close");
    public string Cancel => Of("取消", "Cancel");
    public string Actions => Of("操作", "Actions");
    public string DiscardQuestion => Of("已填写的内容还没有保存。放弃？", "What you have written is not saved. Discard it?");
    public string Discard => Of("放弃", "Discard");
    public string GoOn => Of("继续填写", "Go on writing");
    public string Confirm => Of("确认", "Confirm");
    public string Back => Of("返回列表", "Back to the list");
    public string Add => Of("添加", "Add");
    public string Remove => Of("移除", "Remove");
    public string Yes => Of("是", "yes");
    public string No => Of("否", "no");
    public string Search => Of("搜索", "Search");
    public string LoadMore => Of("加载更多", "Load more");
    public string ExportCsv => Of("导出 CSV", "Export CSV");
    public string NothingFound => Of("没有符合条件的结果", "Nothing matches");
    public string NothingFoundHint => Of("放宽筛选条件再试。", "Widen the filters and try again.");
    public string Brand => Of("品牌", "Brand");
    public string AllBrands => Of("全部品牌", "All brands");
    public string Group => Of("社群", "Group");
    public string Member => Of("成员", "Member");
    public string Operator => Of("负责人", "Operator");
    public string Staff => Of("员工", "Staff");
    public string Name => Of("昵称", "Name");
    public string StateLabel => Of("状态", "State");
    public string AllStates => Of("全部状态", "All states");
    public string NoteLabel => Of("备注", "Note");
    public string Reason => Of("原因", "Reason");
    public string Text => Of("正文", "Text");
    public string From => Of("从", "From");
    public string To => Of("至", "To");
    public string ChannelId => Of("渠道编号", "Channel id");

    /// <summary>Something and what is told of it.</summary>
    public string Told(string what, string told) => Of($"{what}：{told}", $"{what}: {told}");

    /// <summary>Several things in a row.</summary>
    public string List(IEnumerable<string> things) => string.Join(Of("、", ", "), things);

    public string ShownOf(int shown, int total) => Of($"已显示 {Number(shown)} / {Number(total)}", $"{Number(shown)} of {Number(total)} shown");

    public string Length(int characters, int bytes, int most) => Of($"{characters} 字 · {bytes}/{most} 字节", $"{characters} characters · {bytes}/{most} bytes");

    public string Number(long number) => number.ToString("N0", language.Culture);

    /// <summary>Fen as yuan.</summary>
    public string Money(long fen) => "¥" + (fen / 100m).ToString("N2", language.Culture);

    /// <summary>A part of a whole in percent; a dash when there is no whole.</summary>
    public string Share(long part, long whole) => whole == 0 ? "–" : ((decimal)part / whole).ToString("P1", language.Culture);

    public string RoleName(Role role) => role switch
    {
        Role.Operator => Of("社群管理师", "Operator"),
        Role.Trainer => Of("培训师", "Trainer"),
        Role.Lead => Of("组长", "Team lead"),
        Role.Manager => Of("运营经理", "Manager"),
        Role.Admin => Of("管理员", "Administrator"),
        _ => role.ToString(),
    };

    public string State(string state) => state switch
    {
        "open" => Of("待认领", "Open"),
        "claimed" => Of("处理中", "Claimed"),
        "answering" => Of("等待渠道确认", "Awaiting channel"),
        "waiting" => Of("等待对方", "Their turn"),
        "resolved" => Of("已解决", "Resolved"),
        "scheduled" => Of("已排期", "Scheduled"),
        "held" => Of("待修改", "Held back"),
        "sending" => Of("发送中", "Sending"),
        "confirmed" => Of("已确认", "Confirmed"),
        "partly" => Of("部分送达", "Partly sent"),
        "failed" => Of("失败", "Failed"),
        "cancelled" => Of("已撤回", "Taken back"),
        _ => state,
    };

    public string Kind(string kind) => kind switch
    {
        "image" => Of("[图片]", "[image]"),
        "voice" => Of("[语音]", "[voice]"),
        "video" => Of("[视频]", "[video]"),
        "file" => Of("[文件]", "[file]"),
        "link" => Of("[链接]", "[link]"),
        "emotion" => Of("[表情]", "[sticker]"),
        _ => $"[{kind}]",
    };

    /// <summary>The channel's own refusal, in words where its code has some.</summary>
    private string ChannelWords(Problem problem) => Words(_ => "").Of(Reasons.Of(problem.Message), problem.Message);

    private string ServiceName(string service) => service switch
    {
        Services.Members => Of("成员服务", "Members"),
        Services.Channels => Of("渠道服务", "Channels"),
        Services.Staffing => Of("坐席服务", "Staffing"),
        Services.Content => Of("内容服务", "Content"),
        Services.Moderation => Of("审核服务", "Moderation"),
        Services.Conversions => Of("转化服务", "Conversions"),
        _ => service,
    };

    /// <summary>Why a call did not work out: who, and what to do about it. Problems without a text of their own show what the service said.</summary>
    public string FailureText(Failure failure) => PactFailure(failure) ?? ServiceFailure(failure) ?? AttachmentFailure(failure.Problem) ?? failure.Problem switch
    {
        { Code: "CHN-038" } => Of("企业微信没有停下它，什么都没有改变，请再试一次。", "WeCom did not stop it. Nothing was changed; try again."),
        { Code: "CHN-015" } => Of("渠道没有回应，请稍后再试；超过 10 分钟请联系管理员检查网络。", "The channel does not answer. Try again later; after 10 minutes an administrator looks at the network."),
        { Code: "RPC-Internal" } problem => Of($"系统出错了，请稍后重试；再次出现请把此编号告诉管理员：{ReferenceOf(problem)}", $"Something went wrong on our side. Try again; if it stays, tell an administrator this number: {ReferenceOf(problem)}"),
        { Code: "STW-010" or "STW-011" or "STW-012" or "STW-013" } problem => OutboundText(problem.Code),
        { Kind: ProblemKind.Unavailable } => Of($"{ServiceName(failure.Service)}暂时无响应，其他功能不受影响。请稍后重试；超过 5 分钟请联系管理员。", $"The service {ServiceName(failure.Service)} does not answer right now; the rest still works. Try again soon; after 5 minutes tell an administrator."),
        { Code: "STF-020" } => Of("这个问题已不存在。", "This item does not exist any more."),
        { Code: "STF-021" } => Of("已被其他同事认领。", "Somebody else has this item."),
        { Code: "STF-022" } => Of("状态已变化，请查看最新状态。", "Its state has changed meanwhile."),
        { Code: "STF-024" } => Of("回复须为 1 至 4,000 字节。", "The answer must have 1 to 4,000 bytes."),
        { Code: "STF-023" } => Of("这条回复已经提交过，请修改后再发送。", "This answer was handed in before; change it and send it again."),
        { Code: "STF-025" } => Of("备注最多 500 字。", "A note has at most 500 characters."),
        { Code: var code } when PolicyFailure(code) is { } words => words,
        var problem when KnowledgeFailure(problem) is { } words => words,
        { Code: "MOD-004" } => Of("已由同事处理，处理结果不可更改。请重新载入列表。", "A colleague has decided it, and a decision is final. Reload the list."),
        { Code: "MOD-062" } => Of("同事正在处理，请看下一条。", "A colleague has it; take the next one."),
        { Code: "MOD-063" or "MOD-064" } => Of("统计已过期，请重新统计后再处理。", "What was counted is out of date: count again, then decide."),
        var problem when ComplianceRefusal(problem) is { } said => said,
        { Code: "MOD-071" } => Of("同事已结案，可以继续添加记录。", "A colleague has closed it; a note can still be added."),
        { Code: "MEM-040" } => Of("标签须为 1 至 30 个字，不能换行。", "A tag has 1 to 30 characters on one line."),
        { Code: "CNT-006" or "STF-027" or "CHN-033" } => Of("列表已变化，请重新载入页面。", "The list has changed; reload the page."),
        { Code: "CNT-011" } => Of("试问的内容须为 1 至 2,000 字。", "A question to try has 1 to 2,000 characters."),
        { Code: "CHN-007" } => Of("此渠道不提供群名单，群里有动静时自动更新，无需核对。", "This channel lists no groups: they are brought up to date by what happens in them."),
        { Code: "CHN-010" } => Of("渠道不接受此账号的凭证，请管理员在“渠道账号”里逐项检查。", "The channel does not accept this account's credentials: an administrator checks it on the page Accounts."),
        { Code: "CHN-011" } => Of("渠道接口已限流，稍后自动恢复，请过几分钟再试。", "The channel's frequency limit is reached; try again in some minutes."),
        { Code: "CHN-012" } => Of("渠道没有给此应用这项权限，请管理员在“渠道账号”里逐项检查。", "The channel does not permit this to the app: an administrator checks it on the page Accounts."),
        { Code: "CHN-013" or "CHN-014" } problem => Of($"{ChannelWords(problem)}。请按提示处理后再试。", $"{ChannelWords(problem)}. See to that, then try again."),
        { Code: "STF-013" } => Of("UserID 最多 64 个字符。", "A user id has at most 64 characters."),
        { Code: "STF-014" } => Of("这位同事不在此品牌工作。", "This colleague does not work for the brand."),
        { Code: "CHN-034" } => Of("这条发送已了结，没有可停止的部分。", "It is settled: nothing of it can be stopped."),
        { Code: "CHN-035" } => Of("结果未知，核对之后才能停止，请稍后再试。", "Its outcome is unknown; try again when it is looked up."),
        { Code: "CHN-036" } => Of("没有等待确认的员工，可能刚刚确认了。", "Nobody's confirmation is waited for any more."),
        { Code: "CHN-037" } => Of("24 小时内已提醒 3 次，企业微信不允许更多。", "WeCom permits no more than 3 reminders in 24 hours."),
        { Code: "CHN-051" } => Of("任务已关闭。", "This task is closed already."),
        { Code: "CNT-003" } => Of("只有已排期的内容可以修改或撤回。", "Only a scheduled entry can be changed or taken back."),
        { Code: "CNT-001" } problem => Of($"内容有误：{ProblemFields(problem)}", $"Please correct: {problem.Message}"),
        var problem when DisputeFailure(problem) is { } words => words,
        { Kind: ProblemKind.Forbidden } => Of("您的角色没有此权限。", "Your role does not permit this."),
        { Kind: ProblemKind.Unauthenticated } => Of("登录已失效，请重新登录。", "Your sign-in has expired; please sign in again."),
        { Kind: ProblemKind.NotFound } => Of("没有找到，可能已被删除。", "Not found; it may have been removed."),
        { Kind: ProblemKind.Exhausted } => Of("操作太频繁，请稍后再试。", "Too many tries; please wait a little."),
        { Kind: ProblemKind.Conflict } problem => Of($"当前状态不允许此操作（{problem.Message}）", problem.Message),
        var problem => Of($"输入有误（{problem.Message}）", problem.Message),
    };

    /// <summary>Why a sign-in was refused.</summary>
    public string SignInFailure(Problem problem) => problem.Kind switch
    {
        ProblemKind.Unauthenticated or ProblemKind.Invalid => Of("账号或密码错误。", "The login or the password is wrong."),
        ProblemKind.Exhausted => Of("密码错误次数过多，账号已暂时锁定，请 15 分钟后再试。", "Too many wrong passwords: this login is locked; try again in 15 minutes."),
        ProblemKind.Forbidden => Of("此账号不能使用控制台。", "This account cannot use the Console."),
        _ => Of("坐席服务暂时无响应，请稍后再试。", "The service Staffing does not answer right now; try again soon."),
    };

    private string ProblemFields(Problem problem) => List((problem.Field ?? "").Split(',').Select(field => field switch
    {
        "entry.title" => EntryTitle,
        "entry.text" => Text,
        "entry.group_ids" => Group,
        "entry.send_at" => SendAt,
        _ => field,
    }).Distinct());

    // What the log has too: the end of "… (reference 0123456789ab)."
    private static string ReferenceOf(Problem problem) => problem.Message.Split("reference ") is [_, var reference] ? reference.TrimEnd('.', ')') : problem.Code;

    private string Of(string chinese, string english) => English ? english : chinese;

    private static string Invariant(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
