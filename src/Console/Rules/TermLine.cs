using System.Globalization;
using System.Text.Json.Nodes;

namespace Steward.Console.Rules;

/// <summary>Something wrong in one line of a box of words.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Option">What nobody understands.</param>
internal sealed record TermLineError(int Line, string Option);

/// <summary>A word of a rule as one line: <c>加微信 | skip=2 word exact exclude=不要加微信;别加微信</c>. Without a bar it is the word alone.</summary>
internal static class TermLine
{
    private const char Bar = '|';

    /// <summary>The line of a word of a document.</summary>
    public static string Of(JsonNode? term)
    {
        if (term is not JsonObject written) { return term is JsonValue value && value.TryGetValue<string>(out var plain) ? plain : ""; }

        List<string> options = [];
        if (written["skip"]?.GetValue<int>() is > 0 and var skip) { options.Add(string.Create(CultureInfo.InvariantCulture, $"skip={skip}")); }

        if (written["word"]?.GetValue<bool>() == true) { options.Add("word"); }

        if (written["variants"]?.GetValue<bool>() == false) { options.Add("exact"); }

        if (written["exclude"] is JsonArray { Count: > 0 } excluded) { options.Add($"exclude={string.Join(';', excluded.Select(phrase => phrase?.GetValue<string>()))}"); }

        var text = RuleDocumentDraft.TextOf(written, "text");
        return options.Count == 0 ? text : $"{text} {Bar} {string.Join(' ', options)}";
    }

    /// <summary>The word alone.</summary>
    public static string TextOf(JsonNode? term) => term is JsonObject written ? RuleDocumentDraft.TextOf(written, "text") : term?.ToString() ?? "";

    /// <summary>The words of a box; empty lines are none.</summary>
    public static (JsonArray Terms, IReadOnlyList<TermLineError> Errors) Read(string lines)
    {
        var terms = new JsonArray();
        var errors = new List<TermLineError>();
        var number = 0;
        foreach (var line in lines.Split('\n'))
        {
            number++;
            if (line.Trim().Length > 0) { terms.Add(Read(line.Trim(), number, errors)); }
        }

        return (terms, errors);
    }

    private static JsonNode Read(string line, int number, List<TermLineError> errors)
    {
        // The last bar: a word may hold one itself.
        var bar = line.LastIndexOf(Bar);
        if (bar < 0) { return JsonValue.Create(line); }

        var term = new JsonObject { ["text"] = line[..bar].Trim() };
        var options = line[(bar + 1)..].Trim();
        // Phrases hold blanks, so they come last.
        var phrases = options.IndexOf("exclude=", StringComparison.Ordinal);
        if (phrases >= 0)
        {
            term["exclude"] = new JsonArray([.. options[(phrases + "exclude=".Length)..].Split([';', '；'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(phrase => (JsonNode)JsonValue.Create(phrase))]);
            options = options[..phrases];
        }

        foreach (var option in options.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (option)
            {
                case "word": term["word"] = true; break;
                case "exact": term["variants"] = false; break;
                case var skip when skip.StartsWith("skip=", StringComparison.Ordinal) && int.TryParse(skip.AsSpan("skip=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var signs): term["skip"] = signs; break;
                default: errors.Add(new TermLineError(number, option)); break;
            }
        }

        return term.Count == 1 ? JsonValue.Create((string)term["text"]!) : term;
    }
}
