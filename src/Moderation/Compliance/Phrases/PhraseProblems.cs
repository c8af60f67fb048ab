using Steward.Kernel;

namespace Steward.Moderation.Compliance.Phrases;

/// <summary>What can be wrong with a request to the gate.</summary>
internal static class PhraseProblems
{
    private const int MostTold = 5;

    public static Problem Invalid(IReadOnlyCollection<(string Field, string Rule)> wrong) => new(
        "MOD-110", ProblemKind.Invalid, string.Join(' ', wrong.Select(one => $"{one.Field} {one.Rule}.")), string.Join(',', wrong.Select(one => one.Field).Distinct()));

    public static Problem WrongTexts(int most, int longest) => Problem.InvalidField("MOD-111", "texts", $"texts must be 1 to {most}, each of at most {longest} characters.");

    public static Problem NotFound(Guid phrase) => new("MOD-112", ProblemKind.NotFound, $"There is no phrase {phrase} in this brand.", "phrase_id");

    public static Problem IdUsed(Guid phrase) => new("MOD-113", ProblemKind.Conflict, $"Phrase {phrase} says something else; end it and add a new one with an id of its own.", "phrase.phrase_id");

    public static Problem TooMany(int most) => new("MOD-114", ProblemKind.Conflict, $"The brand has {most} phrases that stand, and there may be no more: end some.", "phrase");

    public static Problem WrongReason(int longest) => Problem.InvalidField("MOD-115", "reason", $"reason must have 1 to {longest} characters, none of them U+0000.");

    public static Problem UnknownKind { get; } = Problem.InvalidField("MOD-116", "kind", $"kind must be empty, {PhraseKind.RedLine} or {PhraseKind.Exemption}.");

    public static Problem Blocked(string field, IEnumerable<ComplianceFinding> findings) => Problem.InvalidField(
        "MOD-154", field, $"The compliance gate blocks it: {string.Join("; ", findings.Take(MostTold).Select(finding => $"{finding.Category} ({finding.Advice})"))}. Change these words, or exempt them with a reason.");

    public static Problem NoMoment { get; } = Problem.InvalidField("MOD-117", "phrase.until", "phrase.until is no moment between the years 1 and 9999.");
}
