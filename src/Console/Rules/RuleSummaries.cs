using System.Text.Json.Nodes;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Rules;

/// <summary>The summary of a rule that is being written here, as the service makes it of one that it has: so both are worded in one place.</summary>
internal static class RuleSummaries
{
    private const int MostEntries = 5;

    public static RuleSummary Of(JsonObject rule)
    {
        var summary = new RuleSummary { Kind = RuleDocumentDraft.TextOf(rule, "kind") };
        summary.Settings.AddRange(rule.Where(field => !RuleField.IsCommon(field.Key)).Select(field => SettingOf(field.Key, field.Value)).OfType<RuleSetting>());
        return summary;
    }

    private static RuleSetting? SettingOf(string name, JsonNode? value) => value switch
    {
        null or JsonArray { Count: 0 } => null,
        JsonArray list => new RuleSetting { Name = name, Values = { list.Take(MostEntries).Select(TermLine.TextOf) }, Entries = list.Count },
        JsonValue flag when flag.TryGetValue<bool>(out var on) => on ? new RuleSetting { Name = name, Values = { "true" } } : null,
        _ => value.ToString() is { Length: > 0 } text ? new RuleSetting { Name = name, Values = { text } } : null,
    };
}
