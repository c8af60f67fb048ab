using Steward.Contracts.Events.Staffing;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Messaging;

namespace Steward.Console.Inbox;

/// <summary>Carries what the broker says about work items to the open browser tabs of this process, each its own brands' only.</summary>
internal sealed class WorkItemNews
{
    private readonly Lock _gate = new();
    private Subscription[] _subscriptions = [];

    /// <summary>Calls back for every change in the caller's brands, on a thread of the bus: hand it on and return.</summary>
    public IDisposable Subscribe(Caller caller, Action<WorkItemChangedV1> hear)
    {
        var subscription = new Subscription(this, caller, hear);
        lock (_gate) { _subscriptions = [.. _subscriptions, subscription]; }

        return subscription;
    }

    public void Tell(WorkItemChangedV1 change)
    {
        var brand = new BrandId(change.BrandId);
        foreach (var subscription in _subscriptions)
        {
            if (subscription.Caller.MaySee(brand)) { subscription.Hear(change); }
        }
    }

    private sealed class Subscription(WorkItemNews news, Caller caller, Action<WorkItemChangedV1> hear) : IDisposable
    {
        public Caller Caller => caller;

        public Action<WorkItemChangedV1> Hear => hear;

        public void Dispose()
        {
            lock (news._gate) { news._subscriptions = [.. news._subscriptions.Where(other => other != this)]; }
        }
    }
}

/// <summary>Hears every change of a work item, in every replica of the Console.</summary>
internal sealed class HearWorkItems(WorkItemNews news) : IListen<WorkItemChangedV1>
{
    public Task HearAsync(WorkItemChangedV1 message, CancellationToken ct)
    {
        news.Tell(message);
        return Task.CompletedTask;
    }
}
