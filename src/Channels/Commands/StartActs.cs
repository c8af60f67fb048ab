using Steward.Channels.Accounts;
using Steward.Channels.Quotas;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Whether an act's call is made now.</summary>
/// <param name="Full">Why not; null: it is, and its quotas are taken.</param>
/// <param name="At">When that was written: the call is made soon after, or not at all.</param>
internal readonly record struct ActStart(QuotaRefusal? Full, DateTimeOffset At);

/// <summary>The gate before every act: takes the quotas of many acts of an account in the one transaction that also writes down which of them are about to be made.</summary>
internal sealed class StartActs(Database database, QuotaBook quotas, TimeProvider clock)
{
    /// <returns>What was decided about each; one that somebody else has begun or ended meanwhile is absent.</returns>
    public async Task<IReadOnlyDictionary<CommandId, ActStart>> HandleAsync(Account account, IReadOnlyList<ActWork> due, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var brand = account.Brand;
        await using var transaction = await database.BeginAsync(brand, ct);
        var planned = (await transaction.QueryAsync<Guid>(
            "select command_id from command_calls where brand_id = @brand and command_id = any (@ids) and state = 'planned' order by command_id for update",
            new { brand, ids = due.Select(work => work.Command.CommandId).ToArray() },
            ct)).ToHashSet();
        var judged = due.Where(work => planned.Contains(work.Command.CommandId)).Select(work => (Work: work, Claims: ActLedger.ClaimsOf(work.Call, work.Act.Owner))).ToList();
        var picture = await quotas.LockAsync(transaction, account, judged.SelectMany(one => one.Claims), now, ct);
        var starts = new Dictionary<CommandId, ActStart>(judged.Count);
        foreach (var (work, claims) in judged)
        {
            var full = claims.Select(claim => picture.RefusalOf(claim, work.Command.IsBulk)).Where(refusal => refusal is not null).MaxBy(refusal => refusal!.OpensAt);
            if (full is null)
            {
                foreach (var claim in claims) { picture.Take(claim); }
            }

            starts[work.Id] = new ActStart(full, now);
        }

        await quotas.SaveAsync(transaction, account, picture, ct);
        await WriteAsync(transaction, brand, [.. judged.Select(one => (one.Work, starts[one.Work.Id].Full))], now, ct);
        await transaction.CommitAsync(ct);
        return starts;
    }

    private static async Task WriteAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<(ActWork Work, QuotaRefusal? Full)> decided, DateTimeOffset now, CancellationToken ct)
    {
        var go = decided.Where(one => one.Full is null).Select(one => one.Work.Command.CommandId).ToArray();
        if (go.Length > 0)
        {
            await transaction.ExecuteAsync("update command_calls set attempts = attempts + 1, attempted_at = @now, reserved_at = @now where brand_id = @brand and command_id = any (@go)", new { brand, go, now }, ct);
        }

        var never = decided.Where(one => one.Full?.OpensAt >= one.Work.Command.Deadline).Select(one => one.Work.Command.CommandId).ToArray();
        if (never.Length > 0) { await transaction.ExecuteAsync("update commands set blocked_reason = 'quota' where brand_id = @brand and command_id = any (@never)", new { brand, never }, ct); }

        await MarkActs.HandleAsync(
            transaction,
            brand,
            [
                .. decided.Where(one => one.Full is null || one.Full.OpensAt < one.Work.Command.Deadline).Select(one => one.Full is { } full
                    ? new ActMark(one.Work.Id, CommandCall.Planned, "blocked", $"quota: {full}", full.OpensAt)
                    : new ActMark(one.Work.Id, CommandCall.Calling, "unknown", "", null)),
            ],
            now,
            ct);
    }
}
