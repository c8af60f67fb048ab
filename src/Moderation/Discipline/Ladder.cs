namespace Steward.Moderation.Discipline;

/// <summary>An offence for which somebody was called to account before.</summary>
/// <param name="OffenceClass">See <see cref="Rules.OffenceClass"/>.</param>
/// <param name="Points">What it weighed when it was decided; a later change of the policy does not make the past worse.</param>
/// <param name="At">When it was decided.</param>
internal sealed record PastPenalty(string OffenceClass, double Points, DateTimeOffset At);

/// <summary>What the ladder says, and why.</summary>
/// <param name="Sanction">See <see cref="Discipline.Sanction"/>.</param>
/// <param name="Points">What this offence weighs.</param>
/// <param name="Before">The member's standing without it.</param>
/// <param name="Reason"><c>exempt</c>, <c>zero-tolerance</c> or <c>ladder</c>.</param>
internal sealed record Proposal(string Sanction, double Points, double Before, string Reason)
{
    /// <summary>The standing with it, by which the rung is chosen.</summary>
    public double Standing => Before + Points;
}

/// <summary>
/// The ladder: the same policy, history and offence always give the same answer, whoever asks. Exponential decay of strikes within a window, as moderation consoles count them (domain.md §3.3, Coop), with the seeds' steps.
/// </summary>
internal static class Ladder
{
    /// <param name="policy">The brand's.</param>
    /// <param name="history">The member's penalties that stand, in any order.</param>
    /// <param name="offenceClass">What it is about.</param>
    /// <param name="isExempt">Whether the member is on the brand's list of those nothing is done about.</param>
    /// <param name="now">When it is decided.</param>
    public static Proposal Of(Policy policy, IEnumerable<PastPenalty> history, string offenceClass, bool isExempt, DateTimeOffset now)
    {
        var before = history.Sum(penalty => Left(policy, penalty, now));
        var points = policy.Weights.GetValueOrDefault(offenceClass, 1);
        if (isExempt) { return new Proposal(Sanction.None, 0, before, "exempt"); }

        return policy.ZeroTolerance.Contains(offenceClass)
            ? new Proposal(Harder(policy.Ladder[^1].Sanction, Sanction.Remove), points, before, "zero-tolerance")
            : new Proposal(policy.Ladder.Last(rung => rung.From <= before + points).Sanction, points, before, "ladder");
    }

    /// <summary>What is left of a penalty's points.</summary>
    public static double Left(Policy policy, PastPenalty penalty, DateTimeOffset now)
    {
        var days = Math.Max(0, (now - penalty.At).TotalDays);
        return days > policy.WindowDays ? 0 : penalty.Points * Math.Pow(0.5, days / policy.HalfLifeDays);
    }

    /// <summary>A ladder that ends with a warning still knows what zero tolerance means.</summary>
    private static string Harder(string one, string other) => Sanction.HardnessOf(one) >= Sanction.HardnessOf(other) ? one : other;
}
