using Steward.Kernel;

namespace Steward.Content.Knowledge;

internal static class KnowledgeProblems
{
    public static Problem TooMany(int most) => Problem.InvalidField("CNT-010", "entries", $"entries must hold 1 to {most}; import the rest in further calls.");

    public static Problem WrongText(int most) => Problem.InvalidField("CNT-011", "text", $"text must have 1 to {most} characters.");

    public static Problem WrongLimit(int most) => Problem.InvalidField("CNT-012", "limit", $"limit must be 1 to {most}; leave it 0 for the default.");

    public static Problem ForeignToken() => Problem.InvalidField("CNT-006", "page_token", "page_token is not one that this method returned.");
}
