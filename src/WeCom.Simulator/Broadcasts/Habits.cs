using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Broadcasts;

/// <summary>How simulated employees deal with broadcasts that wait for them; shares are percents of the broadcasts.</summary>
/// <param name="Auto">False: nobody confirms anything by themselves.</param>
/// <param name="Delay">Between the task's creation and a prompt confirmation; on the technical clock, as the others.</param>
internal sealed record EmployeeMode(bool Auto, TimeSpan Delay)
{
    public double LatePercent { get; init; }

    /// <summary>The latest a late one confirms.</summary>
    public TimeSpan Late { get; init; } = TimeSpan.FromHours(2);

    public double PartlyPercent { get; init; }

    public double NeverPercent { get; init; }

    /// <summary>Of those who never would, how many confirm after a reminder.</summary>
    public double RemindedPercent { get; init; } = 50;
}

/// <summary>What one employee will do with one broadcast.</summary>
/// <param name="After">Null: nothing.</param>
/// <param name="Share">Part of the recipients, above 0 and up to 1.</param>
internal readonly record struct Decision(TimeSpan? After, double Share);

/// <summary>Decides by the seed: the same broadcast of the same run meets the same employee.</summary>
internal static class Habits
{
    public static Decision Of(EmployeeMode mode, ulong seed, string msgId)
    {
        var dice = Dice.For(seed, "habit:" + msgId);
        var (kind, amount) = (dice.Fraction() * 100, dice.Fraction());
        if (!mode.Auto || kind < mode.NeverPercent)
        {
            return default;
        }

        if (kind < mode.NeverPercent + mode.PartlyPercent)
        {
            return new Decision(mode.Delay, 0.2 + (0.6 * amount));
        }

        return kind < mode.NeverPercent + mode.PartlyPercent + mode.LatePercent
            ? new Decision(mode.Delay + (mode.Late * amount), 1)
            : new Decision(mode.Delay, 1);
    }

    /// <summary>What a reminder changes for somebody who had done nothing.</summary>
    public static Decision AfterReminder(EmployeeMode mode, ulong seed, string msgId, int reminder) =>
        mode.Auto && Dice.For(seed, $"reminder:{reminder}:{msgId}").Fraction() * 100 < mode.RemindedPercent ? new Decision(mode.Delay, 1) : default;
}
