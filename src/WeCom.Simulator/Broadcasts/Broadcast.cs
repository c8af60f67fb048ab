using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Broadcasts;

internal enum Delivery
{
    /// <summary>The employee has not confirmed yet.</summary>
    Unsent,
    Sent,
    Cancelled,
}

/// <summary>What <c>add_msg_template</c> made: nothing is sent before the employee confirms. Guarded by <see cref="BroadcastBook"/>.</summary>
internal sealed class Broadcast(
    string msgId, Corp corp, bool toGroups, string sender, string text, JsonArray attachments, DateTimeOffset createdAt, IEnumerable<string> recipients)
{
    public string MsgId { get; } = msgId;

    public Corp Corp { get; } = corp;

    /// <summary>Else to single customers.</summary>
    public bool ToGroups { get; } = toGroups;

    public string Sender { get; } = sender;

    public string Text { get; } = text;

    public JsonArray Attachments { get; } = attachments;

    /// <summary>Simulated time, as all times here.</summary>
    public DateTimeOffset CreatedAt { get; } = createdAt;

    public OrderedDictionary<string, Recipient> Recipients { get; } =
        new(recipients.Select(id => KeyValuePair.Create(id, new Recipient(id, Delivery.Unsent, null))));

    public List<DateTimeOffset> Reminders { get; } = [];

    public bool Cancelled { get; set; }

    /// <summary>The sender's task counts as sent when nothing waits any more and something was sent.</summary>
    public bool Sent => Recipients.Values.All(r => r.Delivery is not Delivery.Unsent) && Recipients.Values.Any(r => r.Delivery is Delivery.Sent);

    public DateTimeOffset? SentAt => Recipients.Values.Max(r => r.SentAt);
}

internal sealed record Recipient(string Id, Delivery Delivery, DateTimeOffset? SentAt);
