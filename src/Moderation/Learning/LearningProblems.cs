using Steward.Kernel;
using Steward.Moderation.Classification;

namespace Steward.Moderation.Learning;

/// <summary>What can be wrong with a request about learning.</summary>
internal static class LearningProblems
{
    public const int LongestText = 2000;
    public const int LongestWords = 500;

    public static Problem UnknownLabel(string field) => Problem.InvalidField("MOD-160", field, $"{field} must be one of {string.Join(", ", Label.All)}.");

    public static Problem BadText(string field) => Problem.InvalidField("MOD-161", field, $"{field} must have 1 to {LongestText} characters that are seen, none of them U+0000.");

    public static Problem TooMany(string field, int most) => Problem.InvalidField("MOD-162", field, $"{field} may have 1 to {most} entries; send the rest in another call.");

    public static Problem Full(int most) => new("MOD-163", ProblemKind.Conflict, $"{most} samples of this brand stand, which are the most; remove some before more are added.", "samples");

    public static Problem BadFilter(string field, string rule) => Problem.InvalidField("MOD-164", field, $"{field} must be {rule}.");

    public static Problem OtherNumber(int expected, int found) =>
        new("MOD-165", ProblemKind.Conflict, $"{found} samples would be removed by now, not {expected}: count again with expected 0.", "expected");

    public static Problem NothingToLearn(int fewest) => new("MOD-166", ProblemKind.Conflict, $"No label has {fewest} standing samples, so there is nothing to learn: add samples first.", "brand_id");

    public static Problem Worse(IEnumerable<string> objections) =>
        new("MOD-167", ProblemKind.Conflict, $"This version is worse than the running one ({string.Join(", ", objections)}); say in reason why it should run all the same.", "reason");

    public static Problem NoVersion(int version) => new("MOD-168", ProblemKind.NotFound, $"This brand has no version {version} of the model.", "version");

    public static Problem Running(int version) => new("MOD-169", ProblemKind.Conflict, $"Version {version} runs already.", "version");

    public static Problem NothingBefore { get; } = new("MOD-170", ProblemKind.Conflict, "No version ran before this one: the shipped one judges.", "brand_id");

    public static Problem NoRemoval(Guid removal) => new("MOD-171", ProblemKind.NotFound, $"Removal {removal} is not one of this brand that can be undone.", "removal_id");

    public static Problem Words(string field, bool needed) =>
        Problem.InvalidField("MOD-172", field, $"{field} {(needed ? "must have 1" : "may have 0")} to {LongestWords} characters, none of them U+0000.");

    public static Problem BrokenOff(string why) => new("MOD-173", ProblemKind.Conflict, $"The training ended without a version: {why}. Train again.", "brand_id");

    /// <summary>Words that people typed.</summary>
    public static Problem? Wrong(string field, string words, bool needed) =>
        words.Length > LongestWords || words.Contains('\0') || (needed && string.IsNullOrWhiteSpace(words)) ? Words(field, needed) : null;
}
