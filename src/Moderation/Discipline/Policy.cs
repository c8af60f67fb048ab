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
internal sealed record Policy
{
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

    /// <summary>What a warned member is told; <c>{offence}</c> stands for the class in words.</summary>
    public string WarningText { get; init; } = "您好，您在群里发送的内容涉及{offence}，违反了社群公约，已请管理员撤回。请勿再次发送，再次违规将被移出社群。如有异议请回复本消息申诉。";
}
