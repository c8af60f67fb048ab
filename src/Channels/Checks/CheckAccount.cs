using Steward.Channels.Accounts;
using Steward.Channels.WeCom;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Words;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Account = Steward.Channels.Accounts.Account;

namespace Steward.Channels.Checks;

/// <summary>Goes through what an account needs, in the order in which one thing rests on another, and says what to mend where.</summary>
internal sealed class CheckAccount(AccountDirectory directory, IEnumerable<IProveAccount> provers, WeComClient wecom, CheckBot bot, Database database, TimeProvider clock)
{
    public async Task<Result<CheckStep[]>> HandleAsync(BrandId brand, AccountId id, CancellationToken ct)
    {
        if (await directory.FindAsync(id, ct) is not { } account || account.Brand != brand) { return AccountProblems.Unknown(id); }

        var steps = new List<CheckStep>();
        if (await CredentialsAsync(account, steps, ct))
        {
            if (account.Channel == "wecom") { await GroupsAsync(account, steps, ct); }
            else { await bot.HandleAsync(account, steps, ct); }
        }

        var seen = await SeenAsync(account, ct);
        steps.Add(CheckSteps.Callbacks(account, seen, clock.GetUtcNow()));
        steps.Add(CheckSteps.Archive(account, seen, clock.GetUtcNow()));
        return steps.ToArray();
    }

    private async Task<bool> CredentialsAsync(Account account, List<CheckStep> steps, CancellationToken ct)
    {
        var prover = provers.Single(prover => prover.Channel == account.Channel);
        if (prover.Check(account) is { } wrong)
        {
            steps.Add(CheckSteps.Failed("settings", CheckCodes.SettingsWrong, ("field", wrong.Field ?? ""), ("words", wrong.Message)));
            return false;
        }

        steps.Add(CheckSteps.Ok("settings", CheckCodes.SettingsFine));
        var proof = await prover.ProveAsync(account, ct);
        steps.Add(proof.Problem is { } refused
            ? CheckSteps.Failed("credentials", CheckCodes.CredentialsRefused, ("channel", account.Channel), ("words", refused.Message))
            : CheckSteps.Ok("credentials", CheckCodes.CredentialsFine, ("who", account.CorpId)));
        return proof.Problem is null;
    }

    private async Task GroupsAsync(Account account, List<CheckStep> steps, CancellationToken ct)
    {
        var listed = await wecom.ListGroupsAsync(account.App, ct);
        steps.Add(CheckSteps.Groups(listed.Value?.Count, listed.Failure));
        if (listed.Value is not [var first, ..]) { return; }

        var group = await wecom.GetGroupAsync(account.App, first, ct);
        steps.Add(CheckSteps.Roster(group.Value?.MemberList.Count, group.Failure));
    }

    private async Task<AccountSeen> SeenAsync(Account account, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        return await transaction.SingleAsync<AccountSeen>(
            """
            select a.callback_at, a.callbacks, a.last_error, greatest(c.read_at, c.pulled_at) as read_at,
                   (select count(*) from callback_queue q where q.account_id = a.account_id) + (select count(*) from telegram_queue q where q.account_id = a.account_id) as waiting
            from accounts a left join archive_cursors c on c.account_id = a.account_id
            where a.brand_id = @brand and a.account_id = @id
            """,
            new { brand = account.Brand, id = account.Id },
            ct);
    }
}

/// <summary>What the account's row tells of its traffic.</summary>
internal sealed record AccountSeen
{
    public DateTimeOffset? CallbackAt { get; init; }
    public long Callbacks { get; init; }
    public string LastError { get; init; } = "";
    public DateTimeOffset? ReadAt { get; init; }
    public long Waiting { get; init; }
}
