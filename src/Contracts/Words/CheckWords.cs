using Steward.Contracts.Channels.V1;
using Code = Steward.Contracts.Words.CheckCodes;

namespace Steward.Contracts.Words;

// What the step-by-step check of an account says. Menus are named as the channel's own console spells them.
public sealed partial class ReasonWords
{
    private string? FoundWords(Reason? why) => why?.Code switch
    {
        Code.SettingsWrong => Say($"{A(why, "field")} 有误：{A(why, "words")}", A(why, "words")),
        Code.SettingsFine => Say("完整，格式正确", "complete and well-formed"),
        Code.CredentialsFine => Say($"{A(why, "who")} 已通过验证", $"accepted for {A(why, "who")}"),
        Code.GroupsNone => Say("看不到任何客户群", "no customer group is visible"),
        Code.GroupsFine => Say($"可见 {A(why, "count")} 个客户群", $"{A(why, "count")} customer groups visible"),
        Code.RosterFine => Say($"第一个群的名单有 {A(why, "members")} 人", $"the first group's roster has {A(why, "members")} members"),
        Code.CallbacksNever => Say("从未收到", "none has ever arrived"),
        Code.CallbacksQuiet => Say($"最近一次是 {At(why)}，已超过一天", $"the last came {At(why)}, more than a day ago"),
        Code.CallbacksWaiting => Say($"积压 {A(why, "count")} 条未处理", $"{A(why, "count")} wait to be worked off"),
        Code.CallbacksFine => Say($"累计 {A(why, "count")} 条，最近 {At(why)}", $"{A(why, "count")} so far, the last {At(why)}"),
        Code.ArchiveOff => Say($"模式 {A(why, "mode")}：不读取消息", $"mode {A(why, "mode")}: messages are not read"),
        Code.ArchiveNotYet => Say("还没有读取过", "not read yet"),
        Code.ArchiveStale => Say($"最近读取 {At(why)}", $"last read {At(why)}"),
        Code.ArchiveFine => Say($"已读取，{At(why)}", $"read {At(why)}"),
        Code.PrivacyOn => Say("隐私模式开启：不是管理员的群里只能收到命令和 @ 消息", "privacy mode is on: where the bot is no administrator it hears only commands and mentions"),
        Code.PrivacyFine => Say("隐私模式已关闭，可收到全部消息", "privacy mode is off: the bot hears everything"),
        Code.UpdatesElsewhere when A(why, "address").Length == 0 => Say("没有设置 webhook", "no webhook is set"),
        Code.UpdatesElsewhere => Say($"webhook 指向别处：{A(why, "address")}", $"the webhook leads elsewhere: {A(why, "address")}"),
        Code.UpdatesPushed => Say($"账号用轮询，却设置了 webhook：{A(why, "address")}", $"the account polls, but a webhook is set: {A(why, "address")}"),
        Code.UpdatesFailing => Say($"Telegram 推送失败（{At(why)}）：{A(why, "words")}；待推送 {A(why, "count")} 条", $"Telegram could not deliver ({At(why)}): {A(why, "words")}; {A(why, "count")} wait"),
        Code.UpdatesWaiting => Say($"{A(why, "count")} 条更新等待接收", $"{A(why, "count")} updates wait"),
        Code.UpdatesWithoutMembers => Say("没有订阅 chat_member：收不到进群和退群", "chat_member is not asked for: who joins and leaves is not told"),
        Code.UpdatesFine => Say($"{(A(why, "way") == "webhook" ? "webhook" : "轮询")}正常，等待 {A(why, "count")} 条", $"by {A(why, "way")}, {A(why, "count")} wait"),
        Code.RightsNoGroup => Say("机器人还没有加入任何群", "the bot is in no group yet"),
        Code.RightsMissing => Say(
            $"查看的 {A(why, "of")} 个群里有 {A(why, "count")} 个缺少权限（{Rights(why)}）：{A(why, "names")}",
            $"in {A(why, "count")} of {A(why, "of")} groups looked at the bot lacks {Rights(why)}: {A(why, "names")}"),
        Code.RightsFine => Say($"查看的 {A(why, "count")} 个群权限齐全", $"all rights in {A(why, "count")} groups looked at"),
        Code.CredentialsRefused or Code.GroupsForbidden or Code.GroupsTooMany or Code.GroupsUnread or Code.RosterUnread or Code.ArchiveFailed or Code.UpdatesUnread or Code.RightsUnread => A(why, "words"),
        _ => null,
    };

    private string Rights(Reason why) => string.Join(Say("、", ", "), A(why, "missing").Split(", ").Select(right => right switch
    {
        "administrator" => Say("管理员身份", "the role of an administrator"),
        "can_delete_messages" => Say("删除消息", "“Delete messages”"),
        "can_restrict_members" => Say("封禁用户", "“Ban users”"),
        _ => right,
    }));

