using System.Text.RegularExpressions;
using Steward.Moderation.Matching;

namespace Steward.Moderation.Rules;

/// <summary>One thing that is wrong with a rule set.</summary>
/// <param name="Field">Path in the document: <c>rules[2].terms[0]</c>.</param>
/// <param name="Message">What to mend.</param>
/// <param name="Line">1-based line of the document; 0 where there is none.</param>
internal sealed record RuleError(string Field, string Message, int Line = 0);

/// <summary>Collects what is wrong with one rule, under its path.</summary>
internal sealed class RuleCheck(string path, List<RuleError> errors)
{
    public const int LongestPattern = 1000;

    public void Error(string field, string message) => errors.Add(new RuleError($"{path}.{field}", message));

    public void Range(string field, int value, int least, int most)
    {
        if (value < least || value > most) { Error(field, $"is {value}; it must be {least} to {most}"); }
    }

    /// <summary>A word: 1 to 64 characters, none of them a control character, not only blanks.</summary>
    public void Word(string field, string word)
    {
        if (string.IsNullOrWhiteSpace(word)) { Error(field, "is empty"); }
        else if (word.Length > TermMatcher.LongestTerm) { Error(field, $"has {word.Length} characters; {TermMatcher.LongestTerm} are the most"); }
        else if (word.Any(char.IsControl)) { Error(field, "holds a control character"); }
    }

    public void DomainName(string field, string given)
    {
        if (Domain.Normalise(given) is null) { Error(field, $"'{(given.Length > 80 ? given[..80] : given)}' is not a domain name such as example.com (no scheme, path or wildcard)"); }
    }

    /// <summary>A pattern that cannot be made slow: no backtracking, and not too many states.</summary>
    public void Pattern(string field, string pattern)
    {
        if (pattern.Length is 0 or > LongestPattern)
        {
            Error(field, pattern.Length == 0 ? "is empty" : $"has {pattern.Length} characters; {LongestPattern} are the most");
            return;
        }

        if (Patterns.Size(pattern) > Patterns.Largest)
        {
            Error(field, $"counts too far: its repetitions multiply to more than {Patterns.Largest} states; lower the numbers in braces");
            return;
        }

        try
        {
            if (Patterns.Compile(pattern, false).IsMatch(string.Empty)) { Error(field, "matches the empty text, and so every message; ask for at least one character"); }
        }
        catch (RegexParseException exception)
        {
            Error(field, $"is no regular expression: {exception.Error} at character {exception.Offset}");
        }
        catch (NotSupportedException)
        {
            Error(field, "uses look-around, a back-reference or an atomic group, which cannot be matched in one pass; write it without them");
        }
    }
}

/// <summary>Regular expressions as rules may use them.</summary>
internal static class Patterns
{
    public const int Largest = 5000;

    public static Regex Compile(string pattern, bool ignoreCase) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));

    /// <summary>About how many states a pattern has, repetitions written out: <c>(a{100}){100}</c> has 10,000. Reads no more of the syntax than it needs.</summary>
    public static long Size(string pattern)
    {
        var open = new Stack<long>();
        var (whole, atom) = (0L, 0L);
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '\\': at++; Next(1); break;
                case '[': at = EndOfClass(pattern, at); Next(1); break;
                case '(':
                    Next(0);
                    open.Push(whole);
                    whole = 0;
                    break;
                case ')':
                    var inner = whole + atom;
                    (whole, atom) = (open.TryPop(out var outer) ? outer : 0, inner);
                    break;
                case '{' when Count(pattern, at) is var (count, end) && count >= 0:
                    atom = Math.Min(atom, int.MaxValue) * Math.Max(1, count);
                    at = end;
                    break;
                default: Next(1); break;
            }
        }

        return whole + atom;

        void Next(long size) => (whole, atom) = (Math.Min(whole + atom, int.MaxValue), size);
    }

    private static int EndOfClass(string pattern, int at)
    {
        for (at += 2; at < pattern.Length && pattern[at] != ']'; at++)
        {
            if (pattern[at] == '\\') { at++; }
        }

        return at;
    }

    /// <summary>The larger number of a repetition in braces, or -1 where the brace is a brace.</summary>
    private static (int Count, int End) Count(string pattern, int at)
    {
        var end = pattern.IndexOf('}', at);
        if (end < 0) { return (-1, at); }

        var numbers = pattern[(at + 1)..end].Split(',');
        var most = -1;
        foreach (var number in numbers)
        {
            if (number.Length > 0 && (!number.All(char.IsAsciiDigit) || number.Length > 9)) { return (number.All(char.IsAsciiDigit) ? int.MaxValue : -1, end); }

            if (number.Length > 0) { most = Math.Max(most, int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)); }
        }

        return (most, end);
    }
}
