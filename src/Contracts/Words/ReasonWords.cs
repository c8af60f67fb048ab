using System.Globalization;
using Steward.Contracts.Channels.V1;
using Code = Steward.Contracts.Words.ReasonCodes;

namespace Steward.Contracts.Words;

/// <summary>What the codes of reasons say, in Chinese and English, for every program that shows them to people.</summary>
/// <param name="chinese">Which of the two.</param>
/// <param name="moment">How moments are shown, in the reader's zone.</param>
/// <param name="person">What the reader calls a person whom a reason names by an operator id; without it the first eight characters of the id.</param>
public sealed partial class ReasonWords(bool chinese, Func<DateTimeOffset, string> moment, Func<string, string>? person = null)
{
    /// <summary>The words of a reason; the text that came with it when there is no code or none that is known here, so that an older program still shows something.</summary>
    public string Of(Reason? reason, string text) => reason is { Code.Length: > 0 } && (LedgerWords(reason) ?? ChannelWords(reason)) is { } words ? Framed(reason, words) : text;

    /// <summary>What an account's check found; as <see cref="Of(Reason?, string)"/>.</summary>
    public string Found(CheckStep step) => FoundWords(step.Why) ?? step.Found;

    /// <summary>What is to be done about it, and where; empty when nothing is.</summary>
    public string Mend(CheckStep step) => MendWords(step.Why) ?? step.Mend;

    /// <summary>A quota's scope.</summary>
    public string QuotaScope(string scope) => scope switch
    {
        "address-api" => Say("服务器地址的接口调用", "API calls of this server's address"),
        "corp-api" => Say("企业接口调用", "API calls of the corp"),
        "app-member" => Say("应用消息（每员工）", "App messages to one employee"),
        "app-day" => Say("应用消息（每应用）", "App messages of the app"),
        "group-broadcast" => Say("每群群发", "Broadcasts to one group"),
        "customer-broadcast" => Say("每客户群发", "Broadcasts to one customer"),
        "task-remind" => Say("每任务提醒", "Reminders of one task"),
        "group-transfer" => Say("每群转让", "Hand-overs of one group"),
        "customer-transfer" => Say("每客户转接", "Hand-overs of one customer"),
        "owner-transfer" => Say("每群主转出", "Groups of one owner handed over"),
        "chat-send" => Say("每群消息", "Messages into one group"),
        "bot-send" => Say("机器人消息", "Messages of the bot"),
        _ when scope.Contains('/', StringComparison.Ordinal) => Say($"接口 {scope}", $"calls of {scope}"),
        _ => scope,
    };

    /// <summary>How long a quota counts.</summary>
    public string QuotaSpan(string span) => span switch
    {
        "second" => Say("每秒", "a second"),
        "minute" => Say("每分钟", "a minute"),
        "hour" => Say("每小时", "an hour"),
        "day" => Say("每天", "a day"),
        "week" => Say("每周", "a week"),
        "month" => Say("每月", "a month"),
        "24h" => Say("24 小时内", "in 24 hours"),
        "90d" => Say("90 天内", "in 90 days"),
        "circuit" => Say("熔断", "closed by the channel"),
        _ => span,
    };

    /// <summary>A channel's name.</summary>
    public string Channel(string channel) => channel switch
    {
        "wecom" or "" => Say("企业微信", "WeCom"),
        "telegram" => "Telegram",
        _ => channel,
    };

