using System.Globalization;
using System.Text.RegularExpressions;
using Steward.Contracts.Channels.V1;

namespace Steward.Contracts.Words;

/// <summary>
/// The ledger's sentences as codes with arguments, for whoever speaks another language. One table says how each sentence is built; a sentence that is not in it has no
/// code and is shown as it is. The sentences stay where they are written, so that the ledger can be read without any program. Services that keep a sentence of the ledger
/// (the calendar, the inbox) say its code as the ledger does.
/// </summary>
public static partial class Reasons
{
    private const string Moment = "yyyy-MM-dd HH:mm:ss";

    /// <summary>The ledger writes moments by Shanghai's clock, which is WeCom's, and says so.</summary>
    private static readonly TimeSpan LedgerOffset = TimeSpan.FromHours(8);

    /// <summary>Codes and how their sentences are built; the first that fits counts, so the particular stands before the general.</summary>
    public static IReadOnlyList<(string Code, string Sentence)> Table { get; } =
    [
        (ReasonCodes.QuotaUsedUp, "the quota {scope} of this {span} is used up ({used} of {limit}); it opens at {at} (+08:00)"),
        (ReasonCodes.QuotaNever, "the quota {scope} of this {span} is used up ({used} of {limit}); nothing opens it"),
        (ReasonCodes.ChannelClosed, "the channel has closed {subject} until {at} (+08:00)"),
        (ReasonCodes.QuietHours, "nobody is disturbed at this hour"),
        (ReasonCodes.GroupOptedOut, "the group has asked to get nothing"),
        (ReasonCodes.PersonOptedOut, "the person has asked to get nothing"),
        (ReasonCodes.CancelledBecause, "cancelled by {by}: {words}"),
        (ReasonCodes.Cancelled, "cancelled by {by}"),
        (ReasonCodes.DoneBy, "{by} says that it is done"),
        (ReasonCodes.ImpossibleBecause, "{by} says that it cannot be done: {words}"),
        (ReasonCodes.Impossible, "{by} says that it cannot be done"),
        (ReasonCodes.NotDoneYet, "nobody has done it yet"),
        (ReasonCodes.NotDoneInTime, "nobody did it before its deadline"),
        (ReasonCodes.Observed, "observed at the channel"),
        (ReasonCodes.LookedUp, "the channel was asked"),
        (ReasonCodes.NoCall, "the channel has no call for it"),
        (ReasonCodes.NoCall, "WeCom has no call for it"),
        (ReasonCodes.NoCall, "Telegram has no call for it"),
        (ReasonCodes.NoWay, "{channel} has no such thing, not even by hand"),
        (ReasonCodes.NotSaidSent, "the channel did not say whether it was sent, and cannot be asked: look into the group before sending it again"),
        (ReasonCodes.NotSaid, "the channel did not say whether it was done, and cannot be asked"),
        (ReasonCodes.NotSaidKind, "the channel did not say whether this {kind} was done, and cannot be asked"),
        (ReasonCodes.JoinWayLost, "WeCom did not say whether it made the join way with the state {state}, and shows it to nobody: make one in its admin page, or ask anew; if there is one, nobody has its code"),
        (ReasonCodes.PersonAsked, "a person was asked to look"),
        (ReasonCodes.TurnMissed, "its turn was over before a call was free; it was not called"),
        (ReasonCodes.TurnMissed, "others took too long: its turn comes again"),
        (ReasonCodes.ActMissing, "the ledger lacks what it is about"),
        (ReasonCodes.NothingLeft, "nothing is left that could do it"),
        (ReasonCodes.CommandUnknown, "there is no such command"),
        (ReasonCodes.NothingWaits, "nobody's confirmation is waited for"),
        (ReasonCodes.RemindedEnough, "WeCom counts three reminders within 24 hours"),
        (ReasonCodes.DeadlinePassed, "its deadline passed before it could be done"),
        (ReasonCodes.DeadlinePassed, "its deadline had passed when it arrived"),
        (ReasonCodes.NotConfirmedOpen, "not confirmed within {hours} hours, and not stopped: the employee may still confirm it in their telephone"),
        (ReasonCodes.NotConfirmed, "not confirmed within {hours} hours"),
        (ReasonCodes.GivenUpBecause, "given up by {by}: {words}; the employee may still confirm it in their telephone"),
        (ReasonCodes.GivenUp, "given up by {by}; the employee may still confirm it in their telephone"),
        (ReasonCodes.ConfirmedLate, "the employee confirmed it after it had ended"),
        (ReasonCodes.Stopped, "stopped at the channel before anybody confirmed it"),
        (ReasonCodes.NotStoppable, "the channel cannot stop what it has taken"),
        (ReasonCodes.WatchEnded, "nobody looks any more whether the employee confirms it"),
        (ReasonCodes.AccountUnknown, "the account is not connected"),
        (ReasonCodes.GroupUnknown, "Channels does not know this group"),
        (ReasonCodes.GroupUnknown, "Channels knows none of the groups"),
        (ReasonCodes.TargetAwaited, "no roster names the {what} of this act yet"),
        (ReasonCodes.TargetUnknown, "Channels does not know the {what} of this act"),
        (ReasonCodes.NoGroup, "no group is named"),
        (ReasonCodes.NoGroup, "no chat is named"),
        (ReasonCodes.NoMember, "no member is named"),
        (ReasonCodes.TextEmpty, "the text is empty"),
        (ReasonCodes.TextTooManyBytes, "the text is longer than WeCom's {most} bytes"),
        (ReasonCodes.TextTooLong, "the text is longer than {most} characters"),
        (ReasonCodes.TextTooLong, "a text has 1 to {most} characters"),
        (ReasonCodes.TextTooLong, "a text has 1 to {most} characters, its links included"),
        (ReasonCodes.CaptionTooLong, "beside a picture a text has at most {most} characters, its links included; shorten it, or leave the picture out"),
        (ReasonCodes.PictureMissing, "the brand has no picture {picture}"),
        (ReasonCodes.PictureMissing, "the picture {picture} is not here"),
        (ReasonCodes.AttachmentWrong, "what goes along is not right: {words}"),
        (ReasonCodes.KindUnknown, "there is no kind of act {kind}"),
        (ReasonCodes.FoundInList, "WeCom's list has it as {id}"),
        (ReasonCodes.NotInList, "WeCom's list does not have it"),
        (ReasonCodes.NotSentToGroup, "WeCom does not send it to this group (its monthly quota, or the owner changed)"),
        (ReasonCodes.NotDelivered, "WeCom did not deliver it (left, or got another broadcast)"),
        (ReasonCodes.NotSentToCustomer, "WeCom does not send it to this customer: nobody's contact, or enough broadcasts this month"),
        (ReasonCodes.CustomerGone, "the customer is nobody's contact any more"),
        (ReasonCodes.CustomerFull, "the customer has got as many broadcasts as WeCom permits"),
        (ReasonCodes.CustomerRefused, "the customer refused the hand-over"),
        (ReasonCodes.TooManyCustomers, "the new employee has too many customers"),
        (ReasonCodes.CustomerStays, "WeCom does not hand this customer over"),
        (ReasonCodes.NoServant, "this employee does not serve the customer any more"),
        (ReasonCodes.EmployeeUnknown, "WeCom knows no {who}"),
        (ReasonCodes.NoLicence, "without a licence: {who}"),
        (ReasonCodes.MessageTooOld, "messages can be deleted within 48 hours"),
        (ReasonCodes.MessageForgotten, "Channels does not know Telegram's number of this message any more"),
        (ReasonCodes.ChatLimit, "Telegram's limit for this chat or bot"),
        (ReasonCodes.NotThere, "it has not happened"),
        (ReasonCodes.NotThere, "the channel does not have it"),
        (ReasonCodes.Unseen, "WeCom does not show it: {code} {words}"),
        (ReasonCodes.Unseen, "Telegram does not show the member: {code} {words}"),
        (ReasonCodes.BanStays, "removed, but the ban did not end yet: {code} {words}"),
        (ReasonCodes.BadAnswer, "the answer names no msgid"),
        (ReasonCodes.BadAnswer, "the answer names no group"),
        (ReasonCodes.BadAnswer, "the answer names no customer"),
        (ReasonCodes.BadAnswer, "the answer is not a JSON object"),
        (ReasonCodes.BadAnswer, "the answer is empty"),
        (ReasonCodes.BadAnswer, "the answer is not the JSON that WeCom documents"),
        (ReasonCodes.BadAnswer, "{code} HTTP {status} without the JSON that Telegram documents"),
        (ReasonCodes.BadAnswer, "HTTP {status}"),
        (ReasonCodes.ArchiveLost, "archive: messages from {from} to {to} UTC are lost: nothing was read for longer than the five days that the channel keeps them"),
        (ReasonCodes.ApiClosed, "45009 {api} is closed until {time} UTC because its frequency limit was reached"),
        (ReasonCodes.ApiFull, "all calls of {api} that WeCom permits are used until {time} UTC; it was not called"),
        (ReasonCodes.NoAnswer, "no answer within {seconds} s"),
        (ReasonCodes.NoAnswer, "no answer in time"),
        (ReasonCodes.NoConnection, "connection: {words}"),
        (ReasonCodes.Missed, "missed"),
        (ReasonCodes.HeldBack, "held back: the compliance check found what may not go out; change the text, or let a lead let it go"),
        (ReasonCodes.Unchecked, "not sent yet: the compliance check does not answer, and nothing goes out unchecked; it is tried again"),
        (ReasonCodes.UncheckedTooLong, "held back: the compliance check did not answer before it was too late; plan it for another time"),
        (ReasonCodes.Refused, "{channel} refuses: {code} {words}"),
        (ReasonCodes.Refused, "{channel} refuses ({code} {words})."),
        (ReasonCodes.Refused, "{channel} does not understand the call ({code} {words})."),
        (ReasonCodes.ApiClosed, "{api} is closed until {time} UTC because its frequency limit was reached"),
        (ReasonCodes.ChannelSays, "{code} {words}"),
    ];

