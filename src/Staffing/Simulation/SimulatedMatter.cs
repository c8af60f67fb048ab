using Steward.Staffing.Routing;

namespace Steward.Staffing.Simulation;

/// <summary>A matter of a simulated day.</summary>
/// <param name="Second">When it comes, in seconds after the first midnight.</param>
/// <param name="Brand">Whose.</param>
/// <param name="Group">Of which group.</param>
/// <param name="Owner">Who looks after the group, a place among the crew.</param>
/// <param name="Kind">question, complaint or intent.</param>
/// <param name="Priority">For the router.</param>
/// <param name="Seconds">How long somebody is busy with it.</param>
internal sealed record SimulatedMatter(double Second, int Brand, int Group, int Owner, string Kind, int Priority, double Seconds);

/// <summary>Somebody of a simulated crew.</summary>
/// <param name="Brands">For which they may work.</param>
/// <param name="From">When their shift begins, in seconds after midnight.</param>
/// <param name="Until">When it ends.</param>
internal sealed record CrewMember(IReadOnlySet<Guid> Brands, int From, int Until)
{
    public bool Works(double second) => second % SimulatedDays.DaySeconds is var clock && clock >= From && clock < Until;
}

/// <summary>Names of brands, groups and people in a simulation, as the router wants them.</summary>
internal static class SimulatedId
{
    public static Guid Brand(int number) => new(number, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static Guid Group(int number) => new(number, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static Guid Person(int number) => new(number, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static Guid Matter(int number) => new(number, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static QueuedItem Queued(this SimulatedMatter matter, int number, bool afterHours) => new()
    {
        ItemId = Matter(number), BrandId = Brand(matter.Brand), GroupId = Group(matter.Group), Kind = matter.Kind, Priority = matter.Priority,
        WaitingSince = SimulatedDays.Start.AddSeconds(matter.Second), Owner = Person(matter.Owner), AfterHours = afterHours,
    };
}