    private string? LedgerWords(Reason reason) => reason.Code switch
    {
        Code.QuotaUsedUp => Say(
            $"配额“{QuotaScope(A(reason, "scope"))}”{QuotaSpan(A(reason, "span"))}的 {A(reason, "limit")} 次已用完，{At(reason)} 开放",
            $"the quota “{QuotaScope(A(reason, "scope"))}” of {A(reason, "limit")} {QuotaSpan(A(reason, "span"))} is used up; it opens at {At(reason)}"),
        Code.QuotaNever => Say($"配额“{QuotaScope(A(reason, "scope"))}”的上限是 0，不会自动开放", $"the limit of “{QuotaScope(A(reason, "scope"))}” is 0: nothing opens it but another limit"),
        Code.ChannelClosed => Say($"渠道已限流 {A(reason, "subject")}，{At(reason)} 恢复", $"the channel has closed {A(reason, "subject")} until {At(reason)}"),
        Code.QuietHours => Say("现在是静默时段，不打扰任何人", "nobody is disturbed at this hour"),
        Code.GroupOptedOut => Say("该群已要求不再接收消息", "the group has asked to get nothing"),
        Code.PersonOptedOut => Say("对方已要求不再接收消息", "the person has asked to get nothing"),
        Code.Cancelled => Say($"由 {Who(reason)} 停止", $"stopped by {Who(reason)}"),
        Code.CancelledBecause => Say($"由 {Who(reason)} 停止：{A(reason, "words")}", $"stopped by {Who(reason)}: {A(reason, "words")}"),
        Code.DoneBy => Say($"{Who(reason)} 确认已完成", $"{Who(reason)} says that it is done"),
        Code.Impossible => Say($"{Who(reason)} 表示无法完成", $"{Who(reason)} says that it cannot be done"),
        Code.ImpossibleBecause => Say($"{Who(reason)} 表示无法完成：{A(reason, "words")}", $"{Who(reason)} says that it cannot be done: {A(reason, "words")}"),
        Code.NotDoneYet => Say("已超时，还没有人完成", "nobody has done it yet"),
        Code.NotDoneInTime => Say("到截止时间仍没有人完成", "nobody did it before its deadline"),
        Code.Observed => Say("渠道事件已证实", "seen at the channel"),
        Code.LookedUp => Say("已向渠道核对", "the channel was asked"),
        Code.NoCall => Say("渠道没有这个接口，转人工", "the channel has no call for it: a person has to"),
        Code.NoWay => Say($"{Channel(A(reason, "channel"))}没有这个功能，人工也做不到", $"{Channel(A(reason, "channel"))} has no such thing, not even by hand"),
        Code.NotSaid or Code.NotSaidKind => Say("渠道没有说明是否已执行，也无法查询", "the channel did not say whether it was done, and cannot be asked"),
        Code.NotSaidSent => Say("渠道没有说明是否已发出，也无法查询：重发前请先到群里查看", "the channel did not say whether it was sent, and cannot be asked: look into the group before sending it again"),
        Code.DeadlinePassed => Say("截止时间已过，没有执行", "its deadline passed before it could be done"),
        Code.NotConfirmed => Say($"员工在 {A(reason, "hours")} 小时内没有确认", $"no employee confirmed it within {A(reason, "hours")} hours"),
        Code.NotConfirmedOpen => Say($"员工在 {A(reason, "hours")} 小时内没有确认，也未能停止：员工仍可能在手机上确认", $"no employee confirmed it within {A(reason, "hours")} hours, and it was not stopped: the employee may still confirm it in their telephone"),
        Code.GivenUp => Say($"由 {Who(reason)} 结束；渠道未停止，员工仍可能在手机上确认", $"given up by {Who(reason)}; the channel does not stop it, the employee may still confirm it in their telephone"),
        Code.GivenUpBecause => Say($"由 {Who(reason)} 结束：{A(reason, "words")}；渠道未停止，员工仍可能在手机上确认", $"given up by {Who(reason)}: {A(reason, "words")}; the channel does not stop it, the employee may still confirm it in their telephone"),
        Code.ConfirmedLate => Say("结束之后，员工仍在手机上确认并发出", "the employee confirmed it after it had ended"),
        Code.Stopped => Say("在有人确认之前已在渠道停止", "stopped at the channel before anybody confirmed it"),
        Code.NotStoppable => Say("渠道没有停止它的接口", "the channel cannot stop what it has taken"),
        Code.WatchEnded => Say("不再查看员工是否确认", "nobody looks any more whether the employee confirms it"),
        Code.JoinWayLost => Say(
            $"企业微信没有说明是否已创建入群方式（state：{A(reason, "state")}），通过接口创建的入群方式也不在管理后台展示。系统不会重复创建：请在管理后台新建一个，或重新发起；若当时已创建，也没有人拿到它的二维码，不影响使用",
            $"WeCom did not say whether it made the join way (state {A(reason, "state")}), and shows those made by calls in no list and not in its admin page. It is not made again by itself: make one in the admin page, or ask anew; if there is one, nobody has its code"),
        Code.TurnMissed => Say("排队过久，本次未调用，将在下一轮执行", "others took too long: it was not called, and its turn comes again"),
        Code.ActMissing => Say("台账里缺少这个动作的内容", "the ledger lacks what it is about"),
        Code.NothingLeft => Say("没有剩下可以执行它的调用或任务", "no call and no task is left that could do it"),
        Code.CommandUnknown => Say("没有这条指令", "there is no such command"),
        Code.NothingWaits => Say("这条指令没有在等任何人确认", "nobody's confirmation of it is waited for"),
        Code.RemindedEnough => Say("企业微信 24 小时内最多提醒三次", "WeCom reminds three times within 24 hours at most"),
        Code.PersonAsked => Say("已请人工核实", "a person was asked to look"),
        Code.AccountUnknown => Say("渠道账号未连接", "the account is not connected"),
        Code.GroupUnknown => Say("系统里没有这个群，或已解散", "the group is not known, or gone"),
        Code.TargetAwaited => Say($"群成员名单里还没有对象（{A(reason, "what")}）", $"no roster names its {A(reason, "what")} yet"),
        Code.TargetUnknown => Say($"不知道对象（{A(reason, "what")}）", $"its {A(reason, "what")} is not known"),
        Code.NoGroup => Say("没有指定社群", "no group is named"),
        Code.NoMember => Say("没有指定成员", "no member is named"),
        Code.TextEmpty => Say("正文为空", "the text is empty"),
        Code.TextTooLong => Say($"正文超过 {A(reason, "most")} 字", $"the text is longer than {A(reason, "most")} characters"),
        Code.CaptionTooLong => Say($"带图片时正文连同链接最多 {A(reason, "most")} 字，请缩短正文或去掉图片", $"with a picture the text has at most {A(reason, "most")} characters, links included: shorten it, or leave the picture out"),
        Code.PictureMissing => Say("要发的图片不存在，请重新上传", "the picture is not there: upload it again"),
        Code.AttachmentWrong => Say($"附件有误（{A(reason, "words")}）", $"what goes along is not right ({A(reason, "words")})"),
        Code.TextTooManyBytes => Say($"正文超过 {A(reason, "most")} 字节", $"the text is longer than {A(reason, "most")} bytes"),
        Code.KindUnknown => Say($"没有“{A(reason, "kind")}”这种动作", $"there is no act {A(reason, "kind")}"),
        Code.FoundInList => Say($"渠道列表里已有这条发送（{A(reason, "id")}），不会重发", $"the channel's list has it as {A(reason, "id")}: it is not sent again"),
        Code.NotInList => Say("渠道列表里没有这条发送，将重新发送", "the channel's list does not have it: it is sent again"),
        Code.NotSentToGroup => Say("企业微信不向该群发送（本月配额已满，或群主已变更）", "WeCom does not send it to this group (its monthly quota, or the owner changed)"),
        Code.NotDelivered => Say("企业微信未送达（已退群，或已收到其他群发）", "WeCom did not deliver it (left, or got another broadcast)"),
        _ => null,
    };

