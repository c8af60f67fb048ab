using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Quotas;
using Steward.Channels.WeCom;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>What reminding came to.</summary>
/// <param name="Tasks">Tasks whose employees were asked once more.</param>
/// <param name="Refused">Tasks whose employees were not, and why.</param>
/// <param name="Left">Reminders that are left for the fullest of them.</param>
/// <param name="NextAt">When there is one again; null: now.</param>
internal sealed record Reminded(int Tasks, IReadOnlyList<NotAsked> Refused, int Left, DateTimeOffset? NextAt);

/// <summary>A task whose employee was not asked once more.</summary>
internal readonly record struct NotAsked(string Sender, Problem Why);

/// <summary>
/// Asks the employees who have not confirmed a send yet once more, as often as WeCom permits. Each task is asked for by itself and written into the history: one that is
/// refused does not keep the others from theirs, and is told.
/// </summary>
internal sealed class RemindCommand(Database database, QuotaBook quotas, QuotaRules rules, AccountDirectory accounts, WeComClient wecom, TimeProvider clock)
{
    private const int TooOften = 41094;

    public async Task<Result<Reminded>> HandleAsync(BrandId brand, CommandId id, CancellationToken ct)
    {
        var (account, tasks) = await ReadAsync(brand, id, ct);
        if (account is null) { return CommandProblems.Unknown(id); }

        if (tasks.Count == 0) { return CommandProblems.NothingWaits; }

        var refused = new List<NotAsked>();
        foreach (var task in tasks)
        {
            if (await AskAsync(account, id, task, ct) is { } why) { refused.Add(new NotAsked(task.Sender, why)); }
        }

        // With nobody asked, the first reason that is not just the rule of three says most.
        if (refused.Count == tasks.Count) { return refused.Select(one => one.Why).FirstOrDefault(why => why.Kind is not ProblemKind.Exhausted) ?? refused[0].Why; }

        return await LeftAsync(account, tasks.Count - refused.Count, refused, [.. tasks.Select(task => task.MsgId)], ct);
    }

    /// <returns>Why the task's employee was not asked; null: they were.</returns>
    private async Task<Problem?> AskAsync(Account account, CommandId id, WaitingTask task, CancellationToken ct)
    {
        var (claims, takenAt) = (Claims.Reminder(task.MsgId), clock.GetUtcNow());
        await using (var transaction = await database.BeginAsync(account.Brand, ct))
        {
            var picture = await quotas.LockAsync(transaction, account, claims, takenAt, ct);
            if (claims.Select(claim => picture.RefusalOf(claim, bulk: false)).FirstOrDefault(refusal => refusal is not null) is { } full)
            {
                await transaction.CommitAsync(ct);
                return await RecordAsync(account, id, task, CommandProblems.RemindedEnough(full.ToString()), null, takenAt, ct);
            }

            await quotas.TakeAsync(transaction, account, claims, picture, ct);
            await transaction.CommitAsync(ct);
        }

        // A reminder that nobody answered may have been made: it counts, as one does that WeCom has counted and we have not.
        var reply = await wecom.RemindAsync(account.App, task.MsgId, ct);
        return reply.Failure switch
        {
            null => await RecordAsync(account, id, task, null, null, takenAt, ct),
            { Code: TooOften } => await RecordAsync(account, id, task, CommandProblems.RemindedEnough("WeCom counts three reminders within 24 hours"), null, takenAt, ct),
            { Class: FailureClass.Unknown } open => await RecordAsync(account, id, task, open.ToProblem(), null, takenAt, ct),
            { } failure => await RecordAsync(account, id, task, failure.ToProblem(), claims, takenAt, ct),
        };
    }

    private async Task<Problem?> RecordAsync(Account account, CommandId id, WaitingTask task, Problem? why, IReadOnlyList<QuotaClaim>? unused, DateTimeOffset takenAt, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);

        // The call itself was made; the reminder was not.
        if (unused is not null) { await quotas.GiveBackAsync(transaction, account, unused.Where(claim => claim.Scope != "corp-api"), takenAt, ct); }

        await History.AddAsync(transaction, account.Brand, id, task.CallNo, why is null ? "reminded" : "not-reminded", why?.Message ?? "", clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        return why;
    }

    /// <summary>The same as an act of the ledger.</summary>
    public async Task<ActResult> HandleAsync(BrandId brand, ChannelAct act, CancellationToken ct)
    {
        if (!Guid.TryParse(act.Argument("command"), out var command)) { return new ActResult.Rejected(0, "command is not the id of one"); }

        var result = await HandleAsync(brand, new CommandId(command), ct);
        return result.Failed ? new ActResult.Rejected(0, result.Problem.Message) : new ActResult.Completed("");
    }

    private async Task<(Account? Account, IReadOnlyList<WaitingTask> Tasks)> ReadAsync(BrandId brand, CommandId id, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var accountId = await transaction.SingleOrDefaultAsync<Guid?>("select account_id from commands where brand_id = @brand and command_id = @id", new { brand, id }, ct);
        if (accountId is null || await accounts.FindAsync(new AccountId(accountId.Value), ct) is not { } account) { return (null, []); }

        return (account, await transaction.QueryAsync<WaitingTask>(
            "select call_no, sender, msg_id from command_calls where brand_id = @brand and command_id = @id and state = 'dispatched' and msg_id is not null and sender <> '' order by call_no", new { brand, id }, ct));
    }

    private async Task<Reminded> LeftAsync(Account account, int reminded, IReadOnlyList<NotAsked> refused, string[] tasks, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var most = (await rules.OfAsync(transaction, account, ct)).Where(rule => rule.Scope == Claims.Remind).Min(rule => rule.Most) ?? 0;
        var fullest = (await Reminders.OfAsync(transaction, account.Brand, tasks, now, ct)).Values.MaxBy(moments => moments.Count) ?? [];
        return new Reminded(reminded, refused, Math.Max(0, most - fullest.Count), fullest.Count < most ? null : fullest[^most] + Reminders.Counts);
    }

    private sealed record WaitingTask
    {
        public required int CallNo { get; init; }
        public required string Sender { get; init; }
        public required string MsgId { get; init; }
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
