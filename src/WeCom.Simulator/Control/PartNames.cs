using Steward.WeCom.Simulator.Mishaps;

namespace Steward.WeCom.Simulator.Control;

/// <summary>The parts of an outage as they are written.</summary>
internal static class PartNames
{
    private static readonly Dictionary<string, Part> Parts = new()
    {
        ["api"] = Part.Api,
        ["archive"] = Part.Archive,
        ["callbacks"] = Part.Callbacks,
        ["held-callbacks"] = Part.HeldCallbacks,
    };

    public static IReadOnlyCollection<string> All => Parts.Keys;

    public static string Of(Part part) => Parts.First(p => p.Value == part).Key;

    public static Part? Read(string name) => Parts.TryGetValue(name, out var part) ? part : null;
}
