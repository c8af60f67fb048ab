using Steward.Channels.Accounts;
using Steward.Channels.Pictures;
using Steward.Contracts.Events.Channels;

namespace Steward.Channels.Adapters;

/// <summary>One outgoing act on one channel, ready to be executed once. Ids are the channel's own.</summary>
internal sealed record ChannelAct
{
    /// <summary>The ledger's id of the act: the idempotency key where the channel has one.</summary>
    public required Guid CommandId { get; init; }
    public required ChannelCapability Kind { get; init; }
    public required Account Account { get; init; }

    /// <summary>Chat it happens in; empty where there is none.</summary>
    public string ChatId { get; init; } = "";

    /// <summary>Person it is done to; empty where there is none.</summary>
    public string MemberId { get; init; } = "";

    /// <summary>Message it is done to; empty where there is none.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Text to send; empty where there is none.</summary>
    public string Text { get; init; } = "";

    /// <summary>What goes along with the text; null: nothing.</summary>
    public IReadOnlyList<SendAttachment>? Attachments { get; init; }

    /// <summary>The pictures that <see cref="Attachments"/> name.</summary>
    public IReadOnlyDictionary<Guid, Picture> Pictures { get; init; } = new Dictionary<Guid, Picture>();

    /// <summary>End of a restriction; null: for good.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When its cause happened (the message, the join): some acts are possible only so long after it.</summary>
    public DateTimeOffset? CausedAt { get; init; }

    /// <summary>The employee who was asked to confirm it; empty: nobody, or the channel's choice, which is not known yet.</summary>
    public string Sender { get; init; } = "";

    /// <summary>When the call was made whose outcome is looked up; null: it has not been made.</summary>
    public DateTimeOffset? AttemptedAt { get; init; }

    /// <summary>When its call must have left at the latest, or is not made; null: whenever.</summary>
    public DateTimeOffset? LeavesBy { get; init; }

    /// <summary>What only this kind needs, as the event names it; a name may come several times.</summary>
    public IReadOnlyList<ActArgument> Arguments { get; init; } = [];

    /// <summary>The first argument of a name; empty when there is none.</summary>
    public string Argument(string name) => Arguments.FirstOrDefault(argument => argument.Name == name)?.Value ?? "";

    /// <summary>All arguments of a name.</summary>
    public IReadOnlyList<string> All(string name) => [.. Arguments.Where(argument => argument.Name == name).Select(argument => argument.Value)];
}

/// <summary>What is known of an act after one call.</summary>
internal abstract record ActResult
{
    private ActResult() { }

    /// <summary>It has happened, or had happened before.</summary>
    /// <param name="ExternalId">The channel's id of what was made (a message); empty when it gives none.</param>
    public sealed record Completed(string ExternalId) : ActResult;

    /// <summary>The channel took it; its outcome comes later.</summary>
    /// <param name="ExternalId">To ask about it.</param>
    public sealed record Accepted(string ExternalId) : ActResult
    {
        /// <summary>The employee who has to confirm it; empty: one whom the channel has chosen; null: the channel does it by itself.</summary>
        public string? Sender { get; init; }

        /// <summary>Why the channel goes on with it, for people; empty where nobody wanted to stop it.</summary>
        public string Hint { get; init; } = "";
    }

    /// <summary>It has certainly not happened, and will not by trying again.</summary>
    /// <param name="Code">The channel's own code.</param>
    /// <param name="Hint">For people: why, and what to do.</param>
    public sealed record Rejected(int Code, string Hint) : ActResult;

    /// <summary>It has certainly not happened; later the same call may work.</summary>
    /// <param name="After">How long to wait at least.</param>
    /// <param name="Hint">For people.</param>
    public sealed record Postponed(TimeSpan After, string Hint) : ActResult;

    /// <summary>Nobody answered: it may have happened. Never repeated blindly.</summary>
    /// <param name="Hint">For people.</param>
    public sealed record Unknown(string Hint) : ActResult;

    /// <summary>It may have happened, and the channel shows it to nobody: a person has to decide.</summary>
    /// <param name="Place">Where they go, as the link of a task.</param>
    /// <param name="Hint">For them: what to know.</param>
    public sealed record Hidden(string Place, string Hint) : ActResult;
}
