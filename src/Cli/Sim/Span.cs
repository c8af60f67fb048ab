using System.CommandLine.Parsing;
using System.Globalization;

namespace Steward.Cli.Sim;

/// <summary>A length of time as people type it: <c>90</c>, <c>90s</c>, <c>5m</c>, <c>2h</c>, <c>3d</c>.</summary>
internal static class Span
{
    private static readonly Dictionary<char, int> Units = new() { ['s'] = 1, ['m'] = 60, ['h'] = 3600, ['d'] = 86_400 };

    /// <returns>Seconds; an error stands in the result otherwise.</returns>
    public static double? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var factor = 1;
        var unit = text.Length > 0 && Units.TryGetValue(text[^1], out factor);
        if (double.TryParse(unit ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) { return number * (unit ? factor : 1); }

        result.AddError($"'{text}' is not a length of time; write 90, 90s, 5m, 2h or 3d.");
        return null;
    }
}
