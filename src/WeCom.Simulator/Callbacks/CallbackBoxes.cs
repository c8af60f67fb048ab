using System.Collections.Concurrent;
using System.Threading.Channels;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Callbacks;

/// <summary>An event that waits to be sent.</summary>
internal sealed record PendingCallback(int AgentId, string Xml);

/// <summary>One corp's callback address, queue and figures.</summary>
internal sealed class CallbackBox
{
    private long _sent;
    private long _failed;
    private long _retried;
    private long _dropped;

    /// <summary>Null until a URL has been verified; events are then dropped, as WeCom has nowhere to send them.</summary>
    public Uri? Url { get; set; }

    /// <summary>Set: events have the form that a third-party app gets, for this suite.</summary>
    public string? SuiteId { get; set; }

    /// <summary>Whether the envelope names the app.</summary>
    public bool NamesAgent { get; set; } = true;

    public Channel<PendingCallback> Queue { get; } = Channel.CreateUnbounded<PendingCallback>();

    /// <summary>At most one waiting hint that the archive grew.</summary>
    public Channel<bool> ArchiveGrew { get; } = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void CountSent() => Interlocked.Increment(ref _sent);

    public void CountFailed() => Interlocked.Increment(ref _failed);

    public void CountRetried() => Interlocked.Increment(ref _retried);

    public void CountDropped() => Interlocked.Increment(ref _dropped);

    public CallbackFigures Figures() =>
        new(Interlocked.Read(ref _sent), Interlocked.Read(ref _failed), Interlocked.Read(ref _retried), Interlocked.Read(ref _dropped), Queue.Reader.Count);
}

/// <summary>Counts since start: answered with 200; given up; sent again; dropped by a fault or for want of a URL; waiting.</summary>
internal sealed record CallbackFigures(long Sent, long Failed, long Retried, long Dropped, int Queued);

internal sealed class CallbackBoxes
{
    private readonly ConcurrentDictionary<string, CallbackBox> _boxes = new();

    public CallbackBox Of(Corp corp) => _boxes.GetOrAdd(corp.CorpId, _ => new CallbackBox());

    public void Post(Corp corp, string xml) => Of(corp).Queue.Writer.TryWrite(new PendingCallback(corp.AgentId, xml));
}