    private static readonly (string Code, Regex Form)[] Forms = [.. Table.Select(row => (row.Code, FormOf(row.Sentence)))];

    /// <summary>Null when there is no sentence, or none that the table knows.</summary>
    public static Reason? Of(string sentence)
    {
        if (sentence.Length == 0) { return null; }

        if (Block().Match(sentence) is { Success: true } block) { return Within(block.Groups["rest"].Value, ("groups", block.Groups["groups"].Value)); }

        foreach (var (code, form) in Forms)
        {
            if (form.Match(sentence) is not { Success: true } match) { continue; }

            // What never came to an answer has no code of the channel: its own sentence says more.
            if (match.Groups["code"].Value == "0" && Of(match.Groups["words"].Value) is { } own) { return own; }

            return ToReason(code, match);
        }

        return Part().Match(sentence) is { Success: true } part ? Within(part.Groups["rest"].Value, ("part", part.Groups["part"].Value)) : null;
    }

    private static Reason? Within(string rest, (string Name, string Value) argument)
    {
        var reason = Of(rest);
        if (reason is not null && argument.Value.Length > 0) { reason.Arguments[argument.Name] = argument.Value; }

        return reason;
    }

    private static Reason ToReason(string code, Match match)
    {
        var reason = new Reason { Code = code };
        foreach (var group in match.Groups.Cast<Group>().Where(group => !char.IsAsciiDigit(group.Name[0])))
        {
            reason.Arguments[group.Name] = group.Name switch
            {
                "at" when DateTime.TryParseExact(group.Value, Moment, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) =>
                    new DateTimeOffset(local, LedgerOffset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
                "channel" => group.Value.ToLowerInvariant(),
                _ => group.Value,
            };
        }

        return reason;
    }

    // Everything stands for itself but the names in braces. Numbers of a channel are numbers, so that a sentence that begins with a word is none.
    private static Regex FormOf(string sentence) => new(
        "^" + Hole().Replace(Regex.Escape(sentence).Replace("}", "\\}", StringComparison.Ordinal), hole => hole.Groups[1].Value switch
        {
            "code" => @"(?<code>-?\d+)",
            "channel" => @"(?<channel>\w+)",
            var name => $"(?<{name}>.+?)",
        }) + "$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);

    [GeneratedRegex(@"^(?:quota|quiet|consent)(?:, (?<groups>\d+) groups)?: (?<rest>.+)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^(?<part>archive|updates|reconciliation): (?<rest>.+)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Part();

    [GeneratedRegex(@"\\\{(\w+)\\\}")]
    private static partial Regex Hole();
}
