using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Steward.Moderation.Rules;

/// <summary>A rule set as people write it: a JSON document of <c>rules</c> and <c>overrides</c>. Everything wrong is found at once and told by path and line.</summary>
internal static class RuleDocument
{
    /// <summary>UTF-8 bytes of a document. An answer that holds the words twice, as lists and as a document, still fits into a gRPC message.</summary>
    public const int MostBytes = 7 * 1024 * 1024;

    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    public static string Write(RuleSet rules) => JsonSerializer.Serialize(rules, Json);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static RuleSet Load(string stored) => JsonSerializer.Deserialize<RuleSet>(stored, Json) ?? throw new JsonException("A stored rule set is null.");

    /// <summary>Reads and checks a document.</summary>
    /// <returns>The rules, which are those that could be read when there are errors.</returns>
    public static (RuleSet Rules, IReadOnlyList<RuleError> Errors) Read(string document)
    {
        var errors = new List<RuleError>();
        var rules = Parse(document, errors);
        if (errors.Count == 0) { errors.AddRange(RuleSetCheck.ErrorsOf(rules)); }

        var lines = JsonLines.Of(document, [.. errors.Where(error => error.Line == 0).Select(error => error.Field)]);
        return (rules, [.. errors.Select(error => error.Line > 0 ? error : error with { Line = lines.GetValueOrDefault(error.Field) }).OrderBy(error => error.Line)]);
    }

    private static RuleSet Parse(string document, List<RuleError> errors)
    {
        try
        {
            using var parsed = JsonDocument.Parse(document);
            if (parsed.RootElement.ValueKind != JsonValueKind.Object)
            {
                errors.Add(new RuleError("rules", "the document must be an object with rules and overrides", 1));
                return RuleSet.Empty;
            }

            foreach (var part in parsed.RootElement.EnumerateObject().Where(part => part.Name is not ("rules" or "overrides"))) { errors.Add(new RuleError(part.Name, "is unknown; a document has rules and overrides")); }

            return new RuleSet
            {
                Rules = Elements(parsed.RootElement, "rules", errors).Select(one => ReadOne<Rule>(one.Element, one.Path, errors)).OfType<Rule>().ToList(),
                Overrides = Elements(parsed.RootElement, "overrides", errors).Select(one => ReadOne<RuleOverride>(one.Element, one.Path, errors)).OfType<RuleOverride>().ToList(),
            };
        }
        catch (JsonException exception)
        {
            errors.Add(new RuleError("rules", $"the document is not JSON: {Plain(exception)}", (int)(exception.LineNumber ?? 0) + 1));
            return RuleSet.Empty;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // Half a character, bare or escaped (\ud800 alone): no text that could be stored or sent on.
            errors.Add(new RuleError("rules", "the document holds half a character (a lone surrogate)", 1));
            return RuleSet.Empty;
        }
    }

    private static IEnumerable<(JsonElement Element, string Path)> Elements(JsonElement root, string name, List<RuleError> errors)
    {
        if (!root.TryGetProperty(name, out var list)) { return []; }

        if (list.ValueKind == JsonValueKind.Array) { return list.EnumerateArray().Select((element, at) => (element, $"{name}[{at}]")); }

        errors.Add(new RuleError(name, "must be a list"));
        return [];
    }

    private static T? ReadOne<T>(JsonElement element, string path, List<RuleError> errors)
        where T : class
    {
        var before = errors.Count;
        if (element.ValueKind != JsonValueKind.Object) { errors.Add(new RuleError(path, "must be an object")); }
        else { FindNulls(element, path, errors); }

        if (typeof(T) == typeof(Rule) && element.ValueKind == JsonValueKind.Object && !(element.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String && RuleKinds.Names.Contains(kind.GetString()!)))
        {
            errors.Add(new RuleError($"{path}.kind", $"must be one of {string.Join(", ", RuleKinds.Names)}"));
        }

        if (errors.Count > before) { return null; }

        try
        {
            return element.Deserialize<T>(Json);
        }
        catch (JsonException exception)
        {
            var at = exception.Path is { Length: > 1 } inner ? $"{path}{inner[1..]}" : path;
            errors.Add(new RuleError(at, exception.InnerException?.Message.Contains("UTF-16", StringComparison.Ordinal) == true ? "holds half a character (a lone surrogate)" : Plain(exception)));
            return null;
        }
    }

    private static void FindNulls(JsonElement element, string path, List<RuleError> errors)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                errors.Add(new RuleError(path, "is null; leave it out instead"));
                break;
            case JsonValueKind.Object:
                foreach (var part in element.EnumerateObject()) { FindNulls(part.Value, $"{path}.{part.Name}", errors); }

                break;
            case JsonValueKind.Array:
                var at = 0;
                foreach (var part in element.EnumerateArray())
                {
                    // Most elements are strings, and 100,000 paths would be made for nothing.
                    if (part.ValueKind is JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array) { FindNulls(part, $"{path}[{at}]", errors); }

                    at++;
                }

                break;
            default: break;
        }
    }

    /// <summary>What the reader says, without the names of our types.</summary>
    private static string Plain(JsonException exception)
    {
        var said = exception.Message;
        if (said.IndexOf("missing required properties including:", StringComparison.Ordinal) is > 0 and var missing) { return $"lacks {said[(missing + 38)..].Split(" Path:")[0].Trim(' ', '.')}"; }

        if (said.Contains("could not be mapped to any .NET member", StringComparison.Ordinal)) { return "is no setting of this kind"; }

        return said.Contains("could not be converted", StringComparison.Ordinal) ? "is not what this setting takes (a text, a number, true or false, a list)" : said.Split(" Path:")[0].Split(" LineNumber:")[0];
    }
}
