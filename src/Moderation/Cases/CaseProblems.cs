using Steward.Kernel;
using Steward.Moderation.Rules;

namespace Steward.Moderation.Cases;

internal static class CaseProblems
{
    public const int LongestNote = 500;
    public const int LongestSearch = 100;

    public static Problem NotFound(Guid caseId) => new("MOD-003", ProblemKind.NotFound, $"There is no case {caseId} in this brand.", "case_id");

    public static Problem AlreadyDecided(Case decided) =>
        new("MOD-004", ProblemKind.Conflict, $"Case {decided.CaseId} is {decided.State} since {decided.DecidedAt:u}; a case is decided once.", "case_id");

    public static Problem UnknownDecision() => Problem.InvalidField("MOD-005", "decision", $"decision must be {CaseState.Upheld} or {CaseState.Dismissed}.");

    public static Problem NoteTooLong(int length) => Problem.InvalidField("MOD-006", "note", $"note has {length} characters; {LongestNote} are the most.");

    public static Problem UnknownState() => Problem.InvalidField("MOD-007", "state", $"state must be empty, {CaseState.Open}, {CaseState.Upheld} or {CaseState.Dismissed}.");

    public static Problem UnknownClass() => Problem.InvalidField("MOD-008", "offence_class", $"offence_class must be empty or one of {OffenceClass.Names}.");

    public static Problem SearchTooLong() => Problem.InvalidField("MOD-009", "search", $"search may have {LongestSearch} characters at most, and none of them U+0000.");

    public static Problem NoteUnreadable() => Problem.InvalidField("MOD-010", "note", "note may not hold the character U+0000.");

    public static Problem UnknownHeld() => Problem.InvalidField("MOD-060", "held", $"held must be empty, {CaseFilter.Free}, {CaseFilter.Taken} or {CaseFilter.Mine}.");

    public static Problem RuleTooLong() => Problem.InvalidField("MOD-061", "rule_id", $"rule_id may have {LongestSearch} characters at most, and none of them U+0000.");
}
