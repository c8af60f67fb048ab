using Steward.Staffing.Routing;

namespace Steward.Staffing.Simulation;

/// <summary>How many groups one person can serve.</summary>
internal static class Leverage
{
    private const int Most = 20_000;
    private const int Step = 25;

    // Of a day's matters; a night leaves a seventh.
    private const double Drowning = 0.4;

    /// <summary>Days as assumed, from the first midnight to the night after the last.</summary>
    public static DayFigures Simulate(Assumptions assumed, RouterRules rules, Action<double> passed, CancellationToken ct) => Simulate(assumed, rules, int.MaxValue, passed, ct);

    /// <summary>The most groups for each person with which the share that is answered in time is still kept, to 25 groups, and the days with them; null: not even 25 can be served so.</summary>
    public static (int Groups, DayFigures Figures)? Find(Assumptions assumed, double share, RouterRules rules, Action<double> passed, CancellationToken ct)
    {
        (int Groups, DayFigures Figures)? best = null;
        var (low, high, tried) = (0, Most / Step, 0);
        while (low < high)
        {
            // Upwards by half as much again until a crew drowns, which takes longest to simulate; then by halves.
            var middle = high == Most / Step ? Math.Min(high, Math.Max(8, low * 3 / 2)) : (low + high + 1) / 2;
            var supposed = assumed with { GroupsEach = middle * Step };
            var aDay = supposed.Operators * supposed.GroupsEach * (supposed.QuestionsAGroup * (1 - supposed.Deflected) + supposed.ComplaintsAGroup + supposed.IntentsAGroup);
            var figures = Simulate(supposed, rules, (int)(aDay * Drowning), part => passed(1 - Math.Pow(0.8, tried + part)), ct);
            tried++;
            if (figures.Within >= share) { (best, low) = ((middle * Step, figures), middle); }
            else { high = middle - 1; }
        }

        return best;
    }

    /// <summary>
    /// How many groups somebody serves who goes round them one after the other, as it is done without an inbox: a round of G visits lasts G × visit ÷ (1 − share of the time that answering takes), a question waits for
    /// the round to come to it, evenly between nothing and a whole round.
    /// </summary>
    /// <param name="assumed">Questions and how long they take.</param>
    /// <param name="share">Which share is to be answered in time.</param>
    /// <param name="visitSeconds">To open a group and to see whether anything waits.</param>
    public static int GoingRound(Assumptions assumed, double share, double visitSeconds)
    {
        var round = assumed.WithinMinutes * 60 / share;
        var answering = assumed.QuestionsAGroup * (1 - assumed.Deflected) * assumed.WrittenSeconds / (11 * 3600);
        return (int)(assumed.Present * round / (visitSeconds + (answering * round)));
    }

    private static DayFigures Simulate(Assumptions assumed, RouterRules rules, int mostWaiting, Action<double> passed, CancellationToken ct)
    {
        var (matters, crew) = (Arrivals.Draw(assumed), Arrivals.Crew(assumed));
        return DayFigures.Of(assumed, matters, crew, SimulatedDays.Run(matters, crew, assumed.Capacity, rules, assumed.TurnSeconds, assumed.Days + 2, mostWaiting, passed, ct));
    }
}
