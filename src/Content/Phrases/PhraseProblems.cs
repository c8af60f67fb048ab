using Steward.Kernel;

namespace Steward.Content.Phrases;

internal static class PhraseProblems
{
    public static Problem Wrong(string field, string why) => Problem.InvalidField("CNT-020", $"phrase.{field}", $"phrase.{field} {why}");

    public static Problem ShortcutTaken(string shortcut) => new("CNT-021", ProblemKind.Conflict, $"Another phrase has the shortcut {shortcut}; choose another, or change that one.", "phrase.shortcut");

    public static Problem ChangedMeanwhile(int now, string by) => new("CNT-022", ProblemKind.Conflict, now == 0 ? "Somebody removed it since you read it." : $"{by} changed it to version {now} since you read it: read it again, then decide.", "expected_version");

    public static Problem WrongFile(string what, string why) => Problem.InvalidField("CNT-035", what, $"The file or its {what} {why}");

    public static Problem TooMany(int most) => Problem.InvalidField("CNT-023", "phrase", $"A brand has at most {most} phrases; remove what nobody uses.");
}
