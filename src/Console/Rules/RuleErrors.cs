using System.Globalization;
using System.Text.RegularExpressions;
using Steward.Kernel;

namespace Steward.Console.Rules;

/// <summary>One thing that the service finds wrong in a document.</summary>
/// <param name="List"><c>rules</c> or <c>overrides</c>; empty: it is about the whole.</param>
/// <param name="At">Index in that list; -1 without one.</param>
/// <param name="Field">The setting: <c>terms</c>; empty: the rule as a whole.</param>
/// <param name="Entry">1-based entry of the setting's list; 0 without one.</param>
/// <param name="Message">What is wrong, as the service says it.</param>
public sealed record RuleMistake(string List, int At, string Field, int Entry, string Message);

/// <summary>Takes the service's refusal of a document apart: which rule, which setting, which entry.</summary>
internal static partial class RuleErrors
{
    /// <summary>Everything that is wrong; empty when the problem is another one.</summary>
    public static IReadOnlyList<RuleMistake> Of(Problem problem)
    {
        if (problem.Code != "MOD-001") { return []; }

        var said = Opening().Replace(problem.Message, "");
        return [.. Next().Split(said.EndsWith('.') ? said[..^1] : said).Select(OfOne)];
    }

    private static RuleMistake OfOne(string said)
    {
        if (Place().Match(said) is not { Success: true } place) { return new RuleMistake("", -1, "", 0, Line().Replace(said, "")); }

        var entry = place.Groups["entry"] is { Success: true } number ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) + 1 : 0;
        return new RuleMistake(place.Groups["list"].Value, int.Parse(place.Groups["at"].ValueSpan, CultureInfo.InvariantCulture), place.Groups["field"].Value, entry, place.Groups["rest"].Value);
    }

    [GeneratedRegex("^The rule set has [0-9]+ errors?: ")]
    private static partial Regex Opening();

    // A message may hold "; " itself; the next error always begins with its line.
    [GeneratedRegex("; (?=line [0-9]+: |and [0-9]+ more)")]
    private static partial Regex Next();

    [GeneratedRegex("^line [0-9]+: ")]
    private static partial Regex Line();

    [GeneratedRegex(@"^(?:line [0-9]+: )?(?<list>rules|overrides)\[(?<at>[0-9]{1,6})\](?:\.(?<field>[a-z_]+)(?:\[(?<entry>[0-9]{1,6})\])?\S*)? (?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex Place();
}
