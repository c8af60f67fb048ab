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

    /// <summary>Taken by WeCom; people have to confirm.</summary>
    public const string Dispatched = "dispatched";

    /// <summary>Every group's outcome is known.</summary>
    public const string Settled = "settled";

    public required int CallNo { get; init; }
    public required string Sender { get; init; }
    public required string State { get; init; }
    public string? MsgId { get; init; }
    public DateTimeOffset? AttemptedAt { get; init; }

    /// <summary>Whether it is open if WeCom has it: then WeCom's list is asked before anything is sent again.</summary>
    public bool IsOpen => State is Calling or Unknown;

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

/// <summary>How the groups of a command stand.</summary>
/// <param name="Waiting">Groups without an outcome.</param>
/// <param name="Confirmed">Groups that got it.</param>
/// <param name="Failed">Groups that did not.</param>
/// <param name="Reason">Why the first of them failed.</param>
internal sealed record CommandStanding(int Waiting, IReadOnlyList<Guid> Confirmed, int Failed, string Reason)
{
    /// <summary>The outcome once nothing waits any more.</summary>
    public string Outcome => Failed == 0 && Waiting == 0 ? "confirmed" : Confirmed.Count > 0 ? "partly" : "failed";
}
