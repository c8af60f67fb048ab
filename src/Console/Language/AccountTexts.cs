namespace Steward.Console.Language;

/// <summary>Texts of the page of channel accounts.</summary>
internal sealed partial class Texts
{
    public string NoAccounts => Of("还没有渠道账号", "No channel accounts yet");
    public string NoAccountsHint => Of("由管理员用 platformctl 连接企业微信应用或 Telegram 机器人。", "An administrator connects a WeCom app or a Telegram bot with platformctl.");
    public string AdminsSeeHealth => Of("账号健康状况由管理员查看；您可以看到配额用量。", "Administrators see the health of accounts; you can see the quotas.");
    public string Health => Of("健康状况", "Health");
    public string ArchiveLabel => Of("消息存档", "Archive");
    public string ArchiveRead => Of("存档读取", "Archive read");
    public string NewestMessage => Of("最新消息", "Newest message");
    public string ArchivePosition => Of("存档位置", "Archive position");
    public string Undecryptable => Of("无法解密", "Cannot be opened");
    public string UndecryptableHint => Of("补上缺少的私钥版本后重新连接账号。", "Connect the account again with the private key version that is missing.");
    public string LastCallback => Of("最近回调", "Last callback");
    public string CallbacksAccepted => Of("已收回调", "Callbacks");
    public string CallbacksWaiting => Of("积压回调", "Waiting callbacks");
    public string LastError => Of("最近错误", "Last error");
    public string WhatToDo => Of("怎么办", "What to do");
    public string FullestQuota => Of("最紧的配额", "Fullest quota");
    public string Quotas => Of("配额用量", "Quotas");
    public string NoQuotas => Of("此渠道没有配额规则", "This channel has no quota rules");
    public string NeverYet => Of("从未", "never");
    public string OwnLimit => Of("品牌自设上限", "The brand's own limit");
    public string BaseUrl => Of("接口地址", "API address");
    public string CheckNow => Of("逐项检查", "Check step by step");
    public string Checking => Of("正在检查…", "Checking…");
    public string CheckFound => Of("检查结果", "What was found");
    public string ShowGroups => Of("查看社群", "Show groups");
    public string Reconciliations => Of("群名单核对", "Roster comparisons");
    public string NoReconciliations => Of("还没有核对过；每晚自动核对一次。", "None yet; every night does one.");
    public string ReconcileNow => Of("立即核对群名单", "Compare rosters now");
    public string StartedAt => Of("开始", "Started");
    public string Cause => Of("起因", "Cause");
    public string GroupsCompared => Of("已核对群数", "Groups compared");
    public string GroupsRepaired => Of("修复群数", "Groups repaired");
    public string MembersRepaired => Of("修复成员", "Members repaired");
    public string Unreadable => Of("读取失败", "Unreadable");

    public string ChannelName(string channel) => channel switch
    {
        "wecom" or "" => Of("企业微信", "WeCom"),
        "telegram" => "Telegram",
        _ => channel,
    };

    public string ArchiveMode(string mode) => mode switch
    {
        "none" or "" => Of("未启用", "off"),
        "corp-owned-sdk" => Of("企业自有 SDK", "corp-owned SDK"),
        "data-zone" => Of("数据专区", "data zone"),
        "simulator" => Of("模拟器", "simulator"),
        _ => mode,
    };

    public string HealthName(string level) => level switch
    {
        "fine" => Of("正常", "Well"),
        "slow" => Of("需留意", "Look at it"),
        _ => Of("需处理", "Act now"),
    };

    public string ReconciliationCause(string cause) => cause switch
    {
        "nightly" => Of("每晚", "nightly"),
        "asked" => Of("人工", "asked for"),
        _ => cause,
    };

    public string ReconciliationState(string state) => state switch
    {
        "running" => Of("进行中", "running"),
        "done" => Of("完成", "done"),
        "failed" => Of("失败", "failed"),
        _ => state,
    };

    public string CheckOutcome(string outcome) => outcome switch
    {
        "ok" => Of("通过", "ok"),
        "warning" => Of("留意", "warning"),
        "failed" => Of("未通过", "failed"),
        "skipped" => Of("跳过", "skipped"),
        _ => outcome,
    };

    public string CheckStepName(string step) => step switch
    {
        "settings" => Of("配置", "Settings"),
        "credentials" => Of("凭证", "Credentials"),
        "groups" => Of("客户群", "Groups"),
        "roster" => Of("群名单", "Roster"),
        "callbacks" => Of("回调", "Callbacks"),
        "archive" => Of("消息存档", "Archive"),
        _ => step,
    };

    public string QuotaScope(string scope) => scope switch
    {
        "corp-api" => Of("企业接口调用", "API calls of the corp"),
        "app-member" => Of("应用消息（每员工）", "App messages to one employee"),
        "app-day" => Of("应用消息（每应用）", "App messages of the app"),
        "group-broadcast" => Of("每群群发", "Broadcasts to one group"),
        "customer-broadcast" => Of("每客户群发", "Broadcasts to one customer"),
        "task-remind" => Of("每任务提醒", "Reminders of one task"),
        "group-transfer" => Of("每群转让", "Hand-overs of one group"),
        "customer-transfer" => Of("每客户转接", "Hand-overs of one customer"),
        "owner-transfer" => Of("每群主转出", "Groups of one owner handed over"),
        "chat-send" => Of("每群消息", "Messages into one group"),
        "bot-send" => Of("机器人消息", "Messages of the bot"),
        _ => scope,
    };

    public string QuotaSpan(string span) => span switch
    {
        "second" => Of("每秒", "a second"),
        "minute" => Of("每分钟", "a minute"),
        "hour" => Of("每小时", "an hour"),
        "day" => Of("每天", "a day"),
        "week" => Of("每周", "a week"),
        "month" => Of("每月", "a month"),
        "24h" => Of("24 小时内", "in 24 hours"),
        "90d" => Of("90 天内", "in 90 days"),
        "circuit" => Of("熔断", "closed by the channel"),
        _ => span,
    };

    public string ClosedUntil(string moment) => Of($"渠道已限流，{moment} 恢复", $"the channel refuses until {moment}");

    public string ResetsAt(string moment) => Of($"{moment} 重置", $"resets {moment}");

    public string Waiting(long count) => Of($"积压 {Number(count)}", $"{Number(count)} waiting");

    /// <summary>What to do about an account's last error, by its class.</summary>
    public string Mend(string mend) => mend switch
    {
        "credentials" => Of("核对应用的 corp_id 和 secret；更换过 secret 请重新连接账号。", "Compare corp_id and secret with the app's page; after a new secret connect the account again."),
        "address" => Of("在应用的“企业可信 IP”中加入本服务器的出口地址。", "Add this server's outgoing address to the app's list of trusted addresses."),
        "frequency" => Of("渠道限流，到点自动恢复，无需操作。持续出现请降低群发频率。", "The channel's frequency limit: it opens by itself. If it stays, send less often."),
        "permission" => Of("在 客户联系 → 客户 → API 中把应用加入“可调用接口的应用”，并检查可见范围。", "Add the app under 客户联系 → 客户 → API, and see whether its visible range holds the groups' owners."),
        "archive" => Of("核对会话内容存档的 secret、公钥版本和可信 IP。", "Compare the archive's secret, key version and trusted addresses."),
        "transient" => Of("渠道繁忙或无法连接，系统会自动重试。超过 10 分钟请检查网络。", "The channel is busy or unreachable; it is tried again by itself. After 10 minutes look at the network."),
        _ => Of("点“逐项检查”，按提示处理。", "Press “Check step by step” and follow what it says."),
    };
}
