namespace Steward.Contracts.Words;

/// <summary>Every code of a <see cref="Channels.V1.Reason"/>, but those of the account check, which are in <see cref="CheckCodes"/>. A code is never renamed.</summary>
public static class ReasonCodes
{
    /// <summary>Arguments: scope, span, used, limit, at; groups when a part of the command is meant.</summary>
    public const string QuotaUsedUp = "quota-used-up";

    /// <summary>A limit of nothing. Arguments: scope, span, used, limit.</summary>
    public const string QuotaNever = "quota-never";

    /// <summary>The channel has refused for too many calls. Arguments: subject, at.</summary>
    public const string ChannelClosed = "channel-closed";

    /// <summary>Nobody is disturbed at this hour.</summary>
    public const string QuietHours = "quiet-hours";

    /// <summary>The group wants nothing any more.</summary>
    public const string GroupOptedOut = "group-opted-out";

    /// <summary>The person wants nothing any more.</summary>
    public const string PersonOptedOut = "person-opted-out";

    /// <summary>Arguments: by, an operator id.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Arguments: by, words (a person's own).</summary>
    public const string CancelledBecause = "cancelled-because";

    /// <summary>A person says that a task is done. Arguments: by.</summary>
    public const string DoneBy = "done-by";

    /// <summary>A person says that a task cannot be done. Arguments: by.</summary>
    public const string Impossible = "impossible";

    /// <summary>The same with a person's words. Arguments: by, words.</summary>
    public const string ImpossibleBecause = "impossible-because";

    /// <summary>A task is overdue.</summary>
    public const string NotDoneYet = "not-done-yet";

    /// <summary>A task has expired.</summary>
    public const string NotDoneInTime = "not-done-in-time";

    /// <summary>An event of the channel proves it.</summary>
    public const string Observed = "observed";

    /// <summary>An open outcome was settled by asking the channel.</summary>
    public const string LookedUp = "looked-up";

    /// <summary>The channel has no call for it: a person has to.</summary>
    public const string NoCall = "no-call";

    /// <summary>The channel cannot do it at all. Arguments: channel.</summary>
    public const string NoWay = "no-way";

    /// <summary>The outcome stays unknown.</summary>
    public const string NotSaid = "not-said";

    /// <summary>The same of a kind of act. Arguments: kind.</summary>
    public const string NotSaidKind = "not-said-kind";

    /// <summary>The same of a message into a group.</summary>
    public const string NotSaidSent = "not-said-sent";

    /// <summary>WeCom may have made a join way that it shows to nobody. Arguments: state.</summary>
    public const string JoinWayLost = "join-way-lost";

    /// <summary>Others took too long: the call was not made, and is made in its next turn.</summary>
    public const string TurnMissed = "turn-missed";

    /// <summary>The ledger lacks the rows that say what it is about.</summary>
    public const string ActMissing = "act-missing";

    /// <summary>There is neither a call nor a task that could still do it.</summary>
    public const string NothingLeft = "nothing-left";

    /// <summary>There is no such command.</summary>
    public const string CommandUnknown = "command-unknown";

    /// <summary>Nobody's confirmation of the command is waited for.</summary>
    public const string NothingWaits = "nothing-waits";

    /// <summary>WeCom counts three reminders within 24 hours.</summary>
    public const string RemindedEnough = "reminded-enough";

    /// <summary>A person was asked to look.</summary>
    public const string PersonAsked = "person-asked";

    /// <summary>It came, or its turn came, too late.</summary>
    public const string DeadlinePassed = "deadline-passed";

    /// <summary>No employee confirmed in time. Arguments: hours.</summary>
    public const string NotConfirmed = "not-confirmed";

    /// <summary>The same, and the channel did not stop it: the employee may still confirm. Arguments: hours.</summary>
    public const string NotConfirmedOpen = "not-confirmed-open";

    /// <summary>A person ended what the channel does not stop: the employee may still confirm. Arguments: by.</summary>
    public const string GivenUp = "given-up";

    /// <summary>The same with a person's words. Arguments: by, words.</summary>
    public const string GivenUpBecause = "given-up-because";

    /// <summary>The employee confirmed what the ledger had ended.</summary>
    public const string ConfirmedLate = "confirmed-late";

    /// <summary>It was stopped at the channel before anybody confirmed it.</summary>
    public const string Stopped = "stopped";

    /// <summary>The channel has no call that stops it.</summary>
    public const string NotStoppable = "not-stoppable";

    /// <summary>What had ended but might still be confirmed is not looked at any more.</summary>
    public const string WatchEnded = "watch-ended";

    /// <summary>The account is not connected.</summary>
    public const string AccountUnknown = "account-unknown";

    /// <summary>The group is not known, or gone.</summary>
    public const string GroupUnknown = "group-unknown";

    /// <summary>Arguments: what (group or member). A roster that names it is being read.</summary>
    public const string TargetAwaited = "target-awaited";

