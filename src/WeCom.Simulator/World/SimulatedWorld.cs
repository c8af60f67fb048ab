using Microsoft.Extensions.Options;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.World;

/// <summary>The corps, their people and the day that is planned for them.</summary>
internal sealed class SimulatedWorld
{
    public SimulatedWorld(IOptions<SimulatorOptions> options, SimulatedClock clock, TimeProvider real)
    {
        var epoch = options.Value.Epoch ?? real.GetUtcNow().ToUnixTimeSeconds();
        var corps = WorldBuilder.Build(options.Value, FirstSeq(epoch), clock);
        Seed = options.Value.Seed;
        Epoch = epoch;
        Corps = corps.ToDictionary(c => c.CorpId);
        Day = DayPlanner.Plan(corps, Seed, epoch);
    }

    public ulong Seed { get; }

    /// <summary>Start of this run in Unix seconds, unless fixed by configuration.</summary>
    public long Epoch { get; }

    public IReadOnlyDictionary<string, Corp> Corps { get; }

    public DayPlan Day { get; }

    /// <summary>Leaves room for 100,000 messages a second between two starts, far below 2^53.</summary>
    private static long FirstSeq(long epoch) => Math.Max(0, epoch - 1_700_000_000) * 100_000;
}
