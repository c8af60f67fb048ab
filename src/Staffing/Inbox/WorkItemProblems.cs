using Steward.Kernel;
using Steward.Staffing.Triage;

namespace Steward.Staffing.Inbox;

internal static class WorkItemProblems
{
    public static Problem NotFound(Guid item) => new("STF-020", ProblemKind.NotFound, $"There is no work item {item} in this brand.", "work_item_id");

    public static Problem SomebodyElse(Guid item) => new("STF-021", ProblemKind.Conflict, $"Somebody else has work item {item}.", "work_item_id");

    public static Problem WrongState(Guid item, string state) => new("STF-022", ProblemKind.Conflict, $"Work item {item} is {state}.", "work_item_id");

    public static Problem CommandUsed(Guid command) => new("STF-023", ProblemKind.Conflict, $"The command id {command} was used before; choose a new one for a new try.", "command_id");

    public static Problem WrongAttachments(IReadOnlyList<(string Field, string Message)> faults) => Problem.InvalidField("STF-075", string.Join(',', faults.Select(fault => fault.Field)), string.Join(' ', faults.Select(fault => fault.Message)));

    public static Problem WrongText(int mostBytes) => Problem.InvalidField("STF-024", "text", $"text must have 1 to {mostBytes} bytes of UTF-8.");

    public static Problem WrongNote(int most) => Problem.InvalidField("STF-025", "note", $"note must have at most {most} characters.");

    public static Problem UnknownState(string state) => Problem.InvalidField("STF-026", "states", $"There is no state {state}; use some of {string.Join(", ", ItemState.All)}, or none.");

    public static Problem UnknownKind(string kind) => Problem.InvalidField("STF-037", "kind", $"There is no kind {kind}; use one of {string.Join(", ", MatterKind.All)}.");

    public static Problem WrongItems(int most) => Problem.InvalidField("STF-028", "items", $"Name 1 to {most} items, or say all_mine, not both.");

    public static Problem NotOfTheBrand(Guid person) => new("STF-029", ProblemKind.Conflict, $"{person} does not work for this brand.", "to_operator_id");

    public static Problem WrongEnd(TimeSpan longest) => Problem.InvalidField("STF-036", "until", $"until must be ahead, and at most {longest.TotalDays} days; leave it out to have the item back.");

    public static Problem WrongLesson(string field, string why) => Problem.InvalidField("STF-050", field, $"{field} {why}; leave lesson out when nothing is to be learnt.");

    public static Problem ForeignToken() => Problem.InvalidField("STF-027", "page_token", "page_token is not one that this method returned.");
}
