namespace Steward.Cli.Replay;

/// <summary>Feeds an export to the stand-in in batches, at its own pace or faster. Times are moved to now: the channel's archive keeps five days.</summary>
internal sealed class ReplayMessages(SimulatorClient simulator, TimeProvider clock, string corp, double speed)
{
    private const int BatchSize = 500;
    private const int BatchCharacters = 1_000_000;  // the stand-in takes 8 MiB in one call
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(200);

    private readonly List<(long Line, SimulatorMessage Message)> _batch = [];
    private readonly List<(long Line, string Reason)> _errors = [];
    private int _characters;

    /// <summary>Messages that the stand-in took.</summary>
    public long Accepted { get; private set; }

    /// <summary>Lines that were passed over, and why.</summary>
    public IEnumerable<(long Line, string Reason)> Errors => _errors.OrderBy(error => error.Line);

    public async Task RunAsync(IEnumerable<ExportLine> lines, Action<long> progress, CancellationToken ct)
    {
        var started = clock.GetUtcNow();
        DateTimeOffset? first = null;
        foreach (var line in lines)
        {
            progress(line.Bytes);
            if (line.Message is not { } message)
            {
                _errors.Add((line.Number, line.Error!));
                continue;
            }

            first ??= message.Time;
            if (speed > 0) { await ReachAsync(started + Max(message.Time - first.Value, TimeSpan.Zero) / speed, ct); }

            _batch.Add((line.Number, new SimulatorMessage(corp, message.Group, message.Sender, message.Text, clock.GetUtcNow().ToUnixTimeMilliseconds())));
            _characters += message.Text.Length;
            if (_batch.Count == BatchSize || _characters >= BatchCharacters) { await FlushAsync(ct); }
        }

        await FlushAsync(ct);
    }

    private async Task ReachAsync(DateTimeOffset due, CancellationToken ct)
    {
        while (due - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            await FlushAsync(ct);
            await Task.Delay(wait < LongestWait ? wait : LongestWait, clock, ct);
        }
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        if (_batch.Count == 0) { return; }

        var answer = await simulator.SayAsync(_batch.Select(item => item.Message), ct);
        Accepted += answer.Accepted;
        _errors.AddRange(answer.Errors.Select(error => (_batch[error.Line - 1].Line, error.Reason)));
        _batch.Clear();
        _characters = 0;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
