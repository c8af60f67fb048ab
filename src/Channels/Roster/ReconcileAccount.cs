using Steward.Channels.Accounts;
using Steward.Kernel;

namespace Steward.Channels.Roster;

/// <summary>Asks for a comparison now.</summary>
internal sealed class ReconcileAccount(AccountDirectory accounts, ReconciliationTurns turns)
{
    /// <returns>The run's id.</returns>
    public async Task<Result<Guid>> HandleAsync(BrandId brand, AccountId id, CancellationToken ct)
    {
        if (await accounts.FindAsync(id, ct) is not { } account || account.Brand != brand) { return AccountProblems.Unknown(id); }

        return account.Channel == "wecom" ? await turns.AskAsync(id, brand, ct) : AccountProblems.NoGroupList(account.Channel);
    }
}