    private string? ChannelWords(Reason reason) => reason.Code switch
    {
        Code.NotSentToCustomer => Say("企业微信不向这位客户发送（不是任何员工的客户，或本月群发已满）", "WeCom does not send it to this customer (nobody's contact, or enough broadcasts this month)"),
        Code.CustomerGone => Say("对方已不是任何员工的客户", "the customer is nobody's contact any more"),
        Code.CustomerFull => Say("这位客户收到的群发已达企业微信上限", "the customer has got as many broadcasts as WeCom permits"),
        Code.CustomerRefused => Say("客户拒绝转接", "the customer refused the hand-over"),
        Code.TooManyCustomers => Say("接替员工的客户数已达上限", "the new employee has too many customers"),
        Code.CustomerStays => Say("企业微信不转接这位客户", "WeCom does not hand this customer over"),
        Code.NoServant => Say("该员工已不再服务这位客户", "this employee does not serve the customer any more"),
        Code.EmployeeUnknown => Say($"企业微信没有员工 {A(reason, "who")}", $"WeCom knows no {A(reason, "who")}"),
        Code.NoLicence => Say($"没有许可：{A(reason, "who")}", $"without a licence: {A(reason, "who")}"),
        Code.MessageTooOld => Say("消息超过 48 小时，不能删除", "messages can be deleted within 48 hours"),
        Code.MessageForgotten => Say("已没有这条消息的渠道编号", "the channel's number of this message is not known any more"),
        Code.ChatLimit => Say("该群或机器人已达频率上限，稍后自动继续", "the limit of this chat or bot is reached; it goes on by itself"),
        Code.NotThere => Say("渠道上还没有发生", "it has not happened at the channel"),
        Code.ArchiveLost => Say($"{A(reason, "from")} 至 {A(reason, "to")}（UTC）的消息已无法读取：停读超过了渠道保留的五天", $"messages from {A(reason, "from")} to {A(reason, "to")} UTC are lost: nothing was read for longer than the five days that the channel keeps them"),
        Code.ApiClosed => Say($"接口 {A(reason, "api")} 被限流，UTC {A(reason, "time")} 恢复", $"the channel has closed {A(reason, "api")} until {A(reason, "time")} UTC"),
        Code.ApiFull => Say($"接口 {A(reason, "api")} 的调用额度已用完，UTC {A(reason, "time")} 恢复；未调用", $"all permitted calls of {A(reason, "api")} are used until {A(reason, "time")} UTC; it was not called"),
        Code.BadAnswer => Say("渠道的回应不符合文档，结果未知", "the channel answered otherwise than documented: the outcome is open"),
        Code.Unseen => Say($"渠道没有显示结果：{Told(reason)}", $"the channel does not show what became of it: {Told(reason)}"),
        Code.BanStays => Say($"已移出，但封禁尚未解除：{Told(reason)}", $"removed, but the ban has not ended yet: {Told(reason)}"),
        Code.NoAnswer => Say("渠道没有回应", "the channel did not answer"),
        Code.NoConnection => Say($"无法连接渠道（{A(reason, "words")}）", $"the channel cannot be reached ({A(reason, "words")})"),
        Code.Missed => Say("时间已过，没有发送：到点时系统没有运行", "its time had passed before it could be sent: nothing ran at its time"),
        Code.HeldBack => Say("未通过发送前的合规检查，没有发送：请修改内容，或由组长确认后放行", "held back by the compliance check: change the text, or have a lead look at it and let it go"),
        Code.Unchecked => Say("合规检查暂时没有回应，未经检查不会发出；系统正在重试", "the compliance check does not answer, and nothing goes out unchecked; it is tried again by itself"),
        Code.UncheckedTooLong => Say("合规检查一直没有回应，已错过发送时间：请另选时间重新排期", "the compliance check did not answer in time, and nothing was sent: plan it for another time"),
        Code.Refused => Say($"{Channel(A(reason, "channel"))}拒绝：{Told(reason)}", $"{Channel(A(reason, "channel"))} refuses: {Told(reason)}"),
        Code.ChannelSays => Say($"渠道返回：{Told(reason)}", $"the channel says {Told(reason)}"),
        _ => null,
    };

