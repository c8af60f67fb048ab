using Steward.Kernel;

namespace Steward.Conversions.Links;

internal static class LinkProblems
{
    public const int LongestChannel = 64;
    public const int LongestSearch = 100;

    public static Problem BadCode() => Problem.InvalidField("CNV-001", "link.code", $"code must have {LinkCode.Shortest} to {LinkCode.Longest} of a-z, A-Z, 0-9, '-', '_'.");

    public static Problem CodeTaken(string code) => new("CNV-002", ProblemKind.Conflict, $"The code {code} is taken; choose another.", "link.code");

    public static Problem BadTarget() =>
        Problem.InvalidField("CNV-003", "link.target_url", $"target_url must be an http or https address of up to {LinkTarget.LongestUrl} characters without user name or password.");

    public static Problem BadChannel() => Problem.InvalidField("CNV-004", "link.channel", $"channel may have {LongestChannel} characters at most, and no control characters.");

    public static Problem BadSearch() => Problem.InvalidField("CNV-005", "search", $"search may have {LongestSearch} characters at most, and no control characters.");
}
