namespace Steward.Staffing.Routing;

/// <summary>Settings of routing (section <c>Routing</c>).</summary>
internal sealed class RoutingOptions
{
    /// <summary>How often it is looked what is to be handed back, given and escalated.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long who has a break keeps what they have.</summary>
    public TimeSpan BreakKeeps { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>After how long of waiting a step of skills is waived; 0: never.</summary>
    public TimeSpan RelaxAfter { get; set; } = new RouterRules().RelaxAfter;

    /// <summary>How much earlier one step of priority makes a matter count.</summary>
    public TimeSpan PriorityWorth { get; set; } = new RouterRules().PriorityWorth;
}
