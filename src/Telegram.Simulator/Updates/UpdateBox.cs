using System.Text.Json.Nodes;

namespace Steward.Telegram.Simulator.Updates;

/// <summary>What waits for a bot, for at most 24 hours. Has a lock of its own: who polls waits here, not in the world.</summary>
internal sealed class UpdateBox(long first)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly HashSet<string> OnlyOnRequest = ["chat_member", "message_reaction", "message_reaction_count"];

    private readonly Lock _gate = new();
    private readonly LinkedList<WaitingUpdate> _waiting = new();
    private TaskCompletionSource _grew = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _poll;
    private long _next = first;

    /// <summary>What the bot asked for; empty: everything but the kinds that must be asked for.</summary>
    public IReadOnlyList<string> Allowed { get; set; } = [];

    public int Count
    {
        get
        {
            lock (_gate) { return _waiting.Select(update => update.Id).Distinct().Count(); }
        }
    }

    public bool Wants(string kind) => Allowed.Count == 0 ? !OnlyOnRequest.Contains(kind) : Allowed.Contains(kind);

    public void Add(string kind, JsonNode payload, DateTimeOffset now, int copies)
    {
        lock (_gate)
        {
            var json = new JsonObject { ["update_id"] = _next, [kind] = payload }.ToJsonString(WireJson.Relaxed);
            for (var copy = 0; copy < copies; copy++) { _waiting.AddLast(new WaitingUpdate(_next, json, now)); }

            _next++;
            _grew.TrySetResult();
        }
    }

    /// <summary>Confirms everything below an offset; a negative one keeps only so many of the newest.</summary>
    public void Confirm(long offset)
    {
        lock (_gate)
        {
            var below = offset >= 0 ? offset : _waiting.Count + offset <= 0 ? 0 : _waiting.ElementAt(_waiting.Count + (int)offset).Id;
            while (_waiting.First is { } oldest && oldest.Value.Id < below) { _waiting.RemoveFirst(); }
        }
    }

    public IReadOnlyList<WaitingUpdate> Peek(int most, DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_waiting.First is { } oldest && now - oldest.Value.At > Kept) { _waiting.RemoveFirst(); }

            if (_waiting.Count == 0 && _grew.Task.IsCompleted) { _grew = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously); }

            return [.. _waiting.Take(most)];
        }
    }

    /// <summary>Takes one delivered update away.</summary>
    public void Remove(WaitingUpdate update)
    {
        lock (_gate) { _waiting.Remove(update); }
    }

    public void Clear()
    {
        lock (_gate) { _waiting.Clear(); }
    }

    /// <summary>Returns when something was added since the last empty look.</summary>
    public Task GrewAsync(CancellationToken ct)
    {
        lock (_gate) { return _grew.Task.WaitAsync(ct); }
    }

    /// <summary>Begins a poll and ends the one before it: Telegram lets only one instance ask.</summary>
    /// <returns>Completes when another poll begins.</returns>
    public TaskCompletionSource BeginPoll()
    {
        var poll = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _poll?.TrySetResult();
            _poll = poll;
        }

        return poll;
    }

    public void EndPoll(TaskCompletionSource poll)
    {
        lock (_gate)
        {
            if (_poll == poll) { _poll = null; }
        }
    }
}

/// <summary>An update as it goes over the wire.</summary>
internal sealed record WaitingUpdate(long Id, string Json, DateTimeOffset At)
{
    // Two copies of one update are two deliveries.
    public bool Equals(WaitingUpdate? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => HashCode.Combine(Id);
}