    // WeCom's words end with ids for its support and an address; its commonest codes are worth words of their own.
    private string Told(Reason reason)
    {
        var (code, words) = (A(reason, "code"), A(reason, "words"));
        var end = words.IndexOf(", hint: [", StringComparison.Ordinal);
        var said = $"{code} {(end < 0 ? words : words[..end])}";
        return code switch
        {
            "-1" => Say("渠道繁忙（-1）", said),
            "40001" => Say("Secret 无效（40001）", said),
            "41048" => Say("群里没有可发送的客户（41048）", said),
            "45009" => Say("调用过于频繁，已限流（45009）", said),
            "45033" => Say("并发调用过多（45033）", said),
            "48002" => Say("应用没有此接口的权限（48002）", said),
            "60011" => Say("应用没有查看此员工的权限（60011）", said),
            "60020" => Say("本服务器不在应用的可信 IP 中（60020）", said),
            "84061" => Say("不是该员工的客户（84061）", said),
            "84074" => Say("员工没有客户联系权限（84074）", said),
            _ => said,
        };
    }

    private string Framed(Reason reason, string words)
    {
        var part = A(reason, "part") switch { "archive" => Say("消息存档：", "archive: "), "updates" => Say("接收更新：", "updates: "), "reconciliation" => Say("群名单核对：", "comparison: "), _ => "" };
        return A(reason, "groups") is { Length: > 0 } groups ? Say($"{groups} 个社群：{words}", $"{groups} {(groups == "1" ? "group" : "groups")}: {words}") : part + words;
    }

    private string Say(string chinesePhrase, string english) => chinese ? chinesePhrase : english;

    private string At(Reason reason) => DateTimeOffset.TryParse(A(reason, "at"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? moment(at) : A(reason, "at");

    // Operators go by ids of 36 characters: the first eight tell them apart.
    private string Who(Reason reason) => A(reason, "by") is var by && person is not null ? person(by) : Guid.TryParse(by, out _) ? by[..8] : by;

    private static string A(Reason reason, string name) => reason.Arguments.TryGetValue(name, out var value) ? value : "";
}
