using Steward.Contracts.Channels.V1;

namespace Steward.Console.Ledger;

/// <summary>Whether a command can be stopped.</summary>
internal enum Stopping
{
    /// <summary>It can, by a lead.</summary>
    Possible,

    /// <summary>Nothing of it is left to stop.</summary>
    Settled,

    /// <summary>A call's outcome is open, and so is what there is to stop.</summary>
    Unknown,
}

/// <summary>The rules of the button that stops a command; Channels has the last word.</summary>
internal static class StoppingRules
{
    public static Stopping Of(GetCommandResponse explained) =>
        explained.Command.SettledAt is not null || explained.Command.State is "confirmed" or "partly" or "failed" ? Stopping.Settled
        : explained.Command.State == "unknown" || explained.Calls.Any(call => call.State is "unknown" or "calling") ? Stopping.Unknown
        : Stopping.Possible;
}