    private string? MendWords(Reason? why) => why?.Code switch
    {
        Code.SettingsWrong => Say($"用正确的 {A(why, "field")} 重新连接账号。", $"Connect the account again with a right {A(why, "field")}."),
        Code.CredentialsRefused when A(why, "channel") == "telegram" => Say("在 BotFather 核对令牌（/token），用新令牌重新连接账号。", "Compare the token with BotFather (/token) and connect the account again with the right one."),
        Code.CredentialsRefused => Say(
            "核对应用页面上的 Secret，并把本服务器的出口地址加入“企业可信 IP”。",
            "Compare the secret with the app's page in the channel's console, and this server's address with its list of trusted addresses."),
        Code.GroupsForbidden => Say(
            "管理后台 → 客户联系 → 客户 → API → 可调用接口的应用：加入此应用；可见范围须包含群主。",
            "管理后台 → 客户联系 → 客户 → API → 可调用接口的应用: add the app there; its visible range must hold the groups' owners."),
        Code.GroupsTooMany => Say("应用可见的群主超过 1,000 人：把可见范围缩小到本品牌的群主。", "The app sees more than 1,000 owners: narrow its visible range to the employees who own this brand's groups."),
        Code.GroupsUnread => Say("再试一次；仍失败请把此信息交给企业微信客服。", "Try again; if it stays, show this to WeCom's support."),
        Code.GroupsNone => Say("把本品牌的群主加入应用的可见范围。", "Put the owners of this brand's groups into the app's visible range."),
        Code.RosterUnread => Say(
            "群主须在应用可见范围内，并有客户联系功能（客户联系 → 权限配置）。",
            "The group's owner must be in the app's visible range and have the customer-contact function (客户联系 → 权限配置)."),
        Code.CallbacksNever or Code.CallbacksQuiet when A(why, "channel") == "telegram" => Say(
            "机器人收到第一条消息后会自动出现；若一直没有，看“接收更新”一步。", "They come with the first message that the bot hears; if none does, see the step “updates”."),
        Code.CallbacksNever or Code.CallbacksQuiet => Say(
            $"在 应用 → 接收消息 → 设置API接收 填入 <网关地址>{A(why, "path")} 以及此账号的 Token 和 EncodingAESKey，并勾选“客户联系”事件。",
            $"Enter <gateway>{A(why, "path")} with this account's token and key at 应用 → 接收消息 → 设置API接收, and tick 客户联系 events."),
        Code.CallbacksWaiting => Say("检查 Channels 服务和消息队列是否正常；数据不会丢失。", "See whether Channels and the broker are well; nothing is lost meanwhile."),
        Code.ArchiveFailed => Say("管理工具 → 会话内容存档：核对 Secret、可信 IP 和公钥版本。", "管理工具 → 会话内容存档: compare the secret, the trusted addresses and the public key's version with this account's."),
        Code.ArchiveNotYet => Say("一分钟后再检查。", "Wait a minute and check again."),
        Code.ArchiveStale => Say("此后没有新消息，或读取停住：查看 Channels 服务的日志。", "Nothing new since, or the reader is stuck: see the Channels service's log."),
        Code.PrivacyOn => Say(
            "BotFather → /setprivacy → Disable，然后把机器人移出再拉进群；或在每个群设为管理员。",
            "BotFather → /setprivacy → Disable, then take the bot out of its groups and in again; or make it an administrator of each."),
        Code.UpdatesUnread or Code.RightsUnread => Say("再检查一次；仍失败请检查到 Telegram 的网络。", "Check again; if it stays, look at the network to Telegram."),
        Code.UpdatesElsewhere => Say(
            $"五分钟内会自动改为 {A(why, "wanted")}；若又变回去，有别的程序在用这个令牌：在 BotFather 换令牌。",
            $"It is set to {A(why, "wanted")} within five minutes by itself; if it changes back, another program uses this token: renew it with BotFather."),
        Code.UpdatesPushed => Say("会自动删除；若又出现，有别的程序在用这个令牌：在 BotFather 换令牌。", "It is removed by itself; if it comes back, another program uses this token: renew it with BotFather."),
        Code.UpdatesFailing => Say(
            "检查设置 Telegram:PublicUrl：须为 Telegram 能访问的 HTTPS 地址（端口 443、80、88 或 8443），并转到网关。",
            "See the setting Telegram:PublicUrl: it must be an HTTPS address that Telegram reaches (port 443, 80, 88 or 8443) and lead to the gateway."),
        Code.UpdatesWaiting => Say("稍后再检查；数量不降请检查 Channels 服务。", "Check again soon; if it does not fall, see whether Channels is well."),
        Code.UpdatesWithoutMembers => Say("重启 Channels 服务，会重新订阅；若又消失，有别的程序在用这个令牌。", "Start Channels again: it asks for them anew. If it changes back, another program uses this token."),
        Code.RightsNoGroup => Say("把机器人拉进群，并设为管理员。", "Add the bot to the groups and make it an administrator."),
        Code.RightsMissing => Say(
            "在这些群：群设置 → 管理员 → 选中机器人，打开“删除消息”和“封禁用户”。",
            "In these groups: settings → Administrators → the bot: switch on “Delete messages” and “Ban users”."),
        _ => null,
    };
}
