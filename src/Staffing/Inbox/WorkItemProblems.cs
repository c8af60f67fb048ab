using Steward.Kernel;

namespace Steward.Staffing.Inbox;

internal static class WorkItemProblems
{
    public static Problem NotFound(Guid item) => new("STF-020", ProblemKind.NotFound, $"There is no work item {item} in this brand.", "work_item_id");

    public static Problem SomebodyElse(Guid item) => new("STF-021", ProblemKind.Conflict, $"Somebody else has work item {item}.", "work_item_id");

    public static Problem WrongState(Guid item, string state) => new("STF-022", ProblemKind.Conflict, $"Work item {item} is {state}.", "work_item_id");

    public static Problem CommandUsed(Guid command) => new("STF-023", ProblemKind.Conflict, $"The command id {command} was used before; choose a new one for a new try.", "command_id");

    public static Problem WrongText(int mostBytes) => Problem.InvalidField("STF-024", "text", $"text must have 1 to {mostBytes} bytes of UTF-8.");

    public static Problem WrongNote(int most) => Problem.InvalidField("STF-025", "note", $"note must have at most {most} characters.");

    public static Problem UnknownState(string state) => Problem.InvalidField("STF-026", "states", $"There is no state {state}; use some of {string.Join(", ", ItemState.All)}, or none.");

    public static Problem ForeignToken() => Problem.InvalidField("STF-027", "page_token", "page_token is not one that this method returned.");
}
