using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Quotas;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Writes down what came of the calls of acts: one transaction and a handful of statements for however many.</summary>
internal sealed class RecordActs(Database database, QuotaBook quotas, TimeProvider clock)
{
    /// <returns>Those that are settled now.</returns>
    public async Task<IReadOnlySet<CommandId>> HandleAsync(Account account, IReadOnlyList<ActOutcome> outcomes, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var brand = account.Brand;
        await using var transaction = await database.BeginAsync(brand, ct);
        await GiveBackAsync(transaction, account, [.. outcomes.Where(one => one.Answer is ActResult.Postponed or ActResult.Rejected).Select(one => (one.Id, one.Call, one.Owner))], ct);
        await LookedUpAsync(transaction, brand, [.. outcomes.Where(one => one.Reconciled).Select(one => one.Id.Value)], now, ct);
        foreach (var one in outcomes)
        {
            if (one.Answer is ActResult.Completed { ExternalId.Length: > 0 } done) { await NameAsync(transaction, brand, one.Id, done.ExternalId, null, ct); }

            if (one.Answer is ActResult.Accepted { ExternalId.Length: > 0 } taken) { await NameAsync(transaction, brand, one.Id, taken.ExternalId, taken.Sender, ct); }
        }

        await MarkActs.HandleAsync(transaction, brand, [.. outcomes.Select(one => MarkOf(one, now)).OfType<ActMark>()], now, ct);
        var settled = await SettleAct.RecordAsync(transaction, brand, [.. outcomes.Select(EndOf).OfType<ActEnd>()], SettleAct.ByApi, now, ct);
        await transaction.CommitAsync(ct);
        return settled;
    }

    /// <summary>Gives back what was taken for acts that certainly did not happen. The calls themselves were made; what they would have done was not.</summary>
    public async Task GiveBackAsync(BrandTransaction transaction, Account account, IReadOnlyList<(CommandId Id, ChannelAct Call, string Owner)> undone, CancellationToken ct)
    {
        if (undone.Count == 0) { return; }

        var takenAt = new Dictionary<Guid, DateTimeOffset>();
        await using (var clear = transaction.Command(
            """
            with taken as (select command_id, reserved_at from command_calls where brand_id = $1 and command_id = any ($2) and reserved_at is not null order by command_id for update)
            update command_calls k set reserved_at = null from taken t where k.brand_id = $1 and k.command_id = t.command_id returning t.command_id, t.reserved_at
            """))
        {
            clear.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
            clear.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. undone.Select(one => one.Id.Value)] });
            await using var reader = await clear.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) { takenAt[reader.GetGuid(0)] = reader.GetFieldValue<DateTimeOffset>(1); }
        }

        foreach (var moment in undone.Where(one => takenAt.ContainsKey(one.Id.Value)).GroupBy(one => takenAt[one.Id.Value]).OrderBy(moment => moment.Key))
        {
            await quotas.GiveBackAsync(transaction, account, moment.SelectMany(one => ActLedger.ClaimsOf(one.Call, one.Owner)).Where(claim => claim.Scope != "corp-api"), moment.Key, ct);
        }
    }

    /// <summary>Writes down what the channel calls it, and who has to confirm it: empty, somebody of the channel's choice; null, nobody.</summary>
    public static Task<int> NameAsync(BrandTransaction transaction, BrandId brand, CommandId id, string externalId, string? sender, CancellationToken ct) =>
        transaction.ExecuteAsync(
            """
            update command_calls set external_id = @externalId, msg_id = case when @sender::text is null then msg_id else @externalId end, sender = coalesce(nullif(@sender, ''), sender)
            where brand_id = @brand and command_id = @id and @externalId <> ''
            """,
            new { brand, id, externalId, sender },
            ct);

    private static async Task LookedUpAsync(BrandTransaction transaction, BrandId brand, Guid[] ids, DateTimeOffset now, CancellationToken ct)
    {
        if (ids.Length == 0) { return; }

        await transaction.ExecuteAsync(
            """
            with seen as (update commands set reconciled_at = @now where brand_id = @brand and command_id = any (@ids) returning command_id)
            insert into command_history (brand_id, command_id, at, call_no, state, reason) select @brand, command_id, @now, 0, 'reconciled', 'the channel was asked' from seen
            """,
            new { brand, ids, now },
            ct);
    }

    private static ActMark? MarkOf(ActOutcome outcome, DateTimeOffset now) => outcome.Answer switch
    {
        ActResult.Accepted => new ActMark(outcome.Id, CommandCall.Dispatched, "dispatched", "", null),
        ActResult.Postponed later => new ActMark(outcome.Id, CommandCall.Planned, "planned", later.Hint, now + later.After),
        ActResult.Unknown open => new ActMark(outcome.Id, CommandCall.Unknown, "unknown", open.Hint, null),
        _ => null,
    };

    private static ActEnd? EndOf(ActOutcome outcome) => outcome.Answer switch
    {
        ActResult.Completed => new ActEnd(outcome.Id, Done: true, ""),
        ActResult.Rejected refused => new ActEnd(outcome.Id, Done: false, $"{outcome.Call.Account.Channel} refuses: {refused.Code} {refused.Hint}"),
        _ => null,
    };
}
