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

    /// <summary><c>send-private</c>, <c>welcome</c>, <c>warn</c>, <c>recall</c>, <c>remove</c>, <c>mute</c> (silent, but still there), <c>ban</c> (put out, and cannot come back), <c>transfer-owner</c>, <c>transfer-customer</c>, <c>tag-mark</c>, <c>remind</c>, <c>join-way</c>, <c>contact-way</c>, <c>intercept-rules</c>, <c>app-message</c> or <c>group-notice</c> (the text is put up where everybody in the group sees it).</summary>
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
    /// <summary>
    /// A name may come several times. Ids are the channel's own. By kind (needed ones first):
    /// <list type="bullet">
    /// <item><c>send-private</c>: <c>from</c>, the employee who is asked to send it; absent: the channel's choice.</item>
    /// <item><c>welcome</c>: <c>code</c>, the welcome code of the callback.</item>
    /// <item><c>recall</c>, <c>warn</c>: <c>message</c>, the channel's id of the message, where Channels may not know it (any more).</item>
    /// <item><c>mute</c>, <c>ban</c>: <c>until</c>, the end in Unix seconds; absent: for good.</item>
    /// <item><c>transfer-owner</c>: <c>to</c>, the new owner.</item>
    /// <item><c>transfer-customer</c>: <c>from</c> and <c>to</c>, who gives and who takes the customer over.</item>
    /// <item><c>tag-mark</c>: <c>to</c>, the employee whose view of the customer is tagged; <c>add-tag</c>, <c>remove-tag</c>.</item>
    /// <item><c>remind</c>: <c>command</c>, the id of the send whose employees are asked once more.</item>
    /// <item><c>join-way</c>: <c>state</c>, which comes back with everybody who joins by it; at most 30 characters; absent: the command's own.</item>
    /// <item><c>contact-way</c>: <c>to</c>, the employees; <c>state</c> as above.</item>
    /// <item><c>intercept-rules</c>: <c>to</c>, the employees it holds for; <c>word</c>.</item>
    /// <item><c>app-message</c>: <c>to</c>, the employees.</item>
    /// </list>
    /// </summary>
    public required string Name { get; init; }
    public required string Value { get; init; }
}
