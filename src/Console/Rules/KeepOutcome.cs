using Steward.Console.Shared;

namespace Steward.Console.Rules;

/// <summary>What became of putting something into a draft.</summary>
/// <param name="Failure">Why the call did not work out.</param>
/// <param name="Mistakes">What the service finds wrong with it; each names its rule in <c>List</c>.</param>
public sealed record KeepOutcome(Failure? Failure, IReadOnlyList<RuleMistake> Mistakes)
{
    /// <summary>Whether it is in the draft.</summary>
    public bool Kept => Failure is null && Mistakes.Count == 0;
}
