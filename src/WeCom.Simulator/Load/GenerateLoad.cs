using System.Text;
using System.Text.Json;
using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.Scale;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Load;

/// <param name="State"><c>idle</c>, <c>running</c>, <c>stopped</c> or <c>done</c>.</param>
/// <param name="Intents">What was emitted, by intent.</param>
internal sealed record LoadStatus(
    string State, string? Corp, int RatePerSecond, long Count, long Emitted, double ElapsedSeconds, IReadOnlyDictionary<string, long> Intents);

/// <summary>Fills an archive for benchmarks with the text mix of the demo day, or raises callbacks, at a steady rate or at full speed.</summary>
internal sealed class GenerateLoad(SimulatedWorld world, ClientActions actions, SimulatedClock clock, TimeProvider real) : IAsyncDisposable
{
    /// <summary>A steady rate is kept in steps of this length.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly Dice _numbers = Dice.For(world.Seed ^ (ulong)world.Epoch, "load");
    private readonly long[] _intents = new long[Enum.GetValues<Intent>().Length];
    private CancellationTokenSource? _stop;
    private Task _run = Task.CompletedTask;
    private string _state = "idle";
    private Corp? _corp;
    private int _rate;
    private long _count;
    private long _emitted;
    private long _started;
    private TimeSpan _elapsed;

    /// <param name="corp">Whose archive.</param>
    /// <param name="ratePerSecond">0 = as fast as possible.</param>
    /// <param name="count">Messages to make.</param>
    /// <param name="groups">Groups to spread them over; missing ones are created, which raises callbacks. 0 = those that exist, or the crowd's if there is one.</param>
    /// <param name="events">Comings and goings, and so callbacks, in place of messages.</param>
    /// <returns>False when a generator is running already.</returns>
    public bool Start(Corp corp, int ratePerSecond, long count, int groups, bool events)
    {
        lock (_gate)
        {
            if (_state == "running")
            {
                return false;
            }

            (_state, _corp, _rate, _count, _emitted) = ("running", corp, ratePerSecond, count, 0);
            Array.Clear(_intents);
            _started = real.GetTimestamp();
            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            var token = _stop.Token;
            _run = Task.Run(() => Run(events ? MemberEvents.Of(corp, actions) : Messages(corp, groups), token), CancellationToken.None);
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

    public LoadStatus Status()
    {
        lock (_gate)
        {
            var elapsed = _state == "running" ? real.GetElapsedTime(_started) : _elapsed;
            var intents = Enum.GetValues<Intent>().ToDictionary(DayPlan.WireName, i => Interlocked.Read(ref _intents[(int)i]));
            return new LoadStatus(_state, _corp?.CorpId, _rate, _count, Interlocked.Read(ref _emitted), elapsed.TotalSeconds, intents);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _stop?.Dispose();
    }

    /// <summary>Somebody says something.</summary>
    private Action<ulong> Messages(Corp corp, int groupCount)
    {
        var speakers = Speakers(corp, groupCount);
        var texts = world.Day.Messages.Where(m => m.Corp == corp && m.Text.Length > 0 && m.Media is null && m.Intent is not Intent.Staff)
            .Select(m => (m.Intent, Json: MessageWriter.Encode(m.Text))).ToArray();
        var writer = new MessageWriter();
        return number =>
        {
            var speaker = speakers(number);
            var (intent, text) = texts[(int)((number >> 20) % (ulong)texts.Length)];
            corp.Archive.Append(writer.WriteText(number, speaker.From, speaker.ToList, speaker.ChatId, clock.GetUtcNow(), text));
            _intents[(int)intent]++;
        };
    }

    private async Task Run(Action<ulong> happen, CancellationToken ct)
    {
        long done = 0;
        while (done < _count && !ct.IsCancellationRequested)
        {
            var due = _rate == 0 ? Math.Min(_count, done + 4096) : Math.Min(_count, (long)(real.GetElapsedTime(_started).TotalSeconds * _rate));
            for (; done < due; done++)
            {
                happen(_numbers.Next() >> 1);
            }

            Interlocked.Exchange(ref _emitted, done);
            if (_rate > 0)
            {
                await Task.Delay(Step, real, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        lock (_gate)
        {
            _elapsed = real.GetElapsedTime(_started);
            _state = ct.IsCancellationRequested ? "stopped" : "done";
        }
    }

    /// <summary>Who speaks where, by a message's number.</summary>
    private Func<ulong, Speaker> Speakers(Corp corp, int groupCount)
    {
        if (groupCount == 0 && corp.Crowd is { } crowd)
        {
            return number => OfCrowd(corp, crowd, (int)(number % (ulong)crowd.Size.Groups), number >> 32);
        }

        var seats = Seats(corp, groupCount);
        return number => seats[(int)(number % (ulong)seats.Length)];
    }

    private static Speaker OfCrowd(Corp corp, Crowd crowd, int group, ulong chance)
    {
        var seats = crowd.Size.MembersPerGroup - 1;
        string owner;
        lock (corp.Gate)
        {
            owner = crowd.OwnerOf(group);
        }

        string[] some = [owner, crowd.MemberAt(group, 0), crowd.MemberAt(group, seats / 2)];
        return new Speaker(
            Encoding.ASCII.GetBytes(crowd.ChatId(group)), JsonSerializer.SerializeToUtf8Bytes(some), Encoding.ASCII.GetBytes(crowd.MemberAt(group, (int)(chance % (ulong)seats))));
    }

    private Speaker[] Seats(Corp corp, int groupCount)
    {
        while (corp.Groups.Count < groupCount)
        {
            var group = actions.CreateGroup(corp, $"{corp.Name}压测群{corp.Groups.Count + 1:D5}");
            lock (corp.Gate)
            {
                foreach (var (id, _) in corp.Customers.Skip(corp.Groups.Count * 7 % corp.Customers.Count).Take(20))
                {
                    group.Seat(new Membership(id, false, group.CreatedAt, 3, null, null));
                }
            }
        }

        lock (corp.Gate)
        {
            var groups = corp.Groups.Values.Where(g => !g.Dismissed).Take(groupCount == 0 ? int.MaxValue : groupCount).ToList();
            return [.. groups.SelectMany(g => g.InOrder.Where(m => !m.IsEmployee).Take(40).Select(m => new Speaker(g.ChatIdUtf8, g.ToList, Encoding.UTF8.GetBytes(m.Id))))];
        }
    }

    private readonly record struct Speaker(byte[] ChatId, byte[] ToList, byte[] From);
}
