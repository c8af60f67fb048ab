namespace Steward.Contracts.Words;

/// <summary>Every code of a <see cref="Channels.V1.Reason"/> that Channels gives, but those of the account check, which are in <see cref="CheckCodes"/>. A code is never renamed.</summary>
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

    /// <summary>It came, or its turn came, too late.</summary>
    public const string DeadlinePassed = "deadline-passed";

    /// <summary>No employee confirmed in time. Arguments: hours.</summary>
    public const string NotConfirmed = "not-confirmed";

    /// <summary>The account is not connected.</summary>
    public const string AccountUnknown = "account-unknown";

    /// <summary>The group is not known, or gone.</summary>
    public const string GroupUnknown = "group-unknown";

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

    /// <summary>Nobody answered. Arguments: seconds, where it is known.</summary>
    public const string NoAnswer = "no-answer";

    /// <summary>The connection failed. Arguments: words.</summary>
    public const string NoConnection = "no-connection";

    /// <summary>The channel refuses for good. Arguments: channel, code, words (the channel's own).</summary>
    public const string Refused = "refused";

    /// <summary>What the channel said. Arguments: code, words.</summary>
    public const string ChannelSays = "channel-says";
}
