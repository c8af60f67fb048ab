namespace Steward.Channels.Storage;

/// <summary>Words of strangers as PostgreSQL keeps them: it knows no U+0000, and no half of a character.</summary>
internal static class StorableText
{
    /// <summary>The text without U+0000.</summary>
    public static string Clean(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;

    /// <summary>The text without U+0000 and at most so long; what takes two places is kept whole or left out.</summary>
    public static string Cut(string text, int longest)
    {
        var clean = Clean(text);
        return clean.Length <= longest ? clean : clean[..(char.IsHighSurrogate(clean[longest - 1]) ? longest - 1 : longest)];
    }
}
