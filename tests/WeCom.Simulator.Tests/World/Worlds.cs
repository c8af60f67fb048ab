using Microsoft.Extensions.Options;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Tests.World;

/// <summary>Worlds without a server around them.</summary>
internal static class Worlds
{
    public static SimulatedWorld Of(ulong seed) =>
        new(Options.Create(new SimulatorOptions { Seed = seed, Epoch = 1_790_000_000 }), new SimulatedClock(TimeProvider.System), TimeProvider.System);

    public static SimulatedWorld Default { get; } = Of(new SimulatorOptions().Seed);
}
