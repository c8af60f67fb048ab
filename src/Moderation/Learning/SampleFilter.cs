using Steward.Kernel;

namespace Steward.Moderation.Learning;

/// <summary>Which standing samples are suspicious, in its wire spelling.</summary>
internal static class Suspicion
{
    /// <summary>A model that has not seen it says otherwise.</summary>
    public const string Disagrees = "disagrees";

    /// <summary>A text nearly the same was judged otherwise.</summary>
    public const string Contradicted = "contradicted";

    /// <summary>Either.</summary>
    public const string Any = "any";
}

/// <summary>Which samples are meant; what is empty does not matter.</summary>
/// <param name="Deserves">Empty, yes or no.</param>
/// <param name="State">Empty: those that stand; removed.</param>
/// <param name="Suspect">See <see cref="Suspicion"/>; of standing ones only.</param>
internal sealed record SampleFilter(string Label, string Deserves, string AddedBy, DateTimeOffset? From, DateTimeOffset? Until, string Search, string Source, string State, string Suspect)
{
    public const string Removed = "removed";

    public const string Condition =
        """
        brand_id = @brand and (@Label = '' or label = @Label) and (@Deserves = '' or deserves = (@Deserves = 'yes')) and (@AddedBy = '' or added_by = @AddedBy)
        and (@From::timestamptz is null or added_at >= @From) and (@Until::timestamptz is null or added_at < @Until)
        and (@Search = '' or strpos(folded, @folded) > 0) and (@Source = '' or source = @Source) and (removal_id is not null) = (@State = 'removed')
        """;

    public object Args(BrandId brand) => new { brand, Label, Deserves, AddedBy, From, Until, Search, folded = StoredSamples.Folded(Search), Source, State };

    public Problem? Wrong()
    {
        if (Label.Length > 0 && !Classification.Label.All.Contains(Label)) { return LearningProblems.UnknownLabel("filter.label"); }

        if (Deserves is not ("" or "yes" or "no")) { return LearningProblems.BadFilter("filter.deserves", "empty, yes or no"); }

        if (Source.Length > 0 && !SampleSource.All.Contains(Source)) { return LearningProblems.BadFilter("filter.source", $"empty or one of {string.Join(", ", SampleSource.All)}"); }

        if (State is not ("" or Removed)) { return LearningProblems.BadFilter("filter.state", $"empty or {Removed}"); }

        if (Suspect is not ("" or Suspicion.Disagrees or Suspicion.Contradicted or Suspicion.Any)) { return LearningProblems.BadFilter("filter.suspect", "empty, disagrees, contradicted or any"); }

        if (Suspect.Length > 0 && State == Removed) { return LearningProblems.BadFilter("filter.suspect", "empty while removed samples are listed"); }

        return LearningProblems.Wrong("filter.search", Search, false) ?? LearningProblems.Wrong("filter.added_by", AddedBy, false);
    }
}
