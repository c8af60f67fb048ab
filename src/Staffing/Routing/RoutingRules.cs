using Steward.Kernel;
using Steward.Staffing.Duty;

namespace Steward.Staffing.Routing;

/// <summary>The skills that matters of a kind ask for.</summary>
/// <param name="Kind">As <c>question</c>.</param>
/// <param name="Required">The most important first: the last is waived first when a matter waits.</param>
/// <param name="Preferred">What counts in somebody's favour.</param>
internal sealed record KindSkills(string Kind, IReadOnlyList<string> Required, IReadOnlyList<string> Preferred);

/// <summary>What a brand's matters ask of who gets them. Built in: nothing, and a quarter of an hour until leads are told.</summary>
internal sealed record RoutingRules
{
    private const int MostKinds = 20;
    private const int MostSkills = 10;
    private const int MostMinutes = 1440;

    /// <summary>The brand's own, never waived; empty: it asks for none.</summary>
    public string Certificate { get; init; } = "";

    public IReadOnlyList<KindSkills> Kinds { get; init; } = [];

    /// <summary>How long past its response deadline what nobody has taken goes to the leads.</summary>
    public int EscalateAfterMinutes { get; init; } = 15;

    /// <summary>Everything that is wrong with them, or null.</summary>
    public Problem? Wrong()
    {
        var wrong = new List<string>();
        if (Certificate.Length > 0 && !DutyPlan.IsSkill(Certificate)) { wrong.Add("certificate must be a skill's name, or empty"); }

        if (Kinds.Count > MostKinds || Kinds.Any(kind => !DutyPlan.IsSkill(kind.Kind)) || Kinds.DistinctBy(kind => kind.Kind).Count() < Kinds.Count) { wrong.Add($"kinds must be at most {MostKinds}, each named once"); }

        if (Kinds.Any(kind => kind.Required.Count > MostSkills || kind.Preferred.Count > MostSkills)) { wrong.Add($"kinds.required and kinds.preferred must be at most {MostSkills} each"); }

        if (Kinds.SelectMany(kind => kind.Required.Concat(kind.Preferred)).Any(skill => !DutyPlan.IsSkill(skill))) { wrong.Add("kinds.required and kinds.preferred must be skills' names"); }

        if (EscalateAfterMinutes is < 0 or > MostMinutes) { wrong.Add($"escalate_after_minutes must be 0 to {MostMinutes}"); }

        return wrong.Count == 0 ? null : RoutingProblems.Bad(wrong);
    }
}

/// <summary>Rules that are in force in a brand.</summary>
/// <param name="Version">0: the built-in ones.</param>
/// <param name="Rules">They.</param>
/// <param name="SetAt">Since when; null: ever.</param>
/// <param name="SetBy">The operator's id; empty: nobody.</param>
internal sealed record RoutingVersion(int Version, RoutingRules Rules, DateTimeOffset? SetAt, string SetBy)
{
    public static RoutingVersion BuiltIn { get; } = new(0, new RoutingRules(), null, "");
}
