using Steward.Content.Knowledge.Settings;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;

namespace Steward.Content.Knowledge;

internal static class KnowledgeProblems
{
    public static Problem TooMany(int most) => Problem.InvalidField("CNT-010", "entries", $"entries must hold 1 to {most}; import the rest in further calls.");

    public static Problem WrongText(int most) => Problem.InvalidField("CNT-011", "text", $"text must have 1 to {most} characters.");

    public static Problem WrongLimit(int most) => Problem.InvalidField("CNT-012", "limit", $"limit must be 1 to {most}; leave it 0 for the default.");

    public static Problem WrongLesson(string field, string why) => Problem.InvalidField("CNT-013", field, why);

    public static Problem NoEntry(Guid entry) => new("CNT-014", ProblemKind.NotFound, $"There is no entry {entry} in this brand's knowledge base.", "entry_id");

    public static Problem OtherLesson(Guid lesson) => Problem.InvalidField("CNT-015", "lesson_id", $"lesson_id {lesson} is taken by another lesson; choose a new one.");

    public static Problem TooManyLessons(int most) => Problem.InvalidField("CNT-016", "lesson_id", $"{most} lessons stand already; take back what is old, or make paraphrases of it.");

    public static Problem NoLesson(Guid lesson) => new("CNT-017", ProblemKind.NotFound, $"There is no lesson {lesson} in this brand.", "lesson_id");

    public static Problem SettingsChanged(SettingsInForce now, int read) => new(
        "CNT-025", ProblemKind.Conflict, $"{now.SetBy} put version {now.Version} in force after you read version {read}: read it again, then decide.", "expected_version");

    public static Problem HeldVoice(string field, ComplianceFinding finding) =>
        Problem.InvalidField("CNT-036", field, $"{field} would hold back every answer it stands in: {finding.Evidence}. {finding.Advice} Change it.");

    public static Problem WrongEntry(IReadOnlyList<(string Field, string Message)> faults) => Problem.InvalidField("CNT-026", string.Join(',', faults.Select(fault => $"entry.{fault.Field}")), string.Join(" ", faults.Select(fault => fault.Message)));

    public static Problem EntryChanged(KnowledgeEntry? standing) => new(
        "CNT-027", ProblemKind.Conflict, standing is null ? "There is no such entry yet: its expected_version is 0." : $"{standing.ChangedBy} changed it to version {standing.Version} since you read it: read it again, then decide.", "expected_version");

    public static Problem NotYoursToApprove() => new(
        "CNT-028", ProblemKind.Forbidden, "A lead approves entries, and their owner what somebody else wrote, as it is: put it as in_review.", "entry.state");

    public static Problem NoVersion(Guid entry, int version) => new("CNT-029", ProblemKind.NotFound, $"Entry {entry} has no version {version}.", "version");

    public static Problem WrongState() => Problem.InvalidField("CNT-030", "states", $"states must be among {string.Join(", ", EntryState.All)}.");

    public static Problem WrongLessonSource() => Problem.InvalidField("CNT-037", "sources", $"sources must be among {string.Join(", ", LessonSource.All)}.");

    public static Problem WrongFile(string what, string why) => Problem.InvalidField("CNT-031", what, $"The file or its {what} {why}");

    public static Problem WrongDays(int most) => Problem.InvalidField("CNT-032", "days", $"days must be 1 to {most}; leave it 0 for the default.");

    public static Problem ForeignToken() => Problem.InvalidField("CNT-006", "page_token", "page_token is not one that this method returned.");

    public static Problem PicturesUnknown() => new("CNT-038", ProblemKind.Unavailable, "Whether the pictures are there cannot be looked up at the moment; try again.", "attachments");
}
