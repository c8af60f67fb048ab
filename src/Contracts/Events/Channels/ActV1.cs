using MassTransit;

namespace Steward.Contracts.Events.Channels;

/// <summary>
/// A command other than a text for groups: do this once to one person, message or group. Sent by Moderation, Members and Staffing, kept in Channels' ledger, answered
/// by <see cref="ActSettledV1"/>. What the channel cannot do becomes a task for a person; nobody who sends this needs to know which.
/// </summary>
[MessageUrn("channels:act:v1")]
[EntityName("channels.act.v1")]
public sealed record ActV1 : IBrandEvent
{
    /// <summary>Chosen by the sender; the same id again changes nothing.</summary>
    public required Guid CommandId { get; init; }
    public required Guid BrandId { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary><c>send-private</c>, <c>welcome</c>, <c>warn</c>, <c>recall</c>, <c>remove</c>, <c>mute</c>, <c>ban</c>, <c>transfer-owner</c>, <c>transfer-customer</c>, <c>tag-mark</c>, <c>remind</c>, <c>join-way</c>, <c>contact-way</c>, <c>intercept-rules</c> or <c>app-message</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What asked for it: <c>moderation</c>, <c>calendar</c>, <c>inbox</c>, …; shown in the ledger.</summary>
    public required string Origin { get; init; }
    public Guid? GroupId { get; init; }
    public Guid? MemberId { get; init; }

    /// <summary>The message it is done to, or that it answers.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>Words to send; empty for acts without words.</summary>
    public required string Text { get; init; }

    /// <summary>What only this kind needs.</summary>
    public required IReadOnlyList<ActArgument> Arguments { get; init; }

    /// <summary>Why, for the person who may have to do it by hand: the offence, the quoted message.</summary>
    public required string Evidence { get; init; }

    /// <summary>Who asked: an operator id, or empty for a machine.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>After this moment it is pointless: it fails instead of coming late. Null: after a day.</summary>
    public DateTimeOffset? Deadline { get; init; }
}

/// <summary>One thing that only one kind of act needs.</summary>
public sealed record ActArgument
{
    /// <summary><c>to</c> (the new owner's external id), <c>add-tag</c>, <c>remove-tag</c>, <c>state</c>, <c>code</c> (welcome code), <c>word</c>, <c>until</c> (Unix seconds: end of a mute or ban; absent: for good); a name may come several times.</summary>
    public required string Name { get; init; }
    public required string Value { get; init; }
}
