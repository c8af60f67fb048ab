using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Tags;

/// <param name="agentId">The app that made it and may change it.</param>
internal sealed class Tag(string id, string name, long createdAt, int order, int agentId)
{
    public string Id { get; } = id;

    public string Name { get; set; } = name;

    public int AgentId { get; } = agentId;

    public JsonObject Describe() => new() { ["id"] = Id, ["name"] = Name, ["create_time"] = createdAt, ["order"] = order };
}

/// <param name="agentId">The app that made it and may change it.</param>
internal sealed class TagGroup(string id, string name, long createdAt, int order, int agentId)
{
    public string Id { get; } = id;

    public string Name { get; set; } = name;

    public int AgentId { get; } = agentId;

    public List<Tag> Tags { get; } = [];

    public JsonObject Describe(Func<Tag, bool> shown) => new()
    {
        ["group_id"] = Id,
        ["group_name"] = Name,
        ["create_time"] = createdAt,
        ["order"] = order,
        ["tag"] = new JsonArray([.. Tags.Where(shown).Select(t => t.Describe())]),
    };
}
