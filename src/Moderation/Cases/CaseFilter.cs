using Steward.Kernel;

namespace Steward.Moderation.Cases;

/// <summary>Which cases somebody wants to see, or to decide at once. What is empty lets all through.</summary>
/// <param name="Search">Part of the last text, or a member's id.</param>
/// <param name="Held"><c>free</c>: nobody has it; <c>held</c>: somebody has; <c>mine</c>: who asks has.</param>
/// <param name="RuleId">A rule that one of its offences broke.</param>
/// <param name="GroupId">A group in which one of its offences was.</param>
/// <param name="By">Who asks.</param>
internal sealed record CaseFilter(string State, string OffenceClass, string Search, string Held, string RuleId, Guid? GroupId, string By)
{
    public const string Free = "free";
    public const string Taken = "held";
    public const string Mine = "mine";

    /// <summary>The filter over the table <c>cases</c> with <see cref="Args"/>.</summary>
    public const string Condition =
        """
        brand_id = any (@brands) and (@State = '' or state = @State) and (@OffenceClass = '' or offence_class = @OffenceClass)
        and (@Search = '' or last_text ilike @pattern or member_id::text = lower(@Search))
        and (@Held = '' or state = 'open' and case @Held when 'free' then coalesce(claimed_until <= @now, true) when 'mine' then claimed_until > @now and claimed_by = @By else claimed_until > @now end)
        and (@RuleId = '' and @GroupId::uuid is null or exists (
            select from offences o where o.brand_id = cases.brand_id and o.case_id = cases.case_id and (@RuleId = '' or o.rule_id = @RuleId) and (@GroupId::uuid is null or o.group_id = @GroupId)))
        """;

    /// <summary>What of it cannot be meant.</summary>
    public Problem? Wrong() =>
        State is not ("" or CaseState.Open or CaseState.Upheld or CaseState.Dismissed) ? CaseProblems.UnknownState()
        : OffenceClass.Length > 0 && !Rules.OffenceClass.All.Contains(OffenceClass) ? CaseProblems.UnknownClass()
        : Search.Length > CaseProblems.LongestSearch || Search.Contains('\0') ? CaseProblems.SearchTooLong()
        : RuleId.Length > CaseProblems.LongestSearch || RuleId.Contains('\0') ? CaseProblems.RuleTooLong()
        : Held is not ("" or Free or Taken or Mine) ? CaseProblems.UnknownHeld()
        : null;

    public object Args(IReadOnlyList<BrandId> brands, DateTimeOffset now) => new
    {
        brands = brands.Select(brand => brand.Value).ToArray(), State, OffenceClass, Search, pattern = $"%{EscapeLike(Search)}%", Held, RuleId, GroupId, By, now,
    };

    private static string EscapeLike(string search) =>
        search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
