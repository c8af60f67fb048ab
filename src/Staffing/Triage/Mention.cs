namespace Steward.Staffing.Triage;

/// <summary>Calling somebody by name in a chat: an @ before a name. Calling everybody calls nobody, and an e-mail address has its @ within a word.</summary>
internal static class Mention
{
    private static readonly string[] Everybody = ["所有人", "all", "everyone", "全体"];

    public static bool In(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny('@', '\uFF20'); at >= 0;)
        {
            var name = text[(at + 1)..];
            var named = name.Length > 0 && (char.IsLetterOrDigit(name[0]) || char.IsSurrogate(name[0])) && !StartsWithEverybody(name);
            if (named && (at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '_' or '-'))) { return true; }

            var next = name.IndexOfAny('@', '\uFF20');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    private static bool StartsWithEverybody(ReadOnlySpan<char> name)
    {
        foreach (var word in Everybody)
        {
            if (name.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (name.Length == word.Length || !char.IsLetterOrDigit(name[word.Length]))) { return true; }
        }

        return false;
    }
}
