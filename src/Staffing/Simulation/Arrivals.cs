using Steward.Staffing.Triage;

namespace Steward.Staffing.Simulation;

/// <summary>Who works and what comes, drawn from assumptions; the same seed draws the same.</summary>
internal static class Arrivals
{
    // Supposed: quiet nights, a rise from eight, a little less at noon, most in the evening.
    private static readonly double[] ByHour = [2, 1, 0.5, 0.4, 0.4, 0.6, 1.5, 3, 5, 6, 6.5, 6.5, 6, 5.5, 5, 5, 5.5, 5.5, 6, 6.5, 7, 7, 6, 3.5];

    // Each brand posts once in each of these stretches of hours, at its own time.
    private static readonly (int From, int Until)[] Posts = [(9, 11), (13, 16), (18, 21)];
    private const double AfterPostSeconds = 420;
    private const int Hour = 3600;
    private const int PostTakes = Hour;

    /// <summary>How many brands the groups are.</summary>
    public static int Brands(Assumptions assumed) => Math.Max(1, (int)Math.Ceiling((double)assumed.Operators * assumed.GroupsEach / assumed.GroupsABrand));

    /// <summary>The people, with brands and shifts spread evenly.</summary>
    public static IReadOnlyList<CrewMember> Crew(Assumptions assumed)
    {
        var brands = Brands(assumed);
        var all = Enumerable.Range(0, brands).Select(SimulatedId.Brand).ToHashSet();
        return
        [
            .. ShiftsOf(assumed).Select((shift, number) => new CrewMember(
                shift.Covers ? all : Enumerable.Range(0, assumed.BrandsEach).Select(step => SimulatedId.Brand((number + step) % brands)).ToHashSet(), shift.From * Hour, shift.Until * Hour)),
        ];
    }

    /// <summary>Each person's shift: of the one that lacks most of its share, again and again, so that people who follow each other work in different ones.</summary>
    private static IEnumerable<Shift> ShiftsOf(Assumptions assumed)
    {
        var whole = assumed.Shifts.Sum(shift => shift.Share);
        var taken = new int[assumed.Shifts.Count];
        for (var person = 1; person <= assumed.Operators; person++)
        {
            var most = Enumerable.Range(0, taken.Length).MaxBy(at => (assumed.Shifts[at].Share / whole * person) - taken[at]);
            taken[most]++;
            yield return assumed.Shifts[most];
        }
    }

    /// <summary>All matters of the warming day and the measured ones, by time.</summary>
    public static IReadOnlyList<SimulatedMatter> Draw(Assumptions assumed)
    {
        var dice = new Random(assumed.Seed);
        var brands = Brands(assumed);
        var posts = Enumerable.Range(0, brands).Select(_ => Array.ConvertAll(Posts, stretch => (stretch.From + (dice.NextDouble() * (stretch.Until - stretch.From))) * Hour)).ToArray();
        var matters = new List<SimulatedMatter>();
        for (var day = 0; day <= assumed.Days; day++)
        {
            var groups = (double)assumed.Operators * assumed.GroupsEach;
            Add(day, MatterKind.Question, 0, assumed.QuestionsAGroup * (1 - assumed.Deflected) * assumed.Suggested * groups, assumed.SuggestedSeconds);
            Add(day, MatterKind.Question, 0, assumed.QuestionsAGroup * (1 - assumed.Deflected) * (1 - assumed.Suggested) * groups, assumed.WrittenSeconds);
            Add(day, MatterKind.Complaint, Urgency.OfComplaint, assumed.ComplaintsAGroup * groups, assumed.ComplaintSeconds);
            Add(day, MatterKind.Intent, Urgency.OfIntent, assumed.IntentsAGroup * groups, assumed.IntentSeconds);
        }

        matters.Sort((one, other) => one.Second.CompareTo(other.Second));
        return matters;

        void Add(int day, string kind, int priority, double expected, double median)
        {
            for (var left = Poisson(dice, expected); left > 0; left--)
            {
                var owner = dice.Next(assumed.Operators);
                var brand = (owner + dice.Next(assumed.BrandsEach)) % brands;
                var busy = median * Math.Exp(assumed.SecondsSpread * Normal(dice)) / assumed.Present;
                matters.Add(new SimulatedMatter((day * SimulatedDays.DaySeconds) + Clock(dice, assumed.AfterPosts, posts[brand]), brand, (owner * assumed.GroupsEach) + dice.Next(assumed.GroupsEach), owner, kind, priority, busy));
            }
        }
    }

    private static double Clock(Random dice, double afterPosts, double[] posts)
    {
        if (dice.NextDouble() < afterPosts)
        {
            // Who answers a post later than an hour after it does not answer the post.
            return posts[dice.Next(posts.Length)] + (dice.NextDouble() * PostTakes) + Math.Min(-AfterPostSeconds * Math.Log(1 - dice.NextDouble()), Hour);
        }

        var at = dice.NextDouble() * ByHour.Sum();
        var hour = 0;
        while (at >= ByHour[hour]) { at -= ByHour[hour++]; }

        return (hour + (at / ByHour[hour])) * Hour;
    }

    /// <summary>How many come where so many are expected: a normal approximation from a hundred on.</summary>
    private static int Poisson(Random dice, double expected)
    {
        if (expected >= 100) { return Math.Max(0, (int)Math.Round(expected + (Math.Sqrt(expected) * Normal(dice)))); }

        var (count, product, least) = (-1, 1.0, Math.Exp(-expected));
        do { (count, product) = (count + 1, product * dice.NextDouble()); } while (product > least);

        return count;
    }

    // Box and Muller 1958.
    private static double Normal(Random dice) => Math.Sqrt(-2 * Math.Log(1 - dice.NextDouble())) * Math.Cos(2 * Math.PI * dice.NextDouble());
}
