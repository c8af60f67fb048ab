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
/// <param name="Sender">Who was not; empty: the channel's choice, which is not known yet.</param>
/// <param name="Why">For whoever asked, if nobody else could be either.</param>
/// <param name="Reason">The same as the ledger keeps it.</param>
internal readonly record struct NotAsked(string Sender, Problem Why, string Reason);

/// <summary>
/// Asks the employees who have not confirmed a send, or words for one customer, yet once more, as often as WeCom permits. Each task is asked for by itself and written into the history: one that is
/// refused does not keep the others from theirs, and is told.
/// </summary>
internal sealed class RemindCommand(Database database, QuotaBook quotas, QuotaRules rules, AccountDirectory accounts, WeComClient wecom, TimeProvider clock)
{
    private const int TooOften = 41094;
    private const string ThreeADay = "WeCom counts three reminders within 24 hours";

    public async Task<Result<Reminded>> HandleAsync(BrandId brand, CommandId id, CancellationToken ct)
    {
        var (account, tasks) = await ReadAsync(brand, id, ct);
        if (account is null) { return CommandProblems.Unknown(id); }

        if (tasks.Count == 0) { return CommandProblems.NothingWaits; }

        var refused = await AskAsync(account, id, tasks, ct);
        return refused.Count == tasks.Count ? First(refused).Why : await LeftAsync(account, tasks.Count - refused.Count, refused, [.. tasks.Select(task => task.MsgId)], ct);
    }

    /// <summary>The same as an act of the ledger.</summary>
    public async Task<ActResult> HandleAsync(BrandId brand, ChannelAct act, CancellationToken ct)
    {
        if (!Guid.TryParse(act.Argument("command"), out var command)) { return new ActResult.Rejected(0, "there is no such command"); }

        var (account, tasks) = await ReadAsync(brand, new CommandId(command), ct);
        if (account is null) { return new ActResult.Rejected(0, "there is no such command"); }

        if (tasks.Count == 0) { return new ActResult.Rejected(0, "nobody's confirmation is waited for"); }

        var refused = await AskAsync(account, new CommandId(command), tasks, ct);
        return refused.Count == tasks.Count ? new ActResult.Rejected(0, First(refused).Reason) : new ActResult.Completed("");
    }

    /// <summary>With nobody asked, the first reason that is not just the rule of three says most.</summary>
    private static NotAsked First(IReadOnlyList<NotAsked> refused) => refused.FirstOrDefault(one => one.Why.Kind is not ProblemKind.Exhausted, refused[0]);

    private async Task<IReadOnlyList<NotAsked>> AskAsync(Account account, CommandId id, IReadOnlyList<WaitingTask> tasks, CancellationToken ct)
    {
        var refused = new List<NotAsked>();
        foreach (var task in tasks)
        {
            if (await AskAsync(account, id, task, ct) is { } why) { refused.Add(why); }
        }

        return refused;
    }

    /// <returns>Why the task's employee was not asked; null: they were.</returns>
    private async Task<NotAsked?> AskAsync(Account account, CommandId id, WaitingTask task, CancellationToken ct)
    {
        var (claims, takenAt) = (Claims.Reminder(task.MsgId), clock.GetUtcNow());
        await using (var transaction = await database.BeginAsync(account.Brand, ct))
        {
            var picture = await quotas.LockAsync(transaction, account, claims, takenAt, ct);
            if (claims.Select(claim => picture.RefusalOf(claim, bulk: false)).FirstOrDefault(refusal => refusal is not null) is { } full)
            {
                await transaction.CommitAsync(ct);
                return await RecordAsync(account, id, task, Not(task, CommandProblems.RemindedEnough(full.ToString()), full.ToString()), null, takenAt, ct);
            }

            await quotas.TakeAsync(transaction, account, claims, picture, ct);
            await transaction.CommitAsync(ct);
        }

        // A reminder that nobody answered may have been made: it counts, as one does that WeCom has counted and we have not.
        var reply = await wecom.RemindAsync(account.App, task.MsgId, ct);
        return reply.Failure switch
        {
            null => await RecordAsync(account, id, task, null, null, takenAt, ct),
            { Code: TooOften } => await RecordAsync(account, id, task, Not(task, CommandProblems.RemindedEnough(ThreeADay), ThreeADay), null, takenAt, ct),
            { Class: FailureClass.Unknown } open => await RecordAsync(account, id, task, Not(task, open.ToProblem(), open.ToString()), null, takenAt, ct),
            { } failure => await RecordAsync(account, id, task, Not(task, failure.ToProblem(), failure.ToString()), claims, takenAt, ct),
        };
    }

    private static NotAsked Not(WaitingTask task, Problem why, string reason) => new(task.Sender, why, reason);

    private async Task<NotAsked?> RecordAsync(Account account, CommandId id, WaitingTask task, NotAsked? not, IReadOnlyList<QuotaClaim>? unused, DateTimeOffset takenAt, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);

        // The call itself was made; the reminder was not.
        if (unused is not null) { await quotas.GiveBackAsync(transaction, account, unused.Where(claim => claim.Scope != "corp-api"), takenAt, ct); }

        await History.AddAsync(transaction, account.Brand, id, task.CallNo, not is null ? "reminded" : "not-reminded", not?.Reason ?? "", clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        return not;
    }

    private async Task<(Account? Account, IReadOnlyList<WaitingTask> Tasks)> ReadAsync(BrandId brand, CommandId id, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var accountId = await transaction.SingleOrDefaultAsync<Guid?>("select account_id from commands where brand_id = @brand and command_id = @id", new { brand, id }, ct);
        if (accountId is null || await accounts.FindAsync(new AccountId(accountId.Value), ct) is not { } account) { return (null, []); }

        return (account, await transaction.QueryAsync<WaitingTask>(
            """
            select c.call_no, c.sender, c.msg_id from command_calls c join commands o using (brand_id, command_id)
            where c.brand_id = @brand and c.command_id = @id and c.state = 'dispatched' and c.msg_id is not null and o.settled_at is null order by c.call_no
            """,
            new { brand, id },
            ct));
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
