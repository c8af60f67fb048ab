using Steward.Kernel;

namespace Steward.Members.Tags;

internal static class TagProblems
{
    public static Problem Name() => Problem.InvalidField("MEM-040", "tag", "tag must be 1 to 30 characters without line breaks.");

    public static Problem Members() => Problem.InvalidField("MEM-041", "member_ids", "member_ids must name 1 to 1,000 members.");
}
