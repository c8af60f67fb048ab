namespace Steward.Content.Knowledge.Settings;

/// <summary>How a brand's automatic answers speak: its tone.</summary>
/// <param name="Opening">The line before the answer; <c>{question}</c> in it is the entry's question. Empty: the built-in line, in the language of the question.</param>
/// <param name="Closing">The line after the answer; empty: none.</param>
internal readonly record struct Voice(string Opening, string Closing)
{
    public const int MaxCharacters = 100;

    /// <summary>The only thing that is filled in.</summary>
    public const string Question = "{question}";

    public static readonly Voice BuiltIn = new("", "");

    /// <summary>A voice as somebody wrote it, each line of it a single one.</summary>
    public static Voice Of(string opening, string closing) => new(EntryCheck.Plain(opening), EntryCheck.Plain(closing));

    /// <summary>Everything that is wrong with it, by field.</summary>
    public IEnumerable<(string Field, string Why)> Wrong()
    {
        if (Fault(Opening.Replace(Question, "", StringComparison.Ordinal), Opening.Length) is { } opening) { yield return ("settings.opening", opening); }

        if (Fault(Closing, Closing.Length) is { } closing) { yield return ("settings.closing", closing); }
    }

    private static string? Fault(string text, int length) =>
        length > MaxCharacters || text.AsSpan().ContainsAny('\0', '\n') ? $"must be one line of at most {MaxCharacters} characters"
        : text.AsSpan().ContainsAny('{', '}') ? $"may have {Question} in the opening, and no other braces" : null;
}
