using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Steward.Console.Rules;

/// <summary>The document of a rule set as this page changes it. What it does not know of a rule it leaves as it is.</summary>
internal sealed class RuleDocumentDraft
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };
    private JsonObject _root;

    private RuleDocumentDraft(JsonObject root) => _root = root;

    /// <summary>Without any rule.</summary>
    public static RuleDocumentDraft Empty => Of("{}");

    /// <summary>The rules, in their order.</summary>
    public IReadOnlyList<JsonObject> Rules => Elements("rules");

    /// <summary>Changes of inherited rules.</summary>
    public IReadOnlyList<JsonObject> Overrides => Elements("overrides");

    /// <summary>Reads what the service answered.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static RuleDocumentDraft Of(string document) => new(JsonNode.Parse(document) as JsonObject ?? throw new JsonException("A document of rules is an object."));

    /// <summary>What a rule or a change is called.</summary>
    public static string IdOf(JsonObject rule) => TextOf(rule, "rule_id");

    /// <summary>One setting as a text; empty when it is not there or is no text.</summary>
    public static string TextOf(JsonObject rule, string field) => rule[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>JSON as people read it.</summary>
    public static string Pretty(JsonNode node) => node.ToJsonString(Indented);

    /// <summary>The rule of an id; null when there is none.</summary>
    public JsonObject? Rule(string id) => Rules.FirstOrDefault(rule => IdOf(rule) == id);

    /// <summary>The change of an inherited rule; null when there is none.</summary>
    public JsonObject? Override(string id) => Overrides.FirstOrDefault(rule => IdOf(rule) == id);

    /// <summary>Which rule an index of an error means; empty when none.</summary>
    public string IdAt(string list, int at) => at >= 0 && Elements(list) is var all && at < all.Length ? IdOf(all[at]) : "";

    /// <summary>Puts a rule in the place of the one that had an id, or at the end.</summary>
    public void PutRule(string formerId, JsonObject rule) => Put("rules", formerId, rule);

    /// <summary>Puts the change of an inherited rule, or with null takes it away.</summary>
    public void PutOverride(string id, JsonObject? change) => Put("overrides", id, change);

    /// <summary>Takes a rule out.</summary>
    public void RemoveRule(string id) => Put("rules", id, null);

    /// <summary>Takes over another document as a whole.</summary>
    public void Replace(JsonObject document) => _root = document.DeepClone().AsObject();

    /// <summary>The document to send.</summary>
    public string ToJson() => _root.ToJsonString(Compact);

    /// <summary>The document to read.</summary>
    public string ToPrettyJson() => Pretty(_root);

    private JsonObject[] Elements(string list) => _root[list] is JsonArray all ? [.. all.OfType<JsonObject>()] : [];

    private void Put(string list, string formerId, JsonObject? element)
    {
        if (_root[list] is not JsonArray all) { _root[list] = all = []; }

        var at = formerId.Length == 0 ? -1 : all.Select((one, index) => (one, index)).Where(one => one.one is JsonObject rule && IdOf(rule) == formerId).Select(one => one.index).DefaultIfEmpty(-1).First();
        var copy = element?.DeepClone();
        switch (at, copy)
        {
            case (< 0, null): break;
            case (< 0, _): all.Add(copy); break;
            case (_, null): all.RemoveAt(at); break;
            default: all[at] = copy; break;
        }
    }
}
