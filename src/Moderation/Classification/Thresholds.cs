namespace Steward.Moderation.Classification;

/// <summary>From which probability on a label is given, and from which on something may be done without asking: both from texts that training had not seen.</summary>
internal static class Thresholds
{
    /// <summary>
    /// Of the texts that do not deserve the label, at most one in so many may reach it. Held-out texts come from where the training came from; other people's
    /// texts are stranger, which is why this is ten times stricter than what is wanted of them (0.3 %).
    /// </summary>
    public const double FalseShare = 0.0003;

    /// <summary>A score that separates well on a small sample separates less well on the next one.</summary>
    private const float LeastToAct = 0.995f;

    public static Reading Of(IReadOnlyList<(float Score, bool Is)> held)
    {
        var (a, b) = PlattScaling.Fit(held);
        var reading = new Reading((float)a, (float)b, 0, 0);
        var falling = held.OrderByDescending(one => one.Score).ToList();
        var positives = held.Count(one => one.Is);
        var mayBeWrong = (int)(FalseShare * (held.Count - positives));
        var (right, wrong, best, decide, act) = (0, 0, 0.0, falling[0].Score, float.PositiveInfinity);
        for (var k = 0; k < falling.Count; k++)
        {
            if (falling[k].Is) { right++; }
            else { wrong++; }

            if (k + 1 < falling.Count && falling[k + 1].Score == falling[k].Score) { continue; }

            var f1 = 2.0 * right / (right + wrong + positives);
            if (f1 > best) { (best, decide) = (f1, falling[k].Score); }

            if (wrong <= mayBeWrong) { act = falling[k].Score; }
        }

        return reading with { Decide = reading.Probability(decide), Act = float.IsPositiveInfinity(act) ? 2 : Math.Max(LeastToAct, reading.Probability(act)) };
    }
}
