using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Steward.Console.Rules;

/// <summary>What somebody fills in about one rule. Lists that are too long for a box of a browser stay as they are: words are added to them and looked for in them.</summary>
public sealed class RuleForm
{
    /// <summary>Most characters that a box holds: what goes from the browser to this process at once is bounded.</summary>
    public const int MostInBox = 8000;

    private static readonly JsonObject Templates = JsonNode.Parse(
        """
        {
          "keyword": { "offence_class": "advert" }, "regex": { "offence_class": "advert", "ignore_case": true }, "link": { "offence_class": "diversion" },
          "card": { "offence_class": "diversion", "message_kinds": ["weapp"] }, "contact": { "offence_class": "diversion", "phone": true, "wechat": true, "qq": true },
          "rate": { "offence_class": "flood", "messages": 5, "seconds": 10 }, "near_duplicate": { "offence_class": "advert", "posts": 3, "members": 1, "groups": 1, "minutes": 10, "letters": 12, "distance": 3 },
          "newcomer": { "hours": 24 }, "mentions": { "offence_class": "flood", "most": 3, "everybody": true }, "emoji": { "offence_class": "flood", "most": 10, "severity": "review" },
          "nickname": { "offence_class": "nickname", "severity": "review" }, "competitor": { "offence_class": "competitor", "severity": "hint" },
          "model": { "offence_class": "advert", "severity": "review", "label": "spam" }
        }
        """)!.AsObject();

    private readonly JsonObject _rule;

    /// <summary>The form of a rule.</summary>
    public RuleForm(JsonObject rule, IReadOnlyList<RuleField> fields)
    {
        _rule = rule.DeepClone().AsObject();
        Fields = fields;
        (RuleId, OffenceClass) = (RuleDocumentDraft.IdOf(rule), RuleDocumentDraft.TextOf(rule, "offence_class"));
        Severity = RuleDocumentDraft.TextOf(rule, "severity") is { Length: > 0 } severity ? severity : "act";
        foreach (var field in fields) { Show(field); }
    }

    /// <summary>The settings that only its kind has.</summary>
    public IReadOnlyList<RuleField> Fields { get; }

    /// <summary>Its kind.</summary>
    public string Kind => RuleDocumentDraft.TextOf(_rule, "kind");

    /// <summary>What it is called; unique in its set.</summary>
    public string RuleId { get; set; }

    /// <summary>What breaking it is; empty where that comes from another rule.</summary>
    public string OffenceClass { get; set; }

    /// <summary>How grave it is: hint, review, act.</summary>
    public string Severity { get; set; }

    /// <summary>What stands in the boxes; of a long list what is to be added.</summary>
    public Dictionary<string, string> Boxes { get; } = [];

    /// <summary>The settings that are yes.</summary>
    public HashSet<string> Flags { get; } = [];

    /// <summary>The chosen classes of each setting that takes some.</summary>
    public Dictionary<string, HashSet<string>> Chosen { get; } = [];

    /// <summary>Lists that are longer than a box.</summary>
    public Dictionary<string, JsonArray> LongLists { get; } = [];

    /// <summary>A new rule of a kind, with what such rules ordinarily say.</summary>
    public static JsonObject New(string kind)
    {
        var rule = new JsonObject { ["kind"] = kind, ["rule_id"] = "" };
        foreach (var (name, value) in Templates[kind]?.AsObject() ?? []) { rule[name] = value?.DeepClone(); }

        return rule;
    }

    /// <summary>The first entries of a long list that hold some letters, with their places.</summary>
    public static IReadOnlyList<(int At, string Line)> Find(JsonArray list, string letters, int most) =>
        [.. list.Select((entry, at) => (at, TermLine.Of(entry))).Where(entry => entry.Item2.Contains(letters, StringComparison.OrdinalIgnoreCase)).Take(most)];

    /// <summary>The rule as filled in, and what cannot be sent like that.</summary>
    public (JsonObject Rule, IReadOnlyList<RuleMistake> Mistakes) Read()
    {
        var mistakes = new List<RuleMistake>();
        var rule = _rule.DeepClone().AsObject();
        (rule["rule_id"], rule["severity"]) = (RuleId.Trim(), Severity);
        if (OffenceClass.Length > 0) { rule["offence_class"] = OffenceClass; }
        else { rule.Remove("offence_class"); }

        foreach (var field in Fields)
        {
            if (ValueOf(field, mistakes) is { } value) { rule[field.Name] = value; }
            else { rule.Remove(field.Name); }
        }

        return (rule, mistakes);
    }

    /// <summary>A rule that somebody wrote as JSON; null when it is none.</summary>
    public static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private void Show(RuleField field)
    {
        var value = _rule[field.Name];
        switch (field.Type)
        {
            case FieldType.Flag:
                if (value?.GetValueKind() == JsonValueKind.True) { Flags.Add(field.Name); }

                break;
            case FieldType.Classes: Chosen[field.Name] = value is JsonArray classes ? [.. classes.Select(TermLine.Of)] : []; break;
            case FieldType.Lines or FieldType.Terms:
                var list = value as JsonArray ?? [];
                var lines = string.Join('\n', list.Select(TermLine.Of));
                if (lines.Length > MostInBox * 3 / 4) { LongLists[field.Name] = list.DeepClone().AsArray(); }

                Boxes[field.Name] = LongLists.ContainsKey(field.Name) ? "" : lines;
                break;
            case FieldType.Text: Boxes[field.Name] = RuleDocumentDraft.TextOf(_rule, field.Name); break;
            default: Boxes[field.Name] = value?.ToJsonString() ?? ""; break;
        }
    }

    private JsonNode? ValueOf(RuleField field, List<RuleMistake> mistakes)
    {
        var box = Boxes.GetValueOrDefault(field.Name, "");
        switch (field.Type)
        {
            case FieldType.Flag: return Flags.Contains(field.Name);
            case FieldType.Classes: return new JsonArray([.. Chosen[field.Name].Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]);
            case FieldType.Text: return box.Length > 0 || field.Required ? JsonValue.Create(box) : null;
            case FieldType.Number:
                if (int.TryParse(box.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) { return number; }

                if (field.Required || box.Trim().Length > 0) { mistakes.Add(new RuleMistake("rules", -1, field.Name, 0, "is not a whole number")); }

                return null;
            case FieldType.Fraction:
                if (double.TryParse(box.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction)) { return fraction; }

                if (field.Required || box.Trim().Length > 0) { mistakes.Add(new RuleMistake("rules", -1, field.Name, 0, "is not a number")); }

                return null;
            case FieldType.Terms:
                var (terms, wrong) = TermLine.Read(box);
                mistakes.AddRange(wrong.Select(one => new RuleMistake("rules", -1, field.Name, one.Line, $"'{one.Option}' is no option of a word")));
                return After(field, terms);
            default: return After(field, new JsonArray([.. box.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonNode)JsonValue.Create(line))]));
        }
    }

    private JsonArray After(RuleField field, JsonArray added)
    {
        if (!LongLists.TryGetValue(field.Name, out var there)) { return added; }

        var all = there.DeepClone().AsArray();
        foreach (var entry in added.ToArray()) { all.Add(entry!.DeepClone()); }

        return all;
    }
}
