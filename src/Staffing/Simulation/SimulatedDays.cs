using Steward.Staffing.Routing;

namespace Steward.Staffing.Simulation;

/// <summary>When a matter was answered.</summary>
/// <param name="Matter">Which.</param>
/// <param name="By">By whom, a place among the crew.</param>
/// <param name="Given">When it was given to them, in seconds after the first midnight.</param>
/// <param name="Began">When they began with it.</param>
/// <param name="Answered">When they were done.</param>
internal sealed record SimulatedAnswer(SimulatedMatter Matter, int By, double Given, double Began, double Answered);

/// <summary>
/// Days of a crew, matter by matter: what comes is routed by the service's own <see cref="Router"/> every few seconds, everybody does one thing at a time in the router's order, and what somebody has not begun when
/// their shift ends goes back. Nobody hurries, and nobody leaves a matter half done.
/// </summary>
internal sealed class SimulatedDays
{
    public const double DaySeconds = 86_400;

    /// <summary>Midnight of the first day, in a zone without offset: a simulation has one clock.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Every brand is on duty from nine to eight.</summary>
    public const int HoursFrom = 9;
    public const int HoursUntil = 20;

    private readonly IReadOnlyList<SimulatedMatter> _matters;
    private readonly RouterRules _rules;
    private readonly Seat[] _seats;

    // By brand, in the router's order.
    private readonly Dictionary<int, PriorityQueue<int, long>> _queues = [];
    private readonly List<SimulatedAnswer> _answers = [];
    private readonly double[] _given;
    private int _queued;

    private SimulatedDays(IReadOnlyList<SimulatedMatter> matters, IReadOnlyList<CrewMember> crew, int capacity, RouterRules rules)
    {
        (_matters, _rules, _given) = (matters, rules, new double[matters.Count]);
        _seats = [.. crew.Select((member, number) => new Seat(member, number, capacity))];
    }

    /// <param name="matters">By time.</param>
    /// <param name="crew">Who works.</param>
    /// <param name="capacity">How many matters each may have.</param>
    /// <param name="rules">Of the router.</param>
    /// <param name="turnSeconds">How often is routed.</param>
    /// <param name="days">How many days pass at most; what waits then was not answered.</param>
    /// <param name="mostWaiting">With more in the queue the crew drowns: it ends there.</param>
    /// <param name="passed">Told the share of the days that has passed.</param>
    /// <param name="ct">Stops it.</param>
    public static IReadOnlyList<SimulatedAnswer> Run(
        IReadOnlyList<SimulatedMatter> matters, IReadOnlyList<CrewMember> crew, int capacity, RouterRules rules, int turnSeconds, int days, int mostWaiting, Action<double> passed, CancellationToken ct)
    {
        var run = new SimulatedDays(matters, crew, capacity, rules);
        var next = 0;
        var told = -1;
        for (var now = 0.0; now <= days * DaySeconds; now += turnSeconds)
        {
            if ((int)(now / 3600) is var hour && hour != told)
            {
                ct.ThrowIfCancellationRequested();
                passed(now / (days * DaySeconds));
                told = hour;
            }

            while (next < matters.Count && matters[next].Second <= now) { run.Queue(next++); }

            run.Turn(now);
            if ((next == matters.Count && run._answers.Count == matters.Count) || run._queued > mostWaiting) { break; }
        }

        passed(1);
        return run._answers;
    }

    private void Turn(double now)
    {
        var room = false;
        foreach (var seat in _seats)
        {
            Work(seat, now);
            if (!seat.Member.Works(now)) { HandBack(seat); }
            else { room |= seat.Room(now) > 0; }
        }

        if (!room || _queued == 0) { return; }

        Route(now);
        foreach (var seat in _seats) { Work(seat, now); }
    }

