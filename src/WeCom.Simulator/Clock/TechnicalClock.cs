namespace Steward.WeCom.Simulator.Clock;

/// <summary>
/// The time of tokens, rate windows, welcome codes and employees' delays. It is the real one, so that an accelerated day does not
/// outdate them, until somebody decides that the simulated clock rules everything: then an hour's block can be waited out in a moment.
/// </summary>
internal sealed class TechnicalClock(TimeProvider real, SimulatedClock simulated) : TimeProvider
{
    private volatile bool _simulated;

    /// <summary>Whether the simulated clock rules technical time too.</summary>
    public bool FollowsWorld
    {
        get => _simulated;
        set => _simulated = value;
    }

    public override DateTimeOffset GetUtcNow() => _simulated ? simulated.GetUtcNow() : real.GetUtcNow();
}
