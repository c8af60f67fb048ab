using Steward.Channels.Accounts;
using Steward.Channels.Storage;

namespace Steward.Channels.Archive;

/// <summary>Works off the questions who agrees to the archive. What WeCom does not say leaves everything as it is.</summary>
internal sealed class AskConsents(ConsentQueue queue, CheckConsent consent, AccountDirectory accounts, TimeProvider clock, ILogger<AskConsents> logger)
    : WorkOffTable(queue, Pace, accounts, clock, logger)
{
    private static readonly WorkPace Pace = new(AtOnce: 4, Take: 64, MostAttempts: 5, Poll: TimeSpan.FromSeconds(1), Lease: TimeSpan.FromMinutes(5), attempts => TimeSpan.FromMinutes(attempts));

    protected override async Task<WorkOutcome> DoAsync(Account account, WorkItem item, CancellationToken ct)
    {
        if (!account.Reads || await consent.HandleAsync(account, item.Key, ct) is not { } failure) { return WorkOutcome.Done; }

        return failure.MayPass ? WorkOutcome.Failed(failure.ToString()) : WorkOutcome.Hopeless(failure.ToString());
    }
}