    /// <summary>What somebody does until a moment: one matter after the other, for as long as their shift lasts.</summary>
    private void Work(Seat seat, double now)
    {
        while (seat.FreeAt <= now && seat.Waiting.TryPeek(out var next, out _))
        {
            var began = Math.Max(seat.FreeAt, _given[next]);
            if (!seat.Member.Works(began)) { return; }

            seat.Begin(_matters[next].Kind);
            seat.FreeAt = began + _matters[next].Seconds;
            _answers.Add(new SimulatedAnswer(_matters[next], seat.Number, _given[next], began, seat.FreeAt));
        }
    }

    private void HandBack(Seat seat)
    {
        while (seat.Waiting.TryPeek(out var matter, out _))
        {
            seat.Begin(_matters[matter].Kind);
            Queue(matter);
        }
    }

    private void Queue(int matter)
    {
        var brand = _matters[matter].Brand;
        if (!_queues.TryGetValue(brand, out var queue)) { _queues[brand] = queue = new PriorityQueue<int, long>(); }

        queue.Enqueue(matter, Router.OrderOf(_matters[matter].Queued(matter, false), _rules));
        _queued++;
    }

    /// <summary>What a brand's people have room for at most: nothing behind it could be given to anybody.</summary>
    private List<int> Foremost(double now)
    {
        var foremost = new List<int>();
        foreach (var (brand, queue) in _queues)
        {
            if (queue.Count == 0) { continue; }

            var id = SimulatedId.Brand(brand);
            for (var room = _seats.Sum(seat => seat.Member.Works(now) && seat.Member.Brands.Contains(id) ? seat.Room(now) : 0); room > 0 && queue.TryDequeue(out var matter, out _); room--) { foremost.Add(matter); }
        }

        _queued -= foremost.Count;
        return foremost;
    }

    private void Route(double now)
    {
        var afterHours = now % DaySeconds is var clock && clock is < HoursFrom * 3600 or >= HoursUntil * 3600;
        var moment = Start.AddSeconds(now);
        var people = Array.ConvertAll(_seats, seat => seat.At(now));
        var seatOf = people.Select((person, at) => (person.PersonId, at)).ToDictionary(one => one.PersonId, one => _seats[one.at]);
        var foremost = Foremost(now);
        var byId = foremost.ToDictionary(SimulatedId.Matter);
        foreach (var routed in Router.Route([.. foremost.Select(matter => _matters[matter].Queued(matter, afterHours))], people, _rules, moment))
        {
            var matter = byId[routed.ItemId];
            if (routed.PersonId is not { } person) { Queue(matter); }
            else
            {
                _given[matter] = now;
                seatOf[person].Take(matter, _matters[matter], Router.OrderOf(_matters[matter].Queued(matter, afterHours), _rules), moment);
            }
        }
    }

    /// <summary>Somebody at work.</summary>
    private sealed class Seat(CrewMember member, int number, int capacity)
    {
        private readonly Dictionary<string, int> _held = [];
        private DateTimeOffset? _lastGiven;

        public CrewMember Member { get; } = member;
        public int Number { get; } = number;

        /// <summary>When they are done with what is in their hands.</summary>
        public double FreeAt { get; set; }

        public PriorityQueue<int, long> Waiting { get; } = new();

        public int Room(double now) => Math.Max(0, capacity - Waiting.Count - (FreeAt > now ? 1 : 0));

        public Person At(double now) => new()
        {
            PersonId = SimulatedId.Person(Number), Brands = Member.Brands, OnDuty = Member.Works(now),
            Capacity = capacity, Held = Held(now), LastGivenAt = _lastGiven,
        };

        public void Take(int matter, SimulatedMatter what, long order, DateTimeOffset at)
        {
            Waiting.Enqueue(matter, order);
            _held[what.Kind] = _held.GetValueOrDefault(what.Kind) + 1;
            _lastGiven = at;
        }

        public void Begin(string kind)
        {
            Waiting.Dequeue();
            _held[kind]--;
        }

        // What is in their hands counts too.
        private Dictionary<string, int> Held(double now) => FreeAt > now ? new Dictionary<string, int>(_held) { ["in-hand"] = 1 } : _held;
    }
}
