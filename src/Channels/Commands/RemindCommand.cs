using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Quotas;
using Steward.Channels.WeCom;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>What reminding came to.</summary>
/// <param name="Tasks">Tasks whose employees were asked once more.</param>
/// <param name="Left">Reminders that are left for the fullest of them.</param>
/// <param name="NextAt">When there is one again; null: now.</param>
internal sealed record Reminded(int Tasks, int Left, DateTimeOffset? NextAt);

/// <summary>Asks the employees who have not confirmed a send yet once more, as often as WeCom permits.</summary>
internal sealed class RemindCommand(Database database, QuotaBook quotas, QuotaRules rules, AccountDirectory accounts, WeComClient wecom, TimeProvider clock)
{
    private const int TooOften = 41094;

    public async Task<Result<Reminded>> HandleAsync(BrandId brand, CommandId id, CancellationToken ct)
    {
        var (account, tasks) = await ReadAsync(brand, id, ct);
        if (account is null) { return CommandProblems.Unknown(id); }

        if (tasks.Count == 0) { return CommandProblems.NothingWaits; }

        var reminded = 0;
        QuotaRefusal? full = null;
        foreach (var msgId in tasks)
        {
            var claims = Claims.Reminder(msgId);
            var takenAt = clock.GetUtcNow();
            await using (var transaction = await database.BeginAsync(brand, ct))
            {
                var picture = await quotas.LockAsync(transaction, account, claims, takenAt, ct);
                if (claims.Select(claim => picture.RefusalOf(claim, bulk: false)).FirstOrDefault(refusal => refusal is not null) is { } refused)
                {
                    full = refused;
                    continue;
                }

                await quotas.TakeAsync(transaction, account, claims, picture, ct);
                await transaction.CommitAsync(ct);
            }

            var reply = await wecom.RemindAsync(account.App, msgId, ct);
            if (reply.Failure is not { } failure)
            {
                reminded++;
                continue;
            }

            if (failure.Class is not FailureClass.Unknown && failure.Code != TooOften)
            {
                await using var transaction = await database.BeginAsync(brand, ct);
                await quotas.GiveBackAsync(transaction, account, claims.Where(claim => claim.Scope != "corp-api"), takenAt, ct);
                await transaction.CommitAsync(ct);
            }

            if (tasks.Count == 1) { return failure.Code == TooOften ? CommandProblems.RemindedEnough("WeCom counts three reminders within 24 hours") : failure.ToProblem(); }
        }

        if (reminded == 0 && full is not null) { return CommandProblems.RemindedEnough(full.ToString()); }

        return await LeftAsync(account, reminded, tasks, ct);
    }

    /// <summary>The same as an act of the ledger.</summary>
    public async Task<ActResult> HandleAsync(BrandId brand, ChannelAct act, CancellationToken ct)
    {
        if (!Guid.TryParse(act.Argument("command"), out var command)) { return new ActResult.Rejected(0, "command is not the id of one"); }

        var result = await HandleAsync(brand, new CommandId(command), ct);
        return result.Failed ? new ActResult.Rejected(0, result.Problem.Message) : new ActResult.Completed("");
    }

    private async Task<(Account? Account, IReadOnlyList<string> Tasks)> ReadAsync(BrandId brand, CommandId id, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var accountId = await transaction.SingleOrDefaultAsync<Guid?>("select account_id from commands where brand_id = @brand and command_id = @id", new { brand, id }, ct);
        if (accountId is null || await accounts.FindAsync(new AccountId(accountId.Value), ct) is not { } account) { return (null, []); }

        return (account, await transaction.QueryAsync<string>(
            "select msg_id from command_calls where brand_id = @brand and command_id = @id and state = 'dispatched' and msg_id is not null and sender <> '' order by call_no", new { brand, id }, ct));
    }

    private async Task<Reminded> LeftAsync(Account account, int reminded, IReadOnlyList<string> tasks, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var most = (await rules.OfAsync(transaction, account, ct)).Where(rule => rule.Scope == Claims.Remind).Min(rule => rule.Most) ?? 0;
        var fullest = (await Reminders.OfAsync(transaction, account.Brand, [.. tasks], now, ct)).Values.MaxBy(moments => moments.Count) ?? [];
        return new Reminded(reminded, Math.Max(0, most - fullest.Count), fullest.Count < most ? null : fullest[^most] + Reminders.Counts);
    }
}

/// <summary>The reminders of broadcast tasks that still count.</summary>
internal static class Reminders
{
    /// <summary>How long one counts.</summary>
    public static readonly TimeSpan Counts = TimeSpan.FromHours(24);

    /// <summary>Oldest first, by the task's id.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<DateTimeOffset>>> OfAsync(BrandTransaction transaction, BrandId brand, string[] tasks, DateTimeOffset now, CancellationToken ct)
    {
        var buckets = await transaction.QueryAsync<QuotaBucket>(
            "select scope, subject, span, starts_at, used, moments from quota_uses where brand_id = @brand and scope = @Remind and span = '24h' and subject = any (@tasks)", new { brand, Claims.Remind, tasks }, ct);
        return buckets.DistinctBy(bucket => bucket.Subject).ToDictionary(bucket => bucket.Subject, bucket => QuotaPicture.Live(bucket, now), StringComparer.Ordinal);
    }
}
