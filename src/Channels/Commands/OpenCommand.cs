using System.Globalization;
using Steward.Contracts.Events.Channels;

namespace Steward.Channels.Commands;

/// <summary>A command that is being worked on, with its calls that are not settled.</summary>
internal sealed record OpenCommand
{
    public required Guid CommandId { get; init; }
    public required Guid AccountId { get; init; }
    public required string Kind { get; init; }
    public required string Origin { get; init; }
    public required string State { get; init; }
    public required string Body { get; init; }

    /// <summary>What goes along with the text; null: nothing.</summary>
    public IReadOnlyList<SendAttachment>? Attachments { get; init; }
    public required int Groups { get; init; }
    public required short Priority { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset Deadline { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public IReadOnlyList<CommandCall> Calls { get; init; } = [];

    /// <summary>Whether nobody waits for it: then it leaves room in the quotas for what somebody waits for.</summary>
    public bool IsBulk => Priority > 1;

    /// <summary>Why it ends now; null: it does not. What may have been sent does not end before it is known.</summary>
    public string? EndingAt(DateTimeOffset now) =>
        now >= Deadline && !Calls.Any(call => call.IsOpen) ? $"not confirmed within {Hours} hours" : null;

    /// <summary>How long people had to confirm it.</summary>
    public string Hours => (Deadline - CreatedAt).TotalHours.ToString("0.##", CultureInfo.InvariantCulture);
}
