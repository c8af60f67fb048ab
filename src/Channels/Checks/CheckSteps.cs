using System.Globalization;
using Steward.Channels.Accounts;
using Steward.Channels.WeCom;
using Steward.Contracts.Channels.V1;
using Account = Steward.Channels.Accounts.Account;

namespace Steward.Channels.Checks;

/// <summary>What each finding means and how to mend it. Menus are named as WeCom's console spells them.</summary>
internal static class CheckSteps
{
    private static readonly TimeSpan QuietDay = TimeSpan.FromHours(24);
    private static readonly TimeSpan ReadLately = TimeSpan.FromMinutes(5);

    public static CheckStep Ok(string name, string found) => Of(name, "ok", found, "");

    public static CheckStep Failed(string name, string found, string mend) => Of(name, "failed", found, mend);

    public static CheckStep Groups(int? count, WeComFailure? failure) => (count, failure) switch
    {
        (_, { Class: FailureClass.Permission }) => Failed("groups", $"{failure}", "管理后台 → 客户联系 → 客户 → API → 可调用接口的应用: add the app there; its visible range must hold the groups' owners."),
        (_, { Code: 81017 }) => Failed("groups", $"{failure}", "The app sees more than 1,000 owners: narrow its visible range to the employees who own this brand's groups."),
        (_, { }) => Failed("groups", $"{failure}", "Try again; if it stays, show this to WeCom's support."),
        (0, _) => Of("groups", "warning", "no customer group is visible", "Put the owners of this brand's groups into the app's visible range."),
        _ => Ok("groups", string.Create(CultureInfo.InvariantCulture, $"{count} customer groups visible")),
    };

    public static CheckStep Roster(int? members, WeComFailure? failure) => failure is null
        ? Ok("roster", string.Create(CultureInfo.InvariantCulture, $"the first group's roster has {members} members"))
        : Failed("roster", $"{failure}", "The group's owner must be in the app's visible range and have the customer-contact function (客户联系 → 权限配置).");

    public static CheckStep Callbacks(Account account, AccountSeen seen, DateTimeOffset now)
    {
        var address = account.Channel == "wecom"
            ? $"Enter <gateway>/callbacks/{account.Channel}/{account.Id} with this account's token and key at 应用 → 接收消息 → 设置API接收, and tick 客户联系 events."
            : $"Set the webhook to <gateway>/callbacks/{account.Channel}/{account.Id} with this account's secret token.";
        return seen switch
        {
            { CallbackAt: null } => Of("callbacks", "warning", "none has ever arrived", address),
            { CallbackAt: { } at } when now - at > QuietDay => Of("callbacks", "warning", $"the last came {at:u}", $"Quiet for more than a day. {address}"),
            { Waiting: > 1000 } => Of("callbacks", "warning", string.Create(CultureInfo.InvariantCulture, $"{seen.Waiting} wait to be worked off"), "See whether Channels and the broker are well; nothing is lost meanwhile."),
            _ => Ok("callbacks", string.Create(CultureInfo.InvariantCulture, $"{seen.Callbacks} so far, the last {seen.CallbackAt:u}")),
        };
    }

    public static CheckStep Archive(Account account, AccountSeen seen, DateTimeOffset now) => (account.Reads, seen) switch
    {
        (false, _) => Of("archive", "skipped", $"mode {account.Archive.Text()}: messages are not read", ""),
        (_, { LastError.Length: > 0 }) => Failed("archive", seen.LastError, "管理工具 → 会话内容存档: compare the secret, the trusted addresses and the public key's version with this account's."),
        (_, { ReadAt: { } at }) when now - at <= ReadLately => Ok("archive", $"read {at:u}"),
        (_, { ReadAt: null }) => Of("archive", "warning", "not read yet", "Wait a minute and check again."),
        _ => Of("archive", "warning", $"last read {seen.ReadAt:u}", "Nothing new since, or the reader is stuck: see the Channels service's log."),
    };

    private static CheckStep Of(string name, string outcome, string found, string mend) => new() { Name = name, Outcome = outcome, Found = found, Mend = mend };
}
