using System.Globalization;
using Steward.Channels.Accounts;
using Steward.Channels.WeCom;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Words;
using Account = Steward.Channels.Accounts.Account;

namespace Steward.Channels.Checks;

/// <summary>What each finding means. The words, in which it also says how to mend it, are <see cref="ReasonWords"/>'.</summary>
internal static class CheckSteps
{
    private static readonly TimeSpan QuietDay = TimeSpan.FromHours(24);
    private static readonly TimeSpan ReadLately = TimeSpan.FromMinutes(5);
    private static readonly ReasonWords English = new(chinese: false, at => at.ToString("u", CultureInfo.InvariantCulture));

    public static CheckStep Ok(string name, string code, params (string Name, string Value)[] arguments) => Of(name, "ok", code, arguments);

    public static CheckStep Warning(string name, string code, params (string Name, string Value)[] arguments) => Of(name, "warning", code, arguments);

    public static CheckStep Failed(string name, string code, params (string Name, string Value)[] arguments) => Of(name, "failed", code, arguments);

    public static CheckStep Groups(int? count, WeComFailure? failure) => (count, failure) switch
    {
        (_, { Class: FailureClass.Permission }) => Failed("groups", CheckCodes.GroupsForbidden, ("words", $"{failure}")),
        (_, { Code: 81017 }) => Failed("groups", CheckCodes.GroupsTooMany, ("words", $"{failure}")),
        (_, { }) => Failed("groups", CheckCodes.GroupsUnread, ("words", $"{failure}")),
        (0, _) => Warning("groups", CheckCodes.GroupsNone),
        _ => Ok("groups", CheckCodes.GroupsFine, ("count", Number(count ?? 0))),
    };

    public static CheckStep Roster(int? members, WeComFailure? failure) => failure is null
        ? Ok("roster", CheckCodes.RosterFine, ("members", Number(members ?? 0)))
        : Failed("roster", CheckCodes.RosterUnread, ("words", $"{failure}"));

    public static CheckStep Callbacks(Account account, AccountSeen seen, DateTimeOffset now)
    {
        var (channel, path) = (("channel", account.Channel), ("path", $"/callbacks/{account.Channel}/{account.Id}"));
        return seen switch
        {
            { CallbackAt: null } => Warning("callbacks", CheckCodes.CallbacksNever, channel, path),
            { CallbackAt: { } at } when now - at > QuietDay => Warning("callbacks", CheckCodes.CallbacksQuiet, channel, path, At(at)),
            { Waiting: > 1000 } => Warning("callbacks", CheckCodes.CallbacksWaiting, ("count", Number(seen.Waiting))),
            { CallbackAt: { } last } => Ok("callbacks", CheckCodes.CallbacksFine, ("count", Number(seen.Callbacks)), At(last)),
        };
    }

    public static CheckStep Archive(Account account, AccountSeen seen, DateTimeOffset now) => (account.Reads, seen) switch
    {
        (false, _) => Of("archive", "skipped", CheckCodes.ArchiveOff, [("mode", account.Archive.Text())]),
        (_, { LastError.Length: > 0 }) => Failed("archive", CheckCodes.ArchiveFailed, ("words", seen.LastError)),
        (_, { ReadAt: null }) => Warning("archive", CheckCodes.ArchiveNotYet),
        (_, { ReadAt: { } at }) => now - at <= ReadLately ? Ok("archive", CheckCodes.ArchiveFine, At(at)) : Warning("archive", CheckCodes.ArchiveStale, At(at)),
    };

    public static (string Name, string Value) At(DateTimeOffset at) => ("at", at.ToString("O", CultureInfo.InvariantCulture));

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static CheckStep Of(string name, string outcome, string code, (string Name, string Value)[] arguments)
    {
        var step = new CheckStep { Name = name, Outcome = outcome, Why = new Reason { Code = code } };
        foreach (var (argument, value) in arguments) { step.Why.Arguments[argument] = value; }

        (step.Found, step.Mend) = (English.Found(step), English.Mend(step));
        return step;
    }
}
