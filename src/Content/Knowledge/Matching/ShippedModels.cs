using System.Reflection;

namespace Steward.Content.Knowledge.Matching;

/// <summary>What comes with the program (shipped/README.md), for brands that have not taught it enough yet. Read when it is first needed, so that it can be trained without one.</summary>
internal static class ShippedModels
{
    private static readonly Lazy<MatchModel> Classified = new(() => Read("classified.kbm"));
    private static readonly Lazy<MatchModel> Plain = new(() => Read("plain.kbm"));

    /// <summary>The model for bases with or without a classifier.</summary>
    public static MatchModel For(bool classified) => (classified ? Classified : Plain).Value;

    private static MatchModel Read(string name) => MatchModel.Read(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
}
