using Steward.Kernel;

namespace Steward.Staffing.Leads;

internal static class LeadProblems
{
    public static Problem NotFound(Guid lead) => new("STF-060", ProblemKind.NotFound, $"There is no lead {lead} in this brand.", "lead_id");

    public static Problem SomebodyElse(Guid lead) => new("STF-061", ProblemKind.Conflict, $"Somebody else has lead {lead}.", "lead_id");

    public static Problem WrongState(Guid lead, string state) => new("STF-062", ProblemKind.Conflict, $"Lead {lead} is {state}.", "lead_id");

    public static Problem WithSales(Guid member) => new("STF-063", ProblemKind.Conflict, $"Member {member} is with sales already.", "member_id");

    public static Problem NoSeller() => new("STF-064", ProblemKind.Conflict, "The brand has named nobody who sells and works for it: name an owner, or let a lead name sellers.", "owner_id");

    public static Problem NotOfTheBrand(IEnumerable<Guid> people) => new("STF-065", ProblemKind.Conflict, $"{string.Join(", ", people)} does not work for this brand.", "owner_id");

    public static Problem WrongText(string field, int most) => Problem.InvalidField("STF-066", field, $"{field} must have at most {most} characters.");

    public static Problem WrongOutcome(string outcome) => Problem.InvalidField("STF-067", "outcome", $"There is no outcome {outcome}; use one of {string.Join(", ", LeadState.Outcomes)}.");

    public static Problem WrongAmount(long most) => Problem.InvalidField("STF-068", "amount_fen", $"amount_fen must be 0 to {most}.");

    public static Problem UnknownState(string state) => Problem.InvalidField("STF-069", "states", $"There is no state {state}; use some of {string.Join(", ", LeadState.All)}, or none.");

    public static Problem ForeignToken() => Problem.InvalidField("STF-070", "page_token", "page_token is not one that this method returned.");

    public static Problem Bad(IEnumerable<string> wrong) => Problem.InvalidField("STF-071", "rules", $"The rules cannot be put in force: {string.Join("; ", wrong)}.");

    public static Problem ChangedMeanwhile(LeadRulesVersion now, int read) => new(
        "STF-072", ProblemKind.Conflict, $"{now.SetBy} put version {now.Version} in force at {now.SetAt:u}, you have read version {read}: read it again, then decide.", "expected_version");

    public static Problem WrongRange() => Problem.InvalidField("STF-073", "until", "until must be after from, and at most 400 days.");
}
