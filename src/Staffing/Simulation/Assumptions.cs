namespace Steward.Staffing.Simulation;

/// <summary>
/// What a simulated day supposes. None of it was measured with people at work: the shares of the knowledge base are what <c>kb eval</c> measures or what practice reports, the rest is stated here to be changed.
/// </summary>
internal sealed record Assumptions
{
    /// <summary>People who work on a day, whatever their shift.</summary>
    public int Operators { get; init; } = 60;

    /// <summary>Groups for each of them.</summary>
    public int GroupsEach { get; init; } = 300;

    /// <summary>How many groups a brand has; more groups are more brands.</summary>
    public int GroupsABrand { get; init; } = 3000;

    /// <summary>For how many brands somebody may work.</summary>
    public int BrandsEach { get; init; } = 4;

    /// <summary>Questions a group asks in a day. With one, somebody who answers 70 % of those of 300 groups by hand spends 3 to 4 hours on it, which leaves practice its hours of reading.</summary>
    public double QuestionsAGroup { get; init; } = 1;

    /// <summary>Complaints, and signs that somebody wants to buy, of a group in a day.</summary>
    public double ComplaintsAGroup { get; init; } = 0.01;
    public double IntentsAGroup { get; init; } = 0.03;

    /// <summary>Share of the questions that the knowledge base answers alone. 0.3 is what practice reports; the shipped matching answers 0.6 to 0.7 of what its base knows (Content's figures).</summary>
    public double Deflected { get; init; } = 0.3;

    /// <summary>Share of the other questions for which a suggestion is right and only has to be sent.</summary>
    public double Suggested { get; init; } = 0.6;

    /// <summary>Seconds from opening a matter to its answer: medians of a log-normal.</summary>
    public double SuggestedSeconds { get; init; } = 15;
    public double WrittenSeconds { get; init; } = 60;
    public double ComplaintSeconds { get; init; } = 240;
    public double IntentSeconds { get; init; } = 120;

    /// <summary>Standard deviation of the logarithm of those seconds.</summary>
    public double SecondsSpread { get; init; } = 0.5;

    /// <summary>Share of the shift in which somebody works at the inbox.</summary>
    public double Present { get; init; } = 0.85;

    /// <summary>How many matters somebody may have at once.</summary>
    public int Capacity { get; init; } = 5;

    /// <summary>Who works when. Shifts with hours outside of nine to eight work for all brands.</summary>
    public IReadOnlyList<Shift> Shifts { get; init; } = Shift.Usual;

    /// <summary>Share of a brand's matters that follow its posts (three a day, at its own times), most within minutes. Groups get a post over an hour: WeCom sends when an employee has confirmed.</summary>
    public double AfterPosts { get; init; } = 0.25;

    /// <summary>Measured days; one before them warms up.</summary>
    public int Days { get; init; } = 3;

    /// <summary>The first response that was promised, in minutes on duty (nine to eight every day).</summary>
    public double WithinMinutes { get; init; } = 10;

    /// <summary>How often what waits is routed, in seconds.</summary>
    public int TurnSeconds { get; init; } = 5;

    public int Seed { get; init; } = 20261123;

    /// <summary>The first thing that cannot be simulated: the assumption and what it may be; null: all can.</summary>
    public (string Name, string Rule)? Wrong() => ((string Name, bool Fine, string Rule)[])
    [
        (nameof(Operators), Operators is >= 1 and <= 1000, "1 to 1,000"),
        (nameof(GroupsEach), GroupsEach is >= 1 and <= 20_000, "1 to 20,000"),
        (nameof(GroupsABrand), GroupsABrand >= 1, "1 or more"),
        (nameof(BrandsEach), BrandsEach is >= 1 and <= 100, "1 to 100"),
        (nameof(QuestionsAGroup), QuestionsAGroup is >= 0 and <= 100, "0 to 100"),
        (nameof(Deflected), Deflected is >= 0 and <= 1, "0 to 1"),
        (nameof(Suggested), Suggested is >= 0 and <= 1, "0 to 1"),
        (nameof(Present), Present is > 0 and <= 1, "more than 0, 1 at most"),
        (nameof(Capacity), Capacity is >= 1 and <= 100, "1 to 100"),
        (nameof(Days), Days is >= 1 and <= 60, "1 to 60"),
        (nameof(WithinMinutes), WithinMinutes is > 0 and <= 1440, "more than 0, 1,440 at most"),
        (nameof(TurnSeconds), TurnSeconds is >= 1 and <= 600, "1 to 600"),
    ] is var rules && Array.Find(rules, rule => !rule.Fine) is { Name: not null } wrong ? (wrong.Name, wrong.Rule) : null;
}
