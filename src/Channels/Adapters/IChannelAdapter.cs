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

    /// <summary>
    /// Stops what the channel has taken and an employee has not confirmed. <see cref="ActResult.Completed"/>: they had, a moment before; <see cref="ActResult.Rejected"/>: nobody can
    /// confirm it any more; <see cref="ActResult.Accepted"/>: the channel goes on with it. Null: it cannot stop such an act. Stopping twice is harmless.
    /// </summary>
    Task<ActResult?> StopAsync(ChannelAct act, CancellationToken ct) => Task.FromResult<ActResult?>(null);
}
