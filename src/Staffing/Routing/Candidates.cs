namespace Steward.Staffing.Routing;

/// <summary>A person within a run of the router, with what they have been given in it.</summary>
internal sealed class Desk
{
    private readonly int[] _held;
    private readonly int[] _most;

    public Desk(Person person, int at, IReadOnlyDictionary<string, int> kinds)
    {
        (Person, At, Held) = (person, at, person.Held.Values.Sum());
        _held = new int[kinds.Count];
        _most = new int[kinds.Count];
        foreach (var (kind, index) in kinds)
        {
            _held[index] = person.Held.GetValueOrDefault(kind);
            _most[index] = person.CapacityOfKind.GetValueOrDefault(kind, int.MaxValue);
        }

        LastGiven = person.LastGivenAt?.UtcTicks ?? 0;
    }

    public Person Person { get; }

    /// <summary>Their place among all.</summary>
    public int At { get; }

    public int Held { get; private set; }

    /// <summary>When they were last given something, and in which place of this run; both 0: never.</summary>
    public long LastGiven { get; private set; }
    public int GivenAs { get; private set; }

    public double Load => (double)Held / Math.Max(1, Person.Capacity);

    public bool HasRoom(int kind) => Held < Person.Capacity && _held[kind] < _most[kind];

    public void Take(int kind, long at, int place)
    {
        Held++;
        _held[kind]++;
        (LastGiven, GivenAs) = (Math.Max(LastGiven, at), place);
    }
}

/// <summary>Who goes before whom: what compares as smaller is chosen.</summary>
internal readonly record struct Rank(double Score, long LastGiven, int GivenAs, int At) : IComparable<Rank>
{
    public int CompareTo(Rank other)
    {
        var byScore = other.Score.CompareTo(Score);
        if (byScore != 0) { return byScore; }

        var byTime = LastGiven.CompareTo(other.LastGiven);
        if (byTime != 0) { return byTime; }

        var byPlace = GivenAs.CompareTo(other.GivenAs);
        return byPlace != 0 ? byPlace : At.CompareTo(other.At);
    }
}

/// <summary>The people who may take one sort of matter, the best first.</summary>
internal sealed class Candidates
{
    private readonly PriorityQueue<Desk, Rank> _heap;
    private readonly double[] _shares;
    private readonly RouterRules _rules;

    /// <param name="desks">They.</param>
    /// <param name="share">Which share of the preferred skills somebody has.</param>
    /// <param name="everybody">How many people the run knows.</param>
    /// <param name="rules">How they are weighed.</param>
    /// <param name="nobody">Why there is none, when there is none.</param>
    public Candidates(IReadOnlyCollection<Desk> desks, Func<Desk, double> share, int everybody, RouterRules rules, string nobody)
    {
        (_rules, Nobody) = (rules, nobody);
        _shares = new double[everybody];
        Array.Fill(_shares, -1);
        foreach (var desk in desks) { _shares[desk.At] = share(desk); }

        _heap = new PriorityQueue<Desk, Rank>(desks.Select(desk => (desk, RankOf(desk, 0))));
    }

    public string Nobody { get; }

    public bool Has(Desk desk) => _shares[desk.At] >= 0;

    public double ShareOf(Desk desk) => _shares[desk.At];

    public Rank RankOf(Desk desk, double continuity) =>
        new((_rules.PreferredWeight * _shares[desk.At]) + continuity - (_rules.LoadWeight * desk.Load), desk.LastGiven, desk.GivenAs, desk.At);

    /// <summary>The best of them who has room, continuity aside; null: nobody has.</summary>
    public Desk? Best(int kind)
    {
        while (_heap.TryPeek(out var desk, out var rank))
        {
            // Room never comes back within a run.
            if (!desk.HasRoom(kind))
            {
                _heap.Dequeue();
                continue;
            }

            var current = RankOf(desk, 0);
            if (current == rank) { return desk; }

            _heap.DequeueEnqueue(desk, current);
        }

        return null;
    }
}
