using System.Text.Json.Nodes;

namespace Steward.Console.Rules;

/// <summary>How a setting of a rule is asked for.</summary>
public enum FieldType
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A number that may have a fraction.</summary>
    Fraction,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>Texts, one a line.</summary>
    Lines,

    /// <summary>Words, one a line, each with what is said about it.</summary>
    Terms,

    /// <summary>Some of the offence classes.</summary>
    Classes,
}

/// <summary>One setting of a kind of rule, as its schema tells it: a kind that comes later gets its form by itself.</summary>
/// <param name="Name">As in the document.</param>
/// <param name="Type">How it is asked for.</param>
/// <param name="Required">Whether a rule of the kind lacks something without it.</param>
public sealed record RuleField(string Name, FieldType Type, bool Required)
{
    // Documents repeat of the kind what only the service needs.
    private static readonly string[] Common = ["kind", "rule_id", "offence_class", "severity", "kind_name", "class_may_be_empty"];

    /// <summary>Whether a setting belongs to every rule and not to one kind.</summary>
    public static bool IsCommon(string name) => Common.Contains(name);

    /// <summary>The settings that only this kind has, in the order of its schema. What has no field of a form (an object) is left to the JSON view.</summary>
    public static IReadOnlyList<RuleField> Of(string schema)
    {
        if (JsonNode.Parse(schema) is not JsonObject root || root["properties"] is not JsonObject properties) { return []; }

        var required = root["required"] is JsonArray names ? names.Select(name => name?.GetValue<string>()).ToHashSet() : [];
        return
        [
            .. from property in properties
               where !IsCommon(property.Key) && property.Value is JsonObject
               let type = TypeOf(property.Key, property.Value.AsObject())
               where type is not null
               select new RuleField(property.Key, type.Value, required.Contains(property.Key)),
        ];
    }

    private static FieldType? TypeOf(string name, JsonObject schema) => TypesOf(schema).FirstOrDefault(type => type != "null") switch
    {
        "string" => FieldType.Text,
        "integer" => FieldType.Number,
        "number" => FieldType.Fraction,
        "boolean" => FieldType.Flag,
        "array" when schema["items"] is JsonObject items && items["anyOf"] is not null => FieldType.Terms,
        "array" when name == "classes" => FieldType.Classes,
        "array" => FieldType.Lines,
        _ => null,
    };

    private static IEnumerable<string?> TypesOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => several.Select(type => type?.GetValue<string>()),
        JsonValue one => [one.GetValue<string>()],
        _ => [],
    };
}
