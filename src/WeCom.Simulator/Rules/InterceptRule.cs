using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Rules;

/// <summary>Words that employees shall not send.</summary>
/// <param name="Blocks">Warns and blocks; else it only warns.</param>
internal sealed record InterceptRule(
    string Id, int AgentId, DateTimeOffset CreatedAt, string Name, IReadOnlyList<string> Words, IReadOnlyList<int> Semantics, bool Blocks,
    IReadOnlyList<string> Users, IReadOnlyList<int> Departments)
{
    /// <summary>Everybody belongs to department 1 here, the corp itself.</summary>
    public bool AppliesTo(string userId) => Users.Contains(userId) || Departments.Contains(1);

    public JsonObject Line() => new() { ["rule_id"] = Id, ["rule_name"] = Name, ["create_time"] = CreatedAt.ToUnixTimeSeconds() };

    public JsonObject Describe() => new()
    {
        ["rule_id"] = Id,
        ["rule_name"] = Name,
        ["word_list"] = new JsonArray([.. Words.Select(w => JsonValue.Create(w))]),
        ["extra_rule"] = new JsonObject { ["semantics_list"] = new JsonArray([.. Semantics.Select(s => JsonValue.Create(s))]) },
        ["intercept_type"] = Blocks ? 1 : 2,
        ["applicable_range"] = new JsonObject
        {
            ["user_list"] = new JsonArray([.. Users.Select(u => JsonValue.Create(u))]),
            ["department_list"] = new JsonArray([.. Departments.Select(d => JsonValue.Create(d))]),
        },
    };
}
