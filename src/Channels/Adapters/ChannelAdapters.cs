using Steward.Channels.Accounts;

namespace Steward.Channels.Adapters;

/// <summary>The adapters that are registered, by the channel of an account.</summary>
internal sealed class ChannelAdapters(IEnumerable<IChannelAdapter> adapters)
{
    private readonly Dictionary<string, IChannelAdapter> _adapters = adapters.ToDictionary(adapter => adapter.Channel, StringComparer.Ordinal);

    /// <summary>Null: nobody speaks for this channel.</summary>
    public IChannelAdapter? Of(Account account) => _adapters.GetValueOrDefault(account.Channel);

    /// <summary>How an account's channel does a thing.</summary>
    public CapabilityInfo Capability(ChannelCapability capability, Account account) => Of(account)?.Capability(capability, account) ?? CapabilityInfo.None;
}
