using System.Globalization;
using System.Text.Json;
using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Contacts;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.World;

/// <summary>State of the demo day.</summary>
/// <param name="State"><c>idle</c>, <c>running</c>, <c>stopped</c> or <c>done</c>.</param>
/// <param name="Date">The day on the simulated calendar, yyyy-MM-dd.</param>
internal sealed record DayStatus(
    string State, string? Date, double Speed, DateTimeOffset SimulatedNow, int Emitted, int Total, IReadOnlyDictionary<string, int> Intents, int Events, int EventsTotal);

/// <summary>Lets the planned day happen, in real time, accelerated or as fast as possible.</summary>
internal sealed partial class PlayDay(
    SimulatedWorld world, ClientActions actions, ContactActions contacts, SimulatedClock clock, TimeProvider real, ILogger<PlayDay> logger) : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly int[] _emitted = new int[Enum.GetValues<Intent>().Length];
    private CancellationTokenSource? _stop;
    private Task _run = Task.CompletedTask;
    private string _state = "idle";
    private DateOnly? _date;
    private double _speed;
    private int _messages;
    private int _events;

    /// <returns>False when a day is running already.</returns>
    public bool Start(double speed)
    {
        lock (_gate)
        {
            if (_state == "running")
            {
                return false;
            }

            var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(SimulatedClock.Shanghai).DateTime);
            _date = _date is { } played && played >= today ? played.AddDays(1) : today;
            (_state, _speed, _messages, _events) = ("running", speed, 0, 0);
            Array.Clear(_emitted);
            var midnight = new DateTimeOffset(_date.Value.ToDateTime(TimeOnly.MinValue), SimulatedClock.Shanghai);
            clock.Set(midnight + DayPlan.Opens, speed);
            _stop = new CancellationTokenSource();
            var token = _stop.Token;
            _run = Task.Run(() => Run(midnight, token), CancellationToken.None);
            Log.Started(logger, _date.Value, speed);
            return true;
        }
    }

    public async Task Stop()
    {
        Task run;
        lock (_gate)
        {
            _stop?.Cancel();
            run = _run;
        }

        await run;
    }

    public DayStatus Status()
    {
        lock (_gate)
        {
            var intents = Enum.GetValues<Intent>().ToDictionary(DayPlan.WireName, i => _emitted[(int)i]);
            return new DayStatus(
                _state, _date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), _speed, clock.GetUtcNow().ToOffset(SimulatedClock.Shanghai),
                _messages, world.Day.Messages.Count, intents, _events, world.Day.Events.Count);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _stop?.Dispose();
    }

    private async Task Run(DateTimeOffset midnight, CancellationToken ct)
    {
        var (messages, events) = (world.Day.Messages, world.Day.Events);
        var (m, e) = (0, 0);
        while ((m < messages.Count || e < events.Count) && !ct.IsCancellationRequested)
        {
            var eventFirst = m == messages.Count || (e < events.Count && events[e].At < messages[m].At);
            var due = midnight + (eventFirst ? events[e].At : messages[m].At);
            if (!await Reach(due, ct))
            {
                break;
            }

            if (eventFirst)
            {
                Happen(events[e++]);
            }
            else
            {
                Say(messages[m++], midnight);
            }
        }

        lock (_gate)
        {
            _state = ct.IsCancellationRequested ? "stopped" : "done";
            clock.Set(clock.GetUtcNow(), 1);
            Log.Ended(logger, _state, _messages, _events);
        }
    }

    private async Task<bool> Reach(DateTimeOffset due, CancellationToken ct)
    {
        if (_speed <= 0)
        {
            clock.AdvanceTo(due);
            return true;
        }

        while (due - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            var pause = wait / _speed;
            await Task.Delay(pause < LongestPause ? pause : LongestPause, real, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ct.IsCancellationRequested)
            {
                return false;
            }
        }

        return true;
    }

    private void Say(PlannedMessage message, DateTimeOffset midnight)
    {
        var (action, type, body) = Body(message, midnight);
        actions.Say(message.Corp, message.Group, message.From, midnight + message.At, message.Number, action, type, body);
        lock (_gate)
        {
            _emitted[(int)message.Intent]++;
            _messages++;
        }
    }

    private void Happen(PlannedEvent planned)
    {
        var (corp, group) = (planned.Corp, planned.Group);
        switch (planned.What)
        {
            case Happening.Join:
                actions.Join(corp, group, [planned.Member], 3, planned.Detail);
                break;
            case Happening.Leave:
                actions.Leave(corp, group, planned.Member, 0);
                break;
            case Happening.Kick:
                actions.Leave(corp, group, planned.Member, 1);
                break;
            case Happening.ContactAdded:
                contacts.Add(corp, group.Owner, planned.Member, planned.Detail, chatting: false, half: false);
                break;
            case Happening.Rename:
                actions.Rename(corp, group, planned.Detail);
                break;
        }

        lock (_gate)
        {
            _events++;
        }
    }

    /// <summary>Action, msgtype and the member named after the type.</summary>
    internal static (string Action, string Type, string Body) Body(PlannedMessage message, DateTimeOffset midnight)
    {
        switch (message.Intent)
        {
            case Intent.Revoke:
                var recalled = MessageWriter.MessageId(message.Recalls!.Number, midnight + message.Recalls.At);
                return ("recall", "revoke", $$"""
                    "revoke":{"pre_msgid":"{{recalled}}"}
                    """);
            case Intent.Image:
                return ("send", "image", ArchiveMedia.Image(message.Number, (int)(20_000 + (message.Number % 900_000)), midnight + message.At));
            case Intent.Link:
                return ("send", "link", "\"link\":" + JsonSerializer.Serialize(
                    new { title = message.Text, description = message.Media!.Description, link_url = message.Media.Url, image_url = "" }, WireJson.Relaxed));
            case Intent.Weapp:
                return ("send", "weapp", "\"weapp\":" + JsonSerializer.Serialize(
                    new { title = message.Text, description = message.Media!.Description, username = message.Media.Url, displayname = message.Text }, WireJson.Relaxed));
            default:
                return ("send", "text", "\"text\":" + JsonSerializer.Serialize(new { content = message.Text }, WireJson.Relaxed));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The demo day {Date} starts at speed {Speed}.")]
        public static partial void Started(ILogger logger, DateOnly date, double speed);

        [LoggerMessage(2, LogLevel.Information, "The demo day is {State} after {Messages} messages and {Events} events.")]
        public static partial void Ended(ILogger logger, string state, int messages, int events);
    }
}
