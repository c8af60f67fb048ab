using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Rules;

/// <summary>What became of putting something into a draft.</summary>
/// <param name="Failure">Why the call did not work out.</param>
/// <param name="Mistakes">What the service finds wrong with it; each names its rule in <c>List</c>.</param>
public sealed record KeepOutcome(Failure? Failure, IReadOnlyList<RuleMistake> Mistakes)
{
    /// <summary>The draft as a colleague wrote it, who changed the same thing since it was read here; nothing was kept. Asked again, what was written here takes its place.</summary>
    public RuleVersion? Changed { get; init; }
}