    /// <summary>Arguments: what (group, member, message, text, or an argument of the act).</summary>
    public const string TargetUnknown = "target-unknown";

    /// <summary>No group is named.</summary>
    public const string NoGroup = "no-group";

    /// <summary>No member is named.</summary>
    public const string NoMember = "no-member";

    /// <summary>There is no text.</summary>
    public const string TextEmpty = "text-empty";

    /// <summary>Arguments: most, in characters.</summary>
    public const string TextTooLong = "text-too-long";

    /// <summary>The same of a text with a picture. Arguments: most, in characters.</summary>
    public const string CaptionTooLong = "caption-too-long";

    /// <summary>A picture that was to go along is not there. Arguments: picture, its id.</summary>
    public const string PictureMissing = "picture-missing";

    /// <summary>What was to go along cannot. Arguments: words, in English.</summary>
    public const string AttachmentWrong = "attachment-wrong";

    /// <summary>Arguments: most, in bytes.</summary>
    public const string TextTooManyBytes = "text-too-many-bytes";

    /// <summary>Arguments: kind.</summary>
    public const string KindUnknown = "kind-unknown";

    /// <summary>A lost call had been taken. Arguments: id, the channel's.</summary>
    public const string FoundInList = "found-in-list";

    /// <summary>A lost call had not been taken: it is made again.</summary>
    public const string NotInList = "not-in-list";

    /// <summary>WeCom's fail_list.</summary>
    public const string NotSentToGroup = "not-sent-to-group";

    /// <summary>WeCom's status 2 or 3 of a group.</summary>
    public const string NotDelivered = "not-delivered";

    /// <summary>WeCom's fail_list of one customer.</summary>
    public const string NotSentToCustomer = "not-sent-to-customer";

    /// <summary>WeCom's status 2 of a customer.</summary>
    public const string CustomerGone = "customer-gone";

    /// <summary>WeCom's status 3 of a customer.</summary>
    public const string CustomerFull = "customer-full";

    /// <summary>The customer refused the hand-over.</summary>
    public const string CustomerRefused = "customer-refused";

    /// <summary>The new employee has too many customers.</summary>
    public const string TooManyCustomers = "too-many-customers";

    /// <summary>The channel does not hand the customer over.</summary>
    public const string CustomerStays = "customer-stays";

    /// <summary>The employee does not serve the customer any more.</summary>
    public const string NoServant = "no-servant";

    /// <summary>Arguments: who.</summary>
    public const string EmployeeUnknown = "employee-unknown";

    /// <summary>Arguments: who.</summary>
    public const string NoLicence = "no-licence";

    /// <summary>Telegram deletes within 48 hours.</summary>
    public const string MessageTooOld = "message-too-old";

    /// <summary>The channel's number of the message is not kept any more.</summary>
    public const string MessageForgotten = "message-forgotten";

    /// <summary>The rate of this chat or bot is used up; it opens by itself.</summary>
    public const string ChatLimit = "chat-limit";

    /// <summary>Looked up: it has not happened.</summary>
    public const string NotThere = "not-there";

    /// <summary>Arguments: from, to (UTC): messages that can never be read.</summary>
    public const string ArchiveLost = "archive-lost";

    /// <summary>Arguments: api, time (UTC).</summary>
    public const string ApiClosed = "api-closed";

    /// <summary>All calls of an API that the channel permits are used. Arguments: api, time (UTC).</summary>
    public const string ApiFull = "api-full";

    /// <summary>The channel answered, but not as documented: the outcome is open.</summary>
    public const string BadAnswer = "bad-answer";

    /// <summary>The channel does not show what became of it. Arguments: code, words (the channel's own).</summary>
    public const string Unseen = "unseen";

    /// <summary>Somebody was removed, and their ban is still to be ended. Arguments: code, words (the channel's own).</summary>
    public const string BanStays = "ban-stays";

    /// <summary>Nobody answered. Arguments: seconds, where it is known.</summary>
    public const string NoAnswer = "no-answer";

    /// <summary>The connection failed. Arguments: words.</summary>
    public const string NoConnection = "no-connection";

    /// <summary>The channel refuses for good. Arguments: channel, code, words (the channel's own).</summary>
    public const string Refused = "refused";

    /// <summary>A post of the calendar whose time passed while nothing could send it.</summary>
    public const string Missed = "missed";

    /// <summary>A post that the compliance check does not let out; its findings stand beside it.</summary>
    public const string HeldBack = "held-back";

    /// <summary>A post whose time has come while the compliance check does not answer.</summary>
    public const string Unchecked = "unchecked";

    /// <summary>The same until it was too late for it.</summary>
    public const string UncheckedTooLong = "unchecked-too-long";

    /// <summary>What the channel said. Arguments: code, words.</summary>
    public const string ChannelSays = "channel-says";
}
