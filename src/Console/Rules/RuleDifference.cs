using System.Text.Json.Nodes;

namespace Steward.Console.Rules;

/// <summary>How a setting differs.</summary>
/// <param name="Field">Its name in the document.</param>
/// <param name="Before">As it is in force; empty: not there.</param>
/// <param name="After">As the draft has it.</param>
/// <param name="Gone">Entries of a list that are no more.</param>
/// <param name="Come">Entries of a list that are new.</param>
internal sealed record FieldDifference(string Field, string Before, string After, IReadOnlyList<string> Gone, IReadOnlyList<string> Come);

/// <summary>A rule of a draft, or a change of an inherited one, beside what is in force.</summary>
/// <param name="Id">The rule's.</param>
/// <param name="Inherited">Whether it changes an inherited rule.</param>
/// <param name="Mark"><c>added</c>, <c>removed</c>, <c>changed</c> or <c>same</c>.</param>
/// <param name="Rule">As the draft has it; of a removed one as it is in force.</param>
/// <param name="Fields">What differs.</param>
internal sealed record RuleDifference(string Id, bool Inherited, string Mark, JsonObject Rule, IReadOnlyList<FieldDifference> Fields)
{
    /// <summary>Every rule of either, in the draft's order, with what is taken out at the end.</summary>
    public static IReadOnlyList<RuleDifference> Between(RuleDocumentDraft inForce, RuleDocumentDraft draft) =>
        [.. Between(inForce.Rules, draft.Rules, false), .. Between(inForce.Overrides, draft.Overrides, true)];

    private static IEnumerable<RuleDifference> Between(IReadOnlyList<JsonObject> inForce, IReadOnlyList<JsonObject> draft, bool inherited)
    {
        // A draft that was written by hand may name an id twice until the service refuses it.
        var before = inForce.GroupBy(RuleDocumentDraft.IdOf).ToDictionary(same => same.Key, same => same.First());
        var kept = draft.Select(RuleDocumentDraft.IdOf).ToHashSet();
        foreach (var rule in draft)
        {
            var id = RuleDocumentDraft.IdOf(rule);
            if (!before.TryGetValue(id, out var former)) { yield return new RuleDifference(id, inherited, "added", rule, []); }
            else if (JsonNode.DeepEquals(former, rule)) { yield return new RuleDifference(id, inherited, "same", rule, []); }
            else { yield return new RuleDifference(id, inherited, "changed", rule, FieldsOf(former, rule)); }
        }

        foreach (var rule in inForce.Where(rule => !kept.Contains(RuleDocumentDraft.IdOf(rule)))) { yield return new RuleDifference(RuleDocumentDraft.IdOf(rule), inherited, "removed", rule, []); }
    }

    private static IReadOnlyList<FieldDifference> FieldsOf(JsonObject before, JsonObject after) =>
    [
        .. from name in before.Select(field => field.Key).Union(after.Select(field => field.Key))
           where !JsonNode.DeepEquals(before[name], after[name])
           select Of(name, before[name], after[name]),
    ];

    private static FieldDifference Of(string name, JsonNode? before, JsonNode? after)
    {
        if (before is not (null or JsonArray) || after is not (null or JsonArray)) { return new FieldDifference(name, Plain(before), Plain(after), [], []); }

        var (former, latter) = (Entries(before), Entries(after));
        return new FieldDifference(name, "", "", [.. former.Except(latter)], [.. latter.Except(former)]);
    }

    private static HashSet<string> Entries(JsonNode? list) => list is JsonArray all ? [.. all.Select(TermLine.Of)] : [];

    private static string Plain(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString() ?? "";
}
