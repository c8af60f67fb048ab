using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Steward.Channels.Roster;

/// <summary>Spreads bulk calls evenly over the minute, at the share of the corp's limit that bulk may use. Calls that people wait for do not pass here, so they never queue behind it.</summary>
internal sealed class BulkPace(IOptions<RosterOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Lane> _lanes = new();

    /// <summary>Returns when the corp may make its next bulk call of an ordinary API.</summary>
    public Task TurnAsync(string corpId, CancellationToken ct) => TurnAsync(corpId, options.Value.CallsPerMinute, ct);

    /// <summary>Returns when a bulk call under this name may be made, of which so many a minute are allowed in all.</summary>
    public async Task TurnAsync(string name, int callsPerMinute, CancellationToken ct)
    {
        var interval = TimeSpan.FromMinutes(1) / (callsPerMinute * options.Value.BulkPercent / 100.0);
        var wait = _lanes.GetOrAdd(name, _ => new Lane()).Take(clock.GetUtcNow(), interval);
        if (wait > TimeSpan.Zero) { await Task.Delay(wait, clock, ct); }
    }

    private sealed class Lane
    {
        /// <summary>A timer fires late: what was missed by then is caught up, but no more than that.</summary>
        private static readonly TimeSpan CatchUp = TimeSpan.FromMilliseconds(100);

        private readonly Lock _gate = new();
        private DateTimeOffset _next;

        public TimeSpan Take(DateTimeOffset now, TimeSpan interval)
        {
            lock (_gate)
            {
                var turn = _next < now - CatchUp ? now : _next;
                _next = turn + interval;
                return turn - now;
            }
        }
    }
}
