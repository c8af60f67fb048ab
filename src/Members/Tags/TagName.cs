using System.Globalization;
using Steward.Kernel;

namespace Steward.Members.Tags;

/// <summary>How a tag may be called.</summary>
internal static class TagName
{
    private const int Longest = 30;

    /// <summary>The tag without surrounding blanks. Characters are counted as people see them, so an emoji is one.</summary>
    public static Result<string> Read(string text)
    {
        var tag = text.Trim();
        return tag.Length is > 0 and <= 10 * Longest && new StringInfo(tag).LengthInTextElements <= Longest && !tag.Any(char.IsControl) ? tag : TagProblems.Name();
    }
}
