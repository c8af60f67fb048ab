using System.Text.RegularExpressions;

namespace Steward.Contracts.Words;

/// <summary>What a canned phrase leaves open in braces, to be filled in when somebody uses it.</summary>
public static partial class PhraseVariables
{
    /// <summary>The names that can stand in braces.</summary>
    public static readonly IReadOnlyList<string> Names = ["member", "group", "brand", "operator"];

    /// <summary>What stands in braces in a text and is none of <see cref="Names"/>, each once.</summary>
    public static IReadOnlyList<string> Unknown(string text) => [.. Braces().Matches(text).Select(found => found.Groups[1].Value).Where(name => !Names.Contains(name)).Distinct()];

    /// <summary>The text with its variables filled in; one that <paramref name="valueOf"/> does not know stays as it is. What is filled in is not read again.</summary>
    public static string Fill(string text, Func<string, string?> valueOf) => Braces().Replace(text, found => valueOf(found.Groups[1].Value) ?? found.Value);

    [GeneratedRegex(@"\{([^{}\n]*)\}")]
    private static partial Regex Braces();
}
