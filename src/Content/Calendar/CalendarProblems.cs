using Steward.Kernel;

namespace Steward.Content.Calendar;

internal static class CalendarProblems
{
    /// <summary>Everything that is wrong with an entry, in one problem: fields separated by commas, one sentence each.</summary>
    public static Problem Invalid(IReadOnlyCollection<(string Field, string Message)> faults) => new(
        "CNT-001",
        ProblemKind.Invalid,
        string.Join(' ', faults.Select(fault => fault.Message)),
        string.Join(',', faults.Select(fault => fault.Field).Distinct()));

    public static Problem NotFound(Guid entry) => new("CNT-002", ProblemKind.NotFound, $"There is no calendar entry {entry} in this brand.", "entry_id");

    public static Problem NotScheduled(Guid entry, string state) =>
        new("CNT-003", ProblemKind.Conflict, $"Calendar entry {entry} is {state}; only a scheduled or held one can be changed or taken back.", "entry_id");

    public static Problem UnknownState(string state) =>
        Problem.InvalidField("CNT-004", "state", $"There is no state {state}; use one of {string.Join(", ", EntryState.All)}, or leave it empty.");

    public static Problem NoMoment(string field) => Problem.InvalidField("CNT-005", field, $"{field} is no moment between the years 1 and 9999.");

    public static Problem ForeignToken() => Problem.InvalidField("CNT-006", "page_token", "page_token is not one that this method returned.");
}
