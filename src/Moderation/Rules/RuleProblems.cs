using Steward.Kernel;
using Steward.Moderation.Rules.Versions;

namespace Steward.Moderation.Rules;

internal static class RuleProblems
{
    public const int LongestReason = 500;
    private const int MostShown = 20;

    public static Problem Invalid(IReadOnlyList<RuleError> errors)
    {
        var shown = string.Join("; ", errors.Take(MostShown).Select(error => $"{(error.Line > 0 ? $"line {error.Line}: " : string.Empty)}{error.Field} {error.Message}"));
        var more = errors.Count > MostShown ? $"; and {errors.Count - MostShown} more" : string.Empty;
        return new Problem("MOD-001", ProblemKind.Invalid, $"The rule set has {errors.Count} errors: {shown}{more}.", errors[0].Field);
    }

    public static Problem NoRules(BrandId brand) => new("MOD-002", ProblemKind.NotFound, $"Brand {brand} has no rules yet.");

    public static Problem NoVersion(int version) => new("MOD-011", ProblemKind.NotFound, $"There is no version {version} of these rules.", "version");

    public static Problem WrongState(int version, string state, string needed) => new("MOD-012", ProblemKind.Conflict, $"Version {version} is {state}; this needs {needed}.", "version");

    public static Problem NoPack(Guid pack) => new("MOD-013", ProblemKind.NotFound, $"There is no pack {pack} in this brand.", "pack_id");

    public static Problem ReasonWrong() => Problem.InvalidField("MOD-014", "reason", $"reason may have {LongestReason} characters at most, and none of them U+0000.");

    public static Problem NameWrong() => Problem.InvalidField("MOD-015", "name", "name must have 1 to 100 characters, and none of them a control character.");

    public static Problem TooLarge(int bytes) => Problem.InvalidField("MOD-016", "document", $"the document has {bytes} bytes; {RuleDocument.MostBytes} are the most.");

    public static Problem WordListWrong(string message) => Problem.InvalidField("MOD-017", "header", message);

    public static Problem TrialWrong(string message) => Problem.InvalidField("MOD-018", "messages", message);

    public static Problem ScopeWrong(string message) => Problem.InvalidField("MOD-019", "scope", message);

    public static Problem GroupsWrong(int count) => Problem.InvalidField("MOD-022", "group_ids", $"group_ids has {count} groups; 1 to {Packs.PacksHandler.MostGroups} are possible.");

    public static Problem UnknownMove() => Problem.InvalidField("MOD-020", "move", "move must be publish, start_shadow, stop_shadow or roll_back.");

    public static Problem AgencyForbidden() => new("MOD-021", ProblemKind.Forbidden, "The agency's rules hold for all brands; only services change them, and administrators who see all brands or are agency-wide.", "scope");

    public static Problem ChangedMeanwhile(RuleVersion draft) =>
        new("MOD-180", ProblemKind.Conflict, $"{draft.CreatedBy} changed draft {draft.Version} at {draft.CreatedAt:u}, after you read it: read it again, then decide.", "read_at");

    public static Problem? OfReason(string reason) => reason.Length > LongestReason || reason.Contains('\0') ? ReasonWrong() : null;
}
