using System.ComponentModel.DataAnnotations;

namespace Steward.Gateway.Keys;

/// <summary>Settings of API keys (section <c>Keys</c>).</summary>
internal sealed class KeyOptions
{
    /// <summary>How long a key is taken as valid without asking Members again; so long a revoked key may still work.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Remember { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many requests a key may make in a row after a pause.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 100;

    /// <summary>How many requests a key may make each second in the long run.</summary>
    [Range(1, 1_000_000)]
    public int PerSecond { get; set; } = 50;
}
