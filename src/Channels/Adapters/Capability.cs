namespace Steward.Channels.Adapters;

/// <summary>How a channel does a thing: a mode, not a yes or no, because on WeCom most acts need a person.</summary>
internal enum CapabilityMode
{
    /// <summary>Nobody can do it, not even by hand.</summary>
    Unsupported,

    /// <summary>A call does it.</summary>
    Api,

    /// <summary>A call asks for it; an employee must confirm, and may not.</summary>
    ApiHumanConfirmed,

    /// <summary>Only a person in the channel's client can do it; the platform makes a task and watches for the event that proves it.</summary>
    HumanTask,

    /// <summary>Only an administrator can switch it on in the channel's own console; the platform can recommend it.</summary>
    AdminConfigured,
}

/// <summary>What a channel may be able to do.</summary>
internal enum ChannelCapability
{
    ListGroups, ReadRoster, ReadMessages, MemberEvents, MessageEvents,
    SendToGroup, SendPrivate, WelcomePrivate, WelcomeGroup, JoinLink, ContactLink, Tagging,
    DeleteOwnMessage, DeleteOthersMessage, MuteMember, RemoveMember, BanMember, KeywordIntercept,
    TransferOwner, TransferCustomer, MessageStaff, GroupNotice,
}

/// <summary>How a channel does one thing.</summary>
/// <param name="Mode">By a call, by a person, or not at all.</param>
/// <param name="ActWithin">How long after its cause the act is possible (WeCom's welcome: 20 s; Telegram's delete: 48 h); null: always.</param>
/// <param name="MostPerCall">Most targets of one call; null: one.</param>
/// <param name="Evidence">The observed event that proves a human act (<c>QuitScene=1</c>, <c>revoke</c>); null: the call's own answer.</param>
internal sealed record CapabilityInfo(CapabilityMode Mode, TimeSpan? ActWithin = null, int? MostPerCall = null, string? Evidence = null)
{
    public static CapabilityInfo None { get; } = new(CapabilityMode.Unsupported);
}
