namespace Steward.WeCom.Simulator.Limits;

/// <summary>WeCom's documented base frequencies for one API; 0 = no limit.</summary>
internal sealed record RateLimits
{
    /// <summary>False lets every call through: for measuring how fast a caller is without its limits.</summary>
    public bool On { get; init; } = true;

    /// <summary>One corp, one API.</summary>
    public int CorpPerMinute { get; init; } = 10_000;

    public int CorpPerHour { get; init; } = 150_000;

    /// <summary>One address, one API.</summary>
    public int IpPerMinute { get; init; } = 20_000;

    public int IpPerHour { get; init; } = 600_000;

    /// <summary>Calls of one corp at the same time; WeCom documents the code (45033) but no number, so it is off.</summary>
    public int CorpConcurrent { get; init; }
}
