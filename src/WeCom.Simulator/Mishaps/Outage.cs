using Steward.WeCom.Simulator.Clock;

namespace Steward.WeCom.Simulator.Mishaps;

/// <summary>What an outage takes away.</summary>
internal enum Part
{
    /// <summary>Every call under <c>/cgi-bin</c> breaks off.</summary>
    Api,

    /// <summary>So does every call of the archive.</summary>
    Archive,

    /// <summary>Events of the time are never sent, as WeCom may discard them.</summary>
    Callbacks,

    /// <summary>Events of the time are sent when it is over.</summary>
    HeldCallbacks,
}

/// <summary>WeCom is away, in part or as a whole, for a time or until further notice.</summary>
internal sealed class Outage(TechnicalClock clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Part, DateTimeOffset> _until = [];

    /// <param name="parts">What goes away.</param>
    /// <param name="length">For how long; null = until <see cref="End"/>.</param>
    public void Begin(IEnumerable<Part> parts, TimeSpan? length)
    {
        var until = length is { } time ? clock.GetUtcNow() + time : DateTimeOffset.MaxValue;
        lock (_gate)
        {
            foreach (var part in parts)
            {
                _until[part] = until;
            }
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _until.Clear();
        }
    }

    public bool Of(Part part)
    {
        lock (_gate)
        {
            return _until.TryGetValue(part, out var until) && until > clock.GetUtcNow();
        }
    }

    /// <summary>What is away, with the seconds left; null = until further notice.</summary>
    public IReadOnlyDictionary<Part, double?> Running()
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            return _until.Where(u => u.Value > now).ToDictionary(u => u.Key, u => u.Value == DateTimeOffset.MaxValue ? null : (double?)(u.Value - now).TotalSeconds);
        }
    }
}
