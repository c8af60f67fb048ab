using System.Text.Json.Serialization;
using MassTransit;

namespace Steward.Contracts.Events.Channels;

/// <summary>A command: say this text in these groups, once. Sent by Content, Staffing and Moderation, executed by Channels' ledger, answered by <see cref="SendSettledV1"/>.</summary>
[MessageUrn("channels:send-to-groups:v1")]
[EntityName("channels.send-to-groups.v1")]
public sealed record SendToGroupsV1 : IBrandEvent
{
    /// <summary>Chosen by the sender; the same id again changes nothing.</summary>
    public required Guid CommandId { get; init; }
    public required Guid BrandId { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>What asked for it: <c>calendar</c>, <c>knowledge</c>, <c>inbox</c> or <c>moderation</c>; shown in the ledger.</summary>
    public required string Origin { get; init; }
    public required IReadOnlyList<Guid> GroupIds { get; init; }
    public required string Text { get; init; }

    /// <summary>What goes along with the text, at most nine; null: nothing does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SendAttachment>? Attachments { get; init; }

    /// <summary>Who asked: an operator id, or empty for a machine.</summary>
    public required string RequestedBy { get; init; }
}
