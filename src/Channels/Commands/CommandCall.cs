using Steward.Channels.WeCom;

namespace Steward.Channels.Commands;

/// <summary>One call of the channel that a command needs: one sender and their groups.</summary>
internal sealed record CommandCall
{
    /// <summary>Not made, or known not to have been taken.</summary>
    public const string Planned = "planned";

    /// <summary>About to be made; found again later it means that nobody wrote down how it went.</summary>
    public const string Calling = "calling";

    /// <summary>Made without an answer.</summary>
    public const string Unknown = "unknown";

    /// <summary>Taken by the channel; people have to confirm.</summary>
    public const string Dispatched = "dispatched";

    /// <summary>Every group's outcome is known.</summary>
    public const string Settled = "settled";

    public required Guid CommandId { get; init; }
    public required int CallNo { get; init; }
    public required string Sender { get; init; }
    public required string State { get; init; }
    public string? MsgId { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset? AttemptedAt { get; init; }

    /// <summary>Not to be made before; null: at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether it is open if the channel has it: then the channel is asked before anything is sent again.</summary>
    public bool IsOpen => State is Calling or Unknown;

    /// <summary>Whether a planned call may be made by now.</summary>
    public bool IsDue(DateTimeOffset now) => DueAt is not { } due || due <= now;

    /// <summary>Which of the listed broadcasts is this call's: the same words, not told to belong to another call, not made before this one could have been.</summary>
    /// <param name="listed">What WeCom lists for the sender.</param>
    /// <param name="text">The command's words.</param>
    /// <param name="taken">Message ids of other calls.</param>
    /// <param name="earliest">When this one can have been made at the earliest, by the channel's clock.</param>
    public static string? Find(IEnumerable<ListedBroadcast> listed, string text, IReadOnlySet<string> taken, DateTimeOffset earliest) =>
        listed.Where(broadcast => broadcast.Text?.Content == text && !taken.Contains(broadcast.Msgid) && broadcast.CreateTime >= earliest.ToUnixTimeSeconds())
            .OrderBy(broadcast => broadcast.CreateTime)
            .FirstOrDefault()?.Msgid;
}

/// <summary>What has become of a call, to be written down.</summary>
/// <param name="State">The call's new state; null: it has none, only groups of it have an outcome.</param>
/// <param name="Reason">For people, into the history.</param>
internal sealed record CallChange(string? State, string Reason)
{
    /// <summary>The channel's id of the task that was made.</summary>
    public string? MsgId { get; init; }

    /// <summary>These chats got it; null: none more are known.</summary>
    public IReadOnlyList<string>? Confirmed { get; init; }

    /// <summary>These chats certainly did not and will not get it, which gives their quotas back; null: none.</summary>
    public IReadOnlyList<string>? Failed { get; init; }

    /// <summary>Why those failed, for people.</summary>
    public string Missed { get; init; } = "";

    /// <summary>All chats that wait have this outcome; null: they go on waiting.</summary>
    public string? All { get; init; }

    /// <summary>Nothing has been sent: all its quotas come back.</summary>
    public bool GivesBack { get; init; }

    /// <summary>An unknown outcome was settled by looking.</summary>
    public bool Reconciled { get; init; }

    /// <summary>Not to be made before.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The channel refuses because of too many calls.</summary>
    public bool TooMany { get; init; }
}
