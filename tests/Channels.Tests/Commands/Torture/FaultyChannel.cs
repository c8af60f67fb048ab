using System.Collections.Concurrent;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;

namespace Steward.Channels.Tests.Commands.Torture;

/// <summary>A channel that acts by calls, remembers what it did by the act's id, and loses some of its answers.</summary>
internal sealed class FaultyChannel(int seed) : IChannelAdapter
{
    private readonly ConcurrentDictionary<Guid, int> _done = new();
    private readonly Random _random = new(seed);
    private int _duplicates;

    public string Channel => "faulty";

    public bool Faults { get; set; } = true;

    /// <summary>Acts that were done more than once.</summary>
    public int Duplicates => _duplicates;

    public int Done => _done.Count;

    public CapabilityInfo Capability(ChannelCapability capability, Account account) => new(CapabilityMode.Api);

    public Task<ActResult> ExecuteAsync(ChannelAct act, CancellationToken ct)
    {
        var dice = Faults ? Dice() : 1;
        if (dice < 0.02) { return Task.FromResult<ActResult>(new ActResult.Postponed(TimeSpan.FromSeconds(3), "429 slow down")); }

        if (dice < 0.03) { return Task.FromResult<ActResult>(new ActResult.Rejected(400, "no such person")); }

        if (dice < 0.04) { return Task.FromResult<ActResult>(new ActResult.Unknown("0 no answer in time")); }

        if (_done.AddOrUpdate(act.CommandId, 1, (_, times) => times + 1) > 1) { Interlocked.Increment(ref _duplicates); }

        return Task.FromResult<ActResult>(dice < 0.07 ? new ActResult.Unknown("0 connection: ResponseEnded") : new ActResult.Completed("x"));
    }

    public Task<ActResult?> LookUpAsync(ChannelAct act, CancellationToken ct)
    {
        if (Faults && Dice() < 0.1) { return Task.FromResult<ActResult?>(new ActResult.Unknown("0 no answer in time")); }

        return Task.FromResult<ActResult?>(_done.ContainsKey(act.CommandId) ? new ActResult.Completed("x") : new ActResult.Postponed(TimeSpan.Zero, "the channel does not have it"));
    }

    private double Dice()
    {
        lock (_random) { return _random.NextDouble(); }
    }
}
