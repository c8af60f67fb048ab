namespace Steward.Staffing.Routing;

/// <summary>How matters are weighed against people. No weight is below 0.</summary>
internal sealed record RouterRules
{
    /// <summary>No priority counts for more: what has the least goes before all that came this many <see cref="PriorityWorth"/> later.</summary>
    public const int MostPriority = 100;

    /// <summary>After so long preferred skills no longer count, and after each further such time one more required skill is waived. Zero or less: nothing is ever waived.</summary>
    public TimeSpan RelaxAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How much earlier one step of priority makes a matter count.</summary>
    public TimeSpan PriorityWorth { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For having all preferred skills; a part of them counts for its share.</summary>
    public double PreferredWeight { get; init; } = 1;

    /// <summary>For looking after the group. More than skills and load can make up for together, so that a group keeps its person while they have room.</summary>
    public double OwnerWeight { get; init; } = 3;

    /// <summary>For having served the group before.</summary>
    public double ServedWeight { get; init; } = 0.5;

    /// <summary>Taken off for having all that one can have; a part of it counts for its share.</summary>
    public double LoadWeight { get; init; } = 1;
}
