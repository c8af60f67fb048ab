using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Shifts;

/// <summary>Where somebody is, in one word.</summary>
public static class DutyState
{
    public const string OnDuty = "duty";
    public const string Covering = "cover";
    public const string Away = "away";
    public const string Off = "off";
    public const string None = "none";

    /// <summary>In the order in which a list shows them.</summary>
    public static readonly string[] All = [OnDuty, Covering, Away, Off, None];

    /// <param name="person">With their plan.</param>
    /// <returns>One of <see cref="All"/>; without a plan <see cref="None"/>.</returns>
    public static string Of(Duty person) => person.Version == 0 ? None : person.AwaySince is not null ? Away : person.OnDuty ? OnDuty : person.Covering ? Covering : Off;

    /// <summary>The state whose colours a badge has.</summary>
    public static string Badge(Duty person) => Of(person) switch { OnDuty => "done", Covering => "claimed", Away => "open", _ => "" };
}
