using Steward.Channels.Accounts;
using Steward.Channels.Storage;
using Steward.Channels.Telegram;

namespace Steward.Channels.Roster;

/// <summary>Works off the roster queue.</summary>
internal sealed class FetchRosters(RosterQueue queue, StoreRoster store, TelegramRoster telegram, AccountDirectory accounts, TimeProvider clock, ILogger<FetchRosters> logger)
    : WorkOffTable(queue, Pace, accounts, clock, logger)
{
    private static readonly WorkPace Pace = new(AtOnce: 8, Take: 8, MostAttempts: 10, Poll: TimeSpan.FromMilliseconds(500), Lease: TimeSpan.FromMinutes(2), WorkPace.Doubling);

    protected override async Task<WorkOutcome> DoAsync(Account account, WorkItem item, CancellationToken ct)
    {
        var failure = account.Channel == "telegram"
            ? (await telegram.HandleAsync(account, item.Key, ct)).Failure?.ToString()
            : (await store.HandleAsync(account, item.Key, bulk: false, ct)).Failure?.ToString();
        return failure is null ? WorkOutcome.Done : WorkOutcome.Failed(failure);
    }
}
