using Steward.Kernel;
using Steward.Moderation.Policies;
using Steward.Moderation.Rules;

namespace Steward.Moderation.Discipline;

/// <summary>One rung of the ladder.</summary>
/// <param name="From">The standing, this offence included, from which it is used.</param>
/// <param name="Sanction">See <see cref="Discipline.Sanction"/>.</param>
internal sealed record Rung(double From, string Sanction);

/// <summary>A brand's policy: how heavily offences weigh, how they fade, and what follows.</summary>
/// <remarks>
/// The default is the seeds' ladder: the first offence a private warning and the message taken back, a repeated one removal (003), violence, pornography and the like removal at once (001). An offence counts one point and half of it
/// after thirty days, so "repeated" means a second one before the first has faded to a half: 1 + 0.5 = 1.5.
/// </remarks>
internal sealed record Policy : IBrandPolicy
{
    public const int LongestWarning = 500;
    public const int MostAtOnceEver = 1_000;
    public const int UsualAtOnce = 20;
    private const int MostDays = 3650;
    private const double MostPoints = 100;

    public static string Table => "discipline_policies";

    /// <summary>Points of an offence by its class; a class that is not named weighs 1.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    /// <summary>Older penalties do not count.</summary>
    public int WindowDays { get; init; } = 90;

    /// <summary>After so many days a penalty counts half.</summary>
    public int HalfLifeDays { get; init; } = 30;

    /// <summary>From the mildest to the hardest; the first begins at 0.</summary>
    public IReadOnlyList<Rung> Ladder { get; init; } = [new(0, Sanction.Warn), new(1.5, Sanction.Remove)];

    /// <summary>Classes for which the hardest rung follows at once.</summary>
    public IReadOnlyList<string> ZeroTolerance { get; init; } = [OffenceClass.Illegal];

    /// <summary>Whether that happens without a person, for what a rule of severity <c>act</c> found.</summary>
    public bool AtOnce { get; init; }

    /// <summary>The brake: how many may be dealt with so within an hour; the others wait for a person.</summary>
    public int MostAtOnce { get; init; } = UsualAtOnce;

    /// <summary>What a warned member is told; <c>{offence}</c> stands for the class in words.</summary>
    public string WarningText { get; init; } = "您好，您在群里发送的内容涉及{offence}，违反了社群公约，已请管理员撤回。请勿再次发送，再次违规将被移出社群。如有异议请回复本消息申诉。";

    public Problem? Wrong()
    {
        List<string> wrong =
        [
            .. Weights.Where(weight => !OffenceClass.All.Contains(weight.Key)).Select(weight => $"weights: there is no class {weight.Key}; there are {OffenceClass.Names}"),
            .. Weights.Where(weight => weight.Value is not (> 0 and <= MostPoints)).Select(weight => $"weights: {weight.Key} must weigh more than 0 and at most {MostPoints}"),
            .. ZeroTolerance.Where(name => !OffenceClass.All.Contains(name)).Select(name => $"zero_tolerance: there is no class {name}; there are {OffenceClass.Names}"),
            .. Ladder.Where(rung => !Sanction.All.Contains(rung.Sanction)).Select(rung => $"ladder: there is no sanction {rung.Sanction}; there are {Sanction.Names}"),
        ];
        if (WindowDays is < 1 or > MostDays) { wrong.Add($"window_days must be 1 to {MostDays}"); }

        if (HalfLifeDays is < 1 or > MostDays) { wrong.Add($"half_life_days must be 1 to {MostDays}"); }

        if (Ladder.Count == 0 || Ladder[0].From != 0) { wrong.Add("ladder: the first rung must begin at 0"); }

        if (Ladder.Any(rung => rung.From is not (>= 0 and <= MostPoints)) || Ladder.Zip(Ladder.Skip(1)).Any(two => two.First.From >= two.Second.From || Sanction.HardnessOf(two.First.Sanction) > Sanction.HardnessOf(two.Second.Sanction)))
        {
            wrong.Add($"ladder: each rung must begin higher than the one before it, at {MostPoints} at most, and be no milder");
        }

        if (MostAtOnce is < 1 or > MostAtOnceEver) { wrong.Add($"most_at_once must be 1 to {MostAtOnceEver}"); }

        if (WarningText.Trim().Length == 0 || WarningText.Length > LongestWarning || WarningText.Contains('\0')) { wrong.Add($"warning_text must have 1 to {LongestWarning} characters, none of them U+0000"); }

        return wrong.Count == 0 ? null : DisciplineProblems.BadPolicy(wrong);
    }
}
