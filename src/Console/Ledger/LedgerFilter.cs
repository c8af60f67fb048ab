using Steward.Console.Shared;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Ledger;

/// <summary>What the ledger is asked to show; an empty text means all.</summary>
/// <param name="State">One state of commands.</param>
/// <param name="Kind">One kind of command.</param>
/// <param name="Origin">Who asked for it: calendar, knowledge, inbox, moderation.</param>
/// <param name="Account">One channel account's id.</param>
/// <param name="Blocked">What held it back last: quota, consent, quiet.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, the whole of it included.</param>
internal sealed record LedgerFilter(string State = "", string Kind = "", string Origin = "", string Account = "", string Blocked = "", DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>The states of the ledger, in the order of a command's life.</summary>
    public static readonly string[] States = ["planned", "blocked", "dispatched", "awaiting-confirm", "unknown", "confirmed", "partly", "failed"];

    /// <summary>Everything that can hold a command back.</summary>
    public static readonly string[] Blocks = ["quota", "consent", "quiet", "roster"];

    /// <summary>Everything that asks for commands.</summary>
    public static readonly string[] Origins = ["calendar", "knowledge", "inbox", "moderation", "pact"];

    /// <summary>Whether anything is left out.</summary>
    public bool Narrow => this != new LedgerFilter();

    /// <summary>One page of one brand; days begin when they begin in that brand's zone.</summary>
    public ListCommandsRequest For(string brand, TimeZoneInfo zone, int size, string token) => new()
    {
        BrandId = brand,
        State = State,
        Kind = Kind,
        Origin = Origin,
        AccountId = Account,
        BlockedReason = Blocked,
        From = Moments.StartOf(From, 0, zone),
        To = Moments.StartOf(To, 1, zone),
        PageSize = size,
        PageToken = token,
    };
}
