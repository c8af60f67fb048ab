using Steward.Channels.Adapters;

namespace Steward.Channels.Commands;

/// <summary>What an act is to the channel, and what proves that a person has done it.</summary>
/// <param name="Capabilities">What can do it, the best first.</param>
/// <param name="Proof">What is observed once a person has done it; empty: nothing, the person has to say so.</param>
/// <param name="Needs">What must be named: <c>group</c>, <c>member</c>, <c>message</c>, <c>text</c>, or an argument.</param>
internal sealed record ActKind(IReadOnlyList<ChannelCapability> Capabilities, string Proof, IReadOnlyList<string> Needs)
{
    /// <summary>A call may do it that an employee has to confirm. Not so a warning: it has to come soon, and uses up a broadcast of the customer's month.</summary>
    public bool MayWait { get; init; }

    public const string MemberRemoved = "member-removed";
    public const string MessageRevoked = "message-revoked";
    public const string Remind = "remind";
    public const string Welcome = "welcome";

    private static readonly TimeSpan HandOver = TimeSpan.FromDays(3);
    private static readonly TimeSpan WelcomeIn = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, ActKind> Known = new(StringComparer.Ordinal)
    {
        ["send-private"] = new([ChannelCapability.SendPrivate], "", ["member", "text"]) { MayWait = true },
        [Welcome] = new([ChannelCapability.WelcomePrivate], "", ["text"]),
        ["warn"] = new([ChannelCapability.SendPrivate, ChannelCapability.SendToGroup], "", ["member", "text"]),
        ["recall"] = new([ChannelCapability.DeleteOthersMessage], MessageRevoked, ["group", "message"]),
        ["remove"] = new([ChannelCapability.RemoveMember], MemberRemoved, ["group", "member"]),
        ["mute"] = new([ChannelCapability.MuteMember], "", ["group", "member"]),
        ["ban"] = new([ChannelCapability.BanMember], MemberRemoved, ["group", "member"]),
        ["transfer-owner"] = new([ChannelCapability.TransferOwner], "", ["group", "to"]),
        ["transfer-customer"] = new([ChannelCapability.TransferCustomer], "", ["member", "from", "to"]),
        ["tag-mark"] = new([ChannelCapability.Tagging], "", ["member", "to"]),
        [Remind] = new([ChannelCapability.SendToGroup], "", ["command"]),
        ["join-way"] = new([ChannelCapability.JoinLink], "", ["group"]),
        ["contact-way"] = new([ChannelCapability.ContactLink], "", ["to"]),
        ["intercept-rules"] = new([ChannelCapability.KeywordIntercept], "", ["to", "word"]),
        ["app-message"] = new([ChannelCapability.MessageStaff], "", ["to", "text"]),
        ["group-notice"] = new([ChannelCapability.GroupNotice], "", ["group", "text"]),
    };

    /// <summary>Null: there is no such kind.</summary>
    public static ActKind? Of(string kind) => Known.GetValueOrDefault(kind);

    /// <summary>The first way of doing it that a call can go now; null: a person has to.</summary>
    public ChannelCapability? ByCall(Func<ChannelCapability, CapabilityInfo> how, DateTimeOffset? causedAt, DateTimeOffset now)
    {
        foreach (var capability in Capabilities)
        {
            var info = how(capability);
            if ((info.Mode is CapabilityMode.Api || (MayWait && info.Mode is CapabilityMode.ApiHumanConfirmed)) && !(info.ActWithin is { } within && causedAt + within <= now)) { return capability; }
        }

        return null;
    }

    /// <summary>When an act of this kind is pointless, if nobody said so: a welcome after 20 seconds; a hand-over takes WeCom a day.</summary>
    public static DateTimeOffset DeadlineOf(string kind, DateTimeOffset now, TimeSpan usual) => now + (kind switch
    {
        Welcome => WelcomeIn,
        "transfer-customer" => HandOver,
        _ => usual,
    });
}
