using Steward.Channels.Accounts;

namespace Steward.Channels.Adapters;

/// <summary>A channel that acts at once by calls. Broadcasts that people confirm have a life of their own in <c>Commands</c>; everything else outgoing goes through here.</summary>
internal interface IChannelAdapter
{
    /// <summary>The value of <see cref="Account.Channel"/>: <c>wecom</c>, <c>telegram</c>.</summary>
    string Channel { get; }

    /// <summary>How this channel does a thing, for this account.</summary>
    CapabilityInfo Capability(ChannelCapability capability, Account account);

    /// <summary>Makes the call once.</summary>
    Task<ActResult> ExecuteAsync(ChannelAct act, CancellationToken ct);

    /// <summary>Settles an act whose outcome is unknown by looking, never by doing it again. Null: the channel cannot tell.</summary>
    Task<ActResult?> LookUpAsync(ChannelAct act, CancellationToken ct);
}
