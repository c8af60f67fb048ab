namespace Steward.Console.Language;

/// <summary>Texts of the page of channel accounts.</summary>
internal sealed partial class Texts
{
    public string NoAccounts => Of("还没有渠道账号", "No channel accounts yet");
    public string NoAccountsHint => Of("由管理员用 platformctl channels connect 连接企业微信应用或 Telegram 机器人。", "An administrator connects a WeCom app or a Telegram bot with platformctl channels connect.");
    public string AdminsSeeHealth => Of("账号健康状况由管理员查看；您可以看到配额用量。", "Administrators see the health of accounts; you can see the quotas.");
    public string Health => Of("健康状况", "Health");
    public string ArchiveLabel => Of("消息存档", "Archive");
    public string ArchiveRead => Of("存档读取", "Archive read");
    public string NewestMessage => Of("最新消息", "Newest message");
    public string ArchivePosition => Of("存档位置", "Archive position");
    public string Undecryptable => Of("无法解密", "Cannot be opened");
    public string UndecryptableHint => Of("补上缺少的私钥版本后重新连接账号，消息会自动补读。", "Connect the account again with the private key version that is missing; the messages are read then.");
    public string Reopened => Of("补钥后读出", "Read with a later key");
    public string ReopenedHint => Of("当时无法解密，补上私钥后已读出，没有丢失。", "They could not be opened when they came; their key came later, and nothing of them is lost.");
    public string QuotaLabel => Of("配额", "Quota");
    public string Subject => Of("对象", "Of what");
    public string Used => Of("已用", "Used");
    public string Limit => Of("上限", "Limit");
    public string ResetsLabel => Of("重置时间", "Resets");
    public string ClosedLabel => Of("限流至", "Closed until");
    public string CheckStep => Of("检查项", "Step");
    public string WhatToDoLabel => Of("怎么办", "What to do");
    public string FinishedAt => Of("结束", "Finished");
    public string GroupsListed => Of("渠道列出群数", "Groups listed");
    public string MembersAdded => Of("补上成员", "Members added");
    public string MembersRemoved => Of("去掉成员", "Members removed");
    public string LastCallback => Of("最近回调", "Last callback");
    public string CallbacksAccepted => Of("已收回调", "Callbacks");
    public string CallbacksWaiting => Of("积压回调", "Waiting callbacks");
    public string TokenAge => Of("令牌", "Token");
    public string TokenGiven => Of("令牌获取", "Token given");
    public string TokenNone => Of("尚未获取", "none yet");
    public string TokenNotNeeded => Of("不需要", "not needed");
    public string OldestCallback => Of("最久积压", "Oldest waiting");
    public string LastError => Of("最近错误", "Last error");
    public string WhatToDo => Of("怎么办：", "What to do: ");
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

    public string ChannelName(string channel) => Words(_ => "").Channel(channel);

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
        "privacy" => Of("隐私模式", "Privacy mode"),
        "updates" => Of("接收更新", "Updates"),
        "rights" => Of("群内权限", "Rights in groups"),
        _ => step,
    };

    public string QuotaScope(string scope) => Words(_ => "").QuotaScope(scope);

    public string QuotaSpan(string span) => Words(_ => "").QuotaSpan(span);

    /// <summary>How long a token counts still, or that it is over: the next call asks for a new one.</summary>
    public string TokenUntil(string moment, bool over) => over ? Of($"{moment} 已到期，下次调用时自动更新", $"ended {moment}; the next call asks for a new one") : Of($"{moment} 到期", $"counts until {moment}");

    public string UndecryptableCount(long count) => Of($"{Number(count)} 条无法解密", $"{Number(count)} cannot be opened");

    public string ReopenedCount(long count) => Of($"补读 {Number(count)} 条", $"{Number(count)} read later");

    public string TokenRefused(string moment) => Of($"{moment} 被拒绝", $"refused {moment}");

    public string ClosedUntil(string moment) => Of($"渠道已限流，{moment} 恢复", $"the channel refuses until {moment}");

    public string ResetsAt(string moment) => Of($"{moment} 重置", $"resets {moment}");

    public string Waiting(long count) => Of($"积压 {Number(count)}", $"{Number(count)} waiting");

    /// <summary>What to do about an account's last error, by its class.</summary>
    public string Mend(string mend) => mend switch
    {
        "credentials" => Of("核对应用的 corp_id 和 secret；更换过 secret 请重新连接账号。", "Compare corp_id and secret with the app's page; after a new secret connect the account again."),
        "address" => Of("在应用的“企业可信 IP”中加入本服务器的出口地址。", "Add this server's outgoing address to the app's list of trusted addresses."),
        "frequency" => Of("渠道限流，到点自动恢复，无需操作。持续出现请降低群发频率。", "The channel's frequency limit: it opens by itself. If it stays, send less often."),
        "permission" => Of("在 客户联系 → 客户 → API 中把应用加入“可调用接口的应用”，并检查可见范围。", "Add the app under Customer Contact → Customer → API in the corp's console, and see whether its visible range holds the groups' owners."),
        "archive" => Of("核对会话内容存档的 secret、公钥版本和可信 IP。", "Compare the archive's secret, key version and trusted addresses."),
        "transient" => Of("渠道繁忙或无法连接，系统会自动重试。超过 10 分钟请检查网络。", "The channel is busy or unreachable; it is tried again by itself. After 10 minutes look at the network."),
        _ => Of("点“逐项检查”，按提示处理。", "Press “Check step by step” and follow what it says."),
    };
}
