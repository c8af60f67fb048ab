using Steward.Kernel;

namespace Steward.Staffing.Leads;

/// <summary>Who sells for a brand, and how soon. Built in: nobody by itself, so that whoever hands over names somebody, and half an hour on duty.</summary>
internal sealed record LeadRules
{
    private const int MostSellers = 100;
    private const int MostMinutes = 7 * 1440;

    /// <summary>Who gets leads in turn: the one who got one least recently.</summary>
    public IReadOnlyList<Guid> Sellers { get; init; } = [];

    /// <summary>In how much of the brand's time on duty the owner is to speak to the member.</summary>
    public int FirstFollowMinutes { get; init; } = 30;

    /// <summary>Everything that is wrong with them, or null.</summary>
    public Problem? Wrong()
    {
        var wrong = new List<string>();
        if (Sellers.Count > MostSellers || Sellers.Distinct().Count() < Sellers.Count) { wrong.Add($"sellers must be at most {MostSellers}, each named once"); }

        if (FirstFollowMinutes is < 1 or > MostMinutes) { wrong.Add($"first_follow_minutes must be 1 to {MostMinutes}"); }

        return wrong.Count == 0 ? null : LeadProblems.Bad(wrong);
    }
}

/// <summary>Rules that are in force in a brand.</summary>
/// <param name="Version">0: the built-in ones.</param>
/// <param name="Rules">They.</param>
/// <param name="SetAt">Since when; null: ever.</param>
/// <param name="SetBy">The operator's id; empty: nobody.</param>
internal sealed record LeadRulesVersion(int Version, LeadRules Rules, DateTimeOffset? SetAt, string SetBy)
{
    public static LeadRulesVersion BuiltIn { get; } = new(0, new LeadRules(), null, "");
}
