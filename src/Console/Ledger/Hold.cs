using Steward.Contracts.Channels.V1;

namespace Steward.Console.Ledger;

/// <summary>What holds a command back, or once did.</summary>
/// <param name="Reason">quota, consent or quiet.</param>
/// <param name="OpensAt">When it goes on; null when no time opens it.</param>
/// <param name="Now">Whether it is held back at this moment.</param>
internal sealed record Hold(string Reason, DateTimeOffset? OpensAt, bool Now)
{
    /// <summary>Null when nothing ever held the command back.</summary>
    public static Hold? Of(Command command, DateTimeOffset now)
    {
        if (command.BlockedReason.Length == 0) { return null; }

        var opens = command.NextTryAt?.ToDateTimeOffset();
        var holds = command.SettledAt is null && (command.State == "blocked" || opens > now);
        return new Hold(command.BlockedReason, holds && opens > now ? opens : null, holds);
    }
}
