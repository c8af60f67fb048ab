using System.CommandLine.Parsing;

namespace Steward.Cli;

/// <summary>Ids as people type them; what is none is told in words.</summary>
internal static class Ids
{
    /// <returns>The id; an error stands in the result otherwise.</returns>
    public static Guid? Optional(ArgumentResult result) => Guid.TryParse(result.Tokens[0].Value, out var id) ? id : Wrong(result);

    /// <returns>The same where there must be one.</returns>
    public static Guid Required(ArgumentResult result) => Optional(result) ?? Guid.Empty;

    private static Guid? Wrong(ArgumentResult result)
    {
        result.AddError($"'{result.Tokens[0].Value}' is not an id; ids look like ac000000-0000-4000-8000-000000000001.");
        return null;
    }
}
