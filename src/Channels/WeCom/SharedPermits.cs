using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Kernel;

namespace Steward.Channels.WeCom;

/// <summary>
/// The permits of this replica, taken from the database in blocks that last two seconds: a call costs no question, and what one replica closes is closed for the others when
/// their block is over. An app that is not connected yet asks for nothing: its few calls prove it.
/// </summary>
internal sealed class SharedPermits(CallBuckets buckets, AccountDirectory accounts, IOptions<WeComOptions> options, TimeProvider clock) : ICallPermits
{
    /// <summary>How long somebody who waits waits at most; bulk waits as long as it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Blocks = Meter.CreateCounter<long>("steward.wecom.permits", description: "Blocks of calls taken from the shared buckets, by api and outcome: taken, waits, closed.");

    private readonly ConcurrentDictionary<(string Corp, string Api, bool Bulk, bool Act), Block> _blocks = new();

    public async Task<WeComFailure?> TakeAsync(WeComApp app, string api, bool act, CancellationToken ct)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            var turn = await TryTakeAsync(app, api, act, ct);
            if (turn.Go) { return null; }

            if (turn.Closed) { return new WeComFailure(FailureClass.Frequency, 45009, $"{api} is closed until {turn.OpensAt:HH:mm:ss} UTC because its frequency limit was reached"); }

            var wait = turn.OpensAt - clock.GetUtcNow();
            if (!app.IsBulk && clock.GetElapsedTime(since) + wait > Patience)
            {
                return new WeComFailure(act ? FailureClass.Transient : FailureClass.Frequency, 0, $"all calls of {api} that WeCom permits are used until {turn.OpensAt:HH:mm:ss} UTC; it was not called");
            }

            if (wait > TimeSpan.Zero) { await Task.Delay(wait, clock, ct); }
        }
    }

    /// <summary>The same without waiting.</summary>
    internal async Task<Turn> TryTakeAsync(WeComApp app, string api, bool act, CancellationToken ct)
    {
        var block = _blocks.GetOrAdd((CorpOf(app), api, app.IsBulk, act), _ => new Block());
        if (block.Take(clock) is { } turn) { return turn; }

        await block.Gate.WaitAsync(ct);
        try
        {
            if (block.Take(clock) is { } meanwhile) { return meanwhile; }

            if (await accounts.FindAsync(new AccountId(app.Key), ct) is not { } account) { return new Turn(true, default, false); }

            // Counted from before the question, so that a slow answer makes the block shorter and never longer.
            var (asked, now) = (clock.GetTimestamp(), clock.GetUtcNow());
            var grant = await buckets.TakeAsync(account, new CallShare(CorpOf(app), options.Value.Address, api, app.IsBulk, act), block.Unused(), now, ct);
            Blocks.Add(1, new KeyValuePair<string, object?>("api", api), new KeyValuePair<string, object?>("outcome", grant.Granted > 0 ? "taken" : grant.Closed ? "closed" : "waits"));
            return block.Fill(grant, asked, now, clock);
        }
        finally
        {
            block.Gate.Release();
        }
    }

    public async Task<DateTimeOffset> CloseAsync(WeComApp app, string api, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await accounts.FindAsync(new AccountId(app.Key), ct) is not { } account) { return now + TimeSpan.FromMinutes(1); }

        var until = await buckets.CloseAsync(account, CorpOf(app), api, now, ct);
        foreach (var (key, block) in _blocks)
        {
            if (key.Corp == CorpOf(app) && key.Api == api) { block.Empty(); }
        }

        return until;
    }

    /// <summary>To WeCom a corp is one, whatever brands and apps call for it; the stand-in's is another.</summary>
    private static string CorpOf(WeComApp app) => $"{app.BaseUrl.Authority} {app.CorpId}";

    /// <summary>Whether a call may be made, or when to ask again.</summary>
    internal readonly record struct Turn(bool Go, DateTimeOffset OpensAt, bool Closed);

    /// <summary>What is left of the block that was taken last.</summary>
    private sealed class Block
    {
        private readonly Lock _lock = new();
        private int _left;
        private long _taken;
        private DateTimeOffset _takenAt;
        private DateTimeOffset _opensAt;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        /// <summary>Null: the database has to be asked.</summary>
        public Turn? Take(TimeProvider clock)
        {
            lock (_lock)
            {
                if (_left > 0 && clock.GetElapsedTime(_taken) < CallBucket.Lease)
                {
                    _left--;
                    return new Turn(true, default, false);
                }

                return _opensAt > clock.GetUtcNow() ? new Turn(false, _opensAt, false) : null;
            }
        }

        /// <summary>What is left and can be used no more. If it is not written down, as the database does not answer, it counts as used.</summary>
        public UnusedCalls Unused()
        {
            lock (_lock)
            {
                var unused = new UnusedCalls(_left, _takenAt);
                _left = 0;
                return unused;
            }
        }

        public Turn Fill(CallBuckets.Grant grant, long asked, DateTimeOffset at, TimeProvider clock)
        {
            lock (_lock)
            {
                (_left, _taken, _takenAt) = (grant.Granted, asked, at);

                // A closed bucket may be asked again by the next: it could have been opened by hand.
                _opensAt = grant.Granted > 0 || grant.Closed ? default : grant.OpensAt;
                if (_left == 0 || clock.GetElapsedTime(_taken) >= CallBucket.Lease) { return new Turn(false, grant.Granted > 0 ? clock.GetUtcNow() : grant.OpensAt, grant.Closed); }

                _left--;
                return new Turn(true, default, false);
            }
        }

        public void Empty()
        {
            lock (_lock) { _left = 0; }
        }
    }
}
