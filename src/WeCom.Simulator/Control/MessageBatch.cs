using System.Text.Json;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Control;

/// <summary>What one request has seen so far; lookups by name are remembered, joins are announced together at the end.</summary>
internal sealed class MessageBatch(bool create)
{
    public bool Create { get; } = create;

    public int Line { get; set; }

    public int Accepted { get; set; }

    public int Rejected { get; set; }

    public List<LineError> Errors { get; } = [];

    public Dictionary<(Corp Corp, string Name), CustomerGroup> Groups { get; } = [];

    public Dictionary<(CustomerGroup Group, string Name), string> Speakers { get; } = [];

    public Dictionary<(Corp Corp, CustomerGroup Group), List<string>> Joined { get; } = [];

    public void Join(Corp corp, CustomerGroup group, string id)
    {
        if (!Joined.TryGetValue((corp, group), out var ids))
        {
            Joined[(corp, group)] = ids = [];
        }

        ids.Add(id);
    }
}

internal sealed record LineError(int Line, string Reason);

internal sealed record MessageLine
{
    public required string Corp { get; init; }

    /// <summary>Chat id or name.</summary>
    public required string Group { get; init; }

    /// <summary>userid, external_userid or nickname.</summary>
    public required string From { get; init; }

    public required string Text { get; init; }

    public required JsonElement Time { get; init; }

    public string Type { get; init; } = "text";
}
