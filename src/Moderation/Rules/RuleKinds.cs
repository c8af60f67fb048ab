using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using Steward.Moderation.Rules.Kinds;

namespace Steward.Moderation.Rules;

/// <summary>A kind of rule, as an editor needs it.</summary>
/// <param name="Schema">JSON schema of a rule of this kind in a document.</param>
internal sealed record RuleKind(string Name, string Schema);

/// <summary>All kinds of rules. Their schemas are made from the very types that read them, so that neither can say what the other does not.</summary>
internal static class RuleKinds
{
    private static readonly JsonDerivedTypeAttribute[] Types = [.. typeof(Rule).GetCustomAttributes<JsonDerivedTypeAttribute>()];

    public static IReadOnlySet<string> Names { get; } = Types.Select(type => (string)type.TypeDiscriminator!).ToHashSet(StringComparer.Ordinal);

    public static IReadOnlyList<RuleKind> All { get; } = [.. Types.Select(type => new RuleKind((string)type.TypeDiscriminator!, SchemaOf(type)))];

    private static string SchemaOf(JsonDerivedTypeAttribute type)
    {
        var schema = RuleDocument.Json.GetJsonSchemaAsNode(type.DerivedType, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Complete }).AsObject();
        schema["title"] = (string)type.TypeDiscriminator!;
        schema["properties"]!.AsObject().Insert(0, "kind", new JsonObject { ["const"] = (string)type.TypeDiscriminator! });
        return schema.ToJsonString(RuleDocument.Json);
    }

    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode schema)
    {
        // A term has two forms, which the exporter cannot know of a type that reads itself.
        if (context.TypeInfo.Type == typeof(IReadOnlyList<Term>) && schema is JsonObject terms)
        {
            var written = RuleDocument.Json.GetJsonSchemaAsNode(typeof(TermConverter.Written), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
            terms["items"] = new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = Matching.TermMatcher.LongestTerm }, written) };
        }

        if (context.PropertyInfo?.Name == "offence_class" && schema is JsonObject offenceClass) { offenceClass["enum"] = new JsonArray([.. OffenceClass.All.Select(name => (JsonNode)name)]); }

        return schema;
    }
}
