using Steward.Kernel;

namespace Steward.Moderation.Discipline;

/// <summary>What a policy must be like. Everything that is wrong is told at once.</summary>
internal static class PolicyCheck
{
    public const int LongestWarning = 500;
    private const int MostDays = 3650;
    private const double MostPoints = 100;

    public static Problem? Of(Policy policy)
    {
        List<string> wrong =
        [
            .. policy.Weights.Where(weight => !Rules.OffenceClass.All.Contains(weight.Key)).Select(weight => $"weights: there is no class {weight.Key}; there are {Rules.OffenceClass.Names}"),
            .. policy.Weights.Where(weight => weight.Value is not (> 0 and <= MostPoints)).Select(weight => $"weights: {weight.Key} must weigh more than 0 and at most {MostPoints}"),
            .. policy.ZeroTolerance.Where(name => !Rules.OffenceClass.All.Contains(name)).Select(name => $"zero_tolerance: there is no class {name}; there are {Rules.OffenceClass.Names}"),
            .. policy.Ladder.Where(rung => !Sanction.All.Contains(rung.Sanction)).Select(rung => $"ladder: there is no sanction {rung.Sanction}; there are {Sanction.Names}"),
        ];
        if (policy.WindowDays is < 1 or > MostDays) { wrong.Add($"window_days must be 1 to {MostDays}"); }

        if (policy.HalfLifeDays is < 1 or > MostDays) { wrong.Add($"half_life_days must be 1 to {MostDays}"); }

        if (policy.Ladder.Count == 0 || policy.Ladder[0].From != 0) { wrong.Add("ladder: the first rung must begin at 0"); }

        if (policy.Ladder.Any(rung => rung.From is not (>= 0 and <= MostPoints)) || policy.Ladder.Zip(policy.Ladder.Skip(1)).Any(two => two.First.From >= two.Second.From || Sanction.HardnessOf(two.First.Sanction) > Sanction.HardnessOf(two.Second.Sanction)))
        {
            wrong.Add($"ladder: each rung must begin higher than the one before it, at {MostPoints} at most, and be no milder");
        }

        if (policy.WarningText.Trim().Length == 0 || policy.WarningText.Length > LongestWarning || policy.WarningText.Contains('\0')) { wrong.Add($"warning_text must have 1 to {LongestWarning} characters, none of them U+0000"); }

        return wrong.Count == 0 ? null : DisciplineProblems.BadPolicy(wrong);
    }
}
