namespace Steward.ServiceDefaults.Messaging;

/// <summary>
/// When queues without a consumer are reason enough to end the process. While the broker is away they are not, however long that takes; and when it is back the
/// bus sleeps out the pause of its last try first, which grew with the outage. Only who is still missing after that holds a dead connection.
/// </summary>
/// <param name="look">How often the broker is asked.</param>
internal sealed class WatchPatience(TimeSpan look)
{
    /// <summary>In looks: longer than the bus needs to connect and declare just after the broker is back.</summary>
    private const int Least = 5;

    /// <summary>MassTransit's pauses between tries grow by doubling, so the last is at most as long as all before, give or take its jitter; none is longer than a minute.</summary>
    private const int PausePerAbsence = 2;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(75);

    private int _absent;
    private int _alone;

    /// <summary>All queues have had a consumer at one look. Before that the bus is still starting, however long a loaded machine takes for that.</summary>
    public bool Complete { get; private set; }

    /// <summary>Takes one look.</summary>
    /// <param name="leftAlone">How many queues nobody takes from; null: the broker did not answer.</param>
    /// <returns>Whether to end the process.</returns>
    public bool Look(int? leftAlone)
    {
        switch (leftAlone)
        {
            case null:
                // What was counted before it went away was perhaps its going.
                (_absent, _alone) = (_absent + 1, 0);
                return false;
            case 0:
                (Complete, _absent, _alone) = (true, 0, 0);
                return false;
            default:
                _alone++;
                return Complete && _alone >= Least + Math.Min((long)_absent * PausePerAbsence, (long)Math.Ceiling(LongestPause / look));
        }
    }
}
