using Steward.Channels.Adapters;
using Steward.Kernel;

namespace Steward.Channels.Commands;

/// <summary>An act that is being worked on: what it is, its one call, and the task of a person where there is one.</summary>
internal sealed record OpenAct
{
    public required Guid CommandId { get; init; }
    public required string Capability { get; init; }
    public required string ChatId { get; init; }
    public required string GroupName { get; init; }
    public required string Owner { get; init; }
    public required string MemberExternal { get; init; }
    public required string MessageExternal { get; init; }
    public required string Arguments { get; init; }
    public DateTimeOffset? CausedAt { get; init; }
    public string? CallState { get; init; }

    /// <summary>Who was asked to confirm it; empty: nobody, or it is not known yet.</summary>
    public string Sender { get; init; } = "";

    /// <summary>The channel's id of the task that an employee has to confirm; null: nobody has to.</summary>
    public string? MsgId { get; init; }
    public DateTimeOffset? AttemptedAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? TaskDueAt { get; init; }
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>The channel has it, and an employee has to confirm.</summary>
    public bool AwaitsTap => CallState == CommandCall.Dispatched && MsgId is not null;
}

/// <summary>An act of one account in the hands of a worker.</summary>
/// <param name="Command">Its row in the ledger.</param>
/// <param name="Act">What it is about, and how far it is.</param>
/// <param name="Call">What the adapter gets to see.</param>
internal sealed record ActWork(OpenCommand Command, OpenAct Act, ChannelAct Call)
{
    public CommandId Id { get; } = new(Command.CommandId);

    /// <summary>Its call may be made now.</summary>
    public bool IsDue(DateTimeOffset now) => Act is { TaskDueAt: null, CallState: CommandCall.Planned } && now < Command.Deadline && !(Act.DueAt > now);
}

/// <summary>What is known of an act, to be written down.</summary>
/// <param name="Id">Which.</param>
/// <param name="Call">The act as the adapter saw it.</param>
/// <param name="Owner">Who owns its group: whose quotas it has used.</param>
/// <param name="Answer">What the channel said.</param>
/// <param name="Reconciled">It was found by looking, not told by the call itself.</param>
internal sealed record ActOutcome(CommandId Id, ChannelAct Call, string Owner, ActResult Answer, bool Reconciled);
