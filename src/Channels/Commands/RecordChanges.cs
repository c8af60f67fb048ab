using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Quotas;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>What has become of a command's calls, and why the command ends, if it does.</summary>
internal sealed record CommandOutcome(CommandId Command, IReadOnlyList<(CommandCall Call, CallChange Change)> Calls, string? Ending);

/// <summary>Writes down what has become of calls, and where their commands stand now: one transaction and a handful of statements for however many.</summary>
internal sealed class RecordChanges(Database database, QuotaBook quotas, TimeProvider clock)
{
    /// <returns>Where each command stands that something has changed for; the others are absent.</returns>
    public async Task<IReadOnlyDictionary<CommandId, Standing>> HandleAsync(Account account, IReadOnlyList<CommandOutcome> outcomes, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var changes = outcomes.SelectMany(outcome => outcome.Calls, (outcome, one) => new Change(outcome.Command.Value, one.Call.CallNo, one.Change)).ToList();
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var closedUntil = changes.Any(change => change.What.TooMany) ? await quotas.CloseAsync(transaction, account, Claims.WholeBroadcast(account.Channel)[0], now, ct) : (DateTimeOffset?)null;
        var changed = outcomes.Where(outcome => outcome.Ending is not null).Select(outcome => outcome.Command.Value).ToHashSet();
        await CallsAsync(transaction, account.Brand, [.. changes.Where(change => change.What.State is not null)], closedUntil, now, changed, ct);
        await GiveBackAsync(transaction, account, changes, ct);
        await GroupsAsync(transaction, account, changes, changed, ct);
        var standings = await ConcludeCommands.HandleAsync(
            transaction, account.Brand, [.. outcomes.Where(outcome => changed.Contains(outcome.Command.Value)).Select(outcome => (outcome.Command, outcome.Ending))], now, ct);
        await transaction.CommitAsync(ct);
        return standings;
    }

    private static async Task CallsAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<Change> changes, DateTimeOffset? closedUntil, DateTimeOffset now, HashSet<Guid> changed, CancellationToken ct)
    {
        if (changes.Count == 0) { return; }

        await using var write = transaction.Command(
            """
            with change as (select * from unnest($2, $3, $4, $5, $6, $7, $8) as c (command_id, call_no, state, msg_id, reason, reconciled, due_at)),
            call as (
                update command_calls k set state = c.state, msg_id = coalesce(c.msg_id, k.msg_id), due_at = c.due_at, hint = c.reason
                from change c where k.brand_id = $1 and k.command_id = c.command_id and k.call_no = c.call_no),
            whole as (
                update commands m set reconciled_at = case when c.reconciled then $9 else m.reconciled_at end, blocked_reason = case when c.due_at is null then m.blocked_reason else 'quota' end
                from (select command_id, bool_or(reconciled) as reconciled, max(due_at) as due_at from change group by command_id) c
                where m.brand_id = $1 and m.command_id = c.command_id and (c.reconciled or c.due_at is not null))
            insert into command_history (brand_id, command_id, at, call_no, state, reason)
            select $1, command_id, $9, call_no, case when reconciled then 'reconciled' else state end, reason from change
            """);
        write.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        write.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. changes.Select(change => change.Command)] });
        write.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. changes.Select(change => change.CallNo)] });
        write.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. changes.Select(change => change.What.State)] });
        write.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. changes.Select(change => change.What.MsgId)] });
        write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. changes.Select(change => change.What.Reason)] });
        write.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. changes.Select(change => change.What.Reconciled)] });
        write.Parameters.Add(new NpgsqlParameter<DateTime?[]> { TypedValue = [.. changes.Select(change => (change.What.TooMany ? closedUntil : change.What.DueAt)?.UtcDateTime)] });
        write.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await write.ExecuteNonQueryAsync(ct);
        changed.UnionWith(changes.Select(change => change.Command));
    }

    /// <summary>The quotas of groups that have certainly got nothing: of whole calls that were not taken, and of single groups that the channel left out.</summary>
    private async Task GiveBackAsync(BrandTransaction transaction, Account account, IReadOnlyList<Change> changes, CancellationToken ct)
    {
        var whole = changes.Where(change => change.What.GivesBack).ToList();
        var single = changes.SelectMany(change => change.What.Failed ?? [], (change, chat) => (change.Command, Group: GroupId.From(account.Id, chat).Value)).ToList();
        if (whole.Count + single.Count == 0) { return; }

        await using var clear = transaction.Command(
            """
            with back as (
                select g.command_id, g.group_id, g.reserved_at from unnest($2, $3) as c (command_id, call_no) join command_groups g using (command_id, call_no)
                where g.brand_id = $1 and g.state = 'waiting' and g.reserved_at is not null
                union
                select g.command_id, g.group_id, g.reserved_at from unnest($4, $5) as n (command_id, group_id) join command_groups g using (command_id, group_id)
                where g.brand_id = $1 and g.state = 'waiting' and g.reserved_at is not null)
            update command_groups g set reserved_at = null from back
            where g.brand_id = $1 and g.command_id = back.command_id and g.group_id = back.group_id and g.state = 'waiting' and g.reserved_at is not null
            returning g.chat_id, back.reserved_at
            """);
        clear.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        clear.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. whole.Select(change => change.Command)] });
        clear.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. whole.Select(change => change.CallNo)] });
        clear.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. single.Select(one => one.Command)] });
        clear.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. single.Select(one => one.Group)] });
        var taken = new List<(string Chat, DateTimeOffset At)>();
        await using (var reader = await clear.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct)) { taken.Add((reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1))); }
        }

        foreach (var moment in taken.GroupBy(one => one.At).OrderBy(moment => moment.Key))
        {
            await quotas.GiveBackAsync(transaction, account, moment.Select(one => Claims.OfGroup(account.Channel, one.Chat)), moment.Key, ct);
        }
    }

    private static async Task GroupsAsync(BrandTransaction transaction, Account account, IReadOnlyList<Change> changes, HashSet<Guid> changed, CancellationToken ct)
    {
        var named = changes.SelectMany(
            change => (change.What.Confirmed ?? []).Select(chat => (chat, State: "confirmed", Why: "")).Concat((change.What.Failed ?? []).Select(chat => (chat, State: "failed", Why: change.What.Missed))),
            (change, one) => (change.Command, change.CallNo, Group: GroupId.From(account.Id, one.chat).Value, one.State, one.Why)).ToList();
        var whole = changes.Where(change => change.What.All is not null).ToList();
        if (named.Count + whole.Count == 0) { return; }

        await using (var write = transaction.Command(
            """
            with named as (
                update command_groups g set state = n.state, reason = n.reason from unnest($2, $3, $4, $5, $6) as n (command_id, call_no, group_id, state, reason)
                where g.brand_id = $1 and g.command_id = n.command_id and g.group_id = n.group_id and g.call_no = n.call_no and g.state = 'waiting' returning g.command_id),
            whole as (
                update command_groups g set state = w.state, reason = case when w.state = 'confirmed' then '' else w.reason end from unnest($7, $8, $9, $10) as w (command_id, call_no, state, reason)
                where g.brand_id = $1 and g.command_id = w.command_id and g.call_no = w.call_no and g.state = 'waiting'
                  and not exists (select from unnest($2, $4) as n (command_id, group_id) where n.command_id = g.command_id and n.group_id = g.group_id) returning g.command_id)
            select command_id from named union select command_id from whole
            """))
        {
            write.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
            write.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. named.Select(one => one.Command)] });
            write.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. named.Select(one => one.CallNo)] });
            write.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. named.Select(one => one.Group)] });
            write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. named.Select(one => one.State)] });
            write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. named.Select(one => one.Why)] });
            write.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. whole.Select(change => change.Command)] });
            write.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. whole.Select(change => change.CallNo)] });
            write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. whole.Select(change => change.What.All!)] });
            write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. whole.Select(change => change.What.Reason)] });
            await using var reader = await write.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) { changed.Add(reader.GetGuid(0)); }
        }

        await using var settle = transaction.Command(
            """
            update command_calls k set state = 'settled' from unnest($2, $3) as c (command_id, call_no)
            where k.brand_id = $1 and k.command_id = c.command_id and k.call_no = c.call_no and k.state = 'dispatched'
              and not exists (select from command_groups g where g.brand_id = $1 and g.command_id = k.command_id and g.call_no = k.call_no and g.state = 'waiting')
            """);
        settle.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        settle.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. named.Select(one => (one.Command, one.CallNo)).Distinct().Select(one => one.Command)] });
        settle.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. named.Select(one => (one.Command, one.CallNo)).Distinct().Select(one => one.CallNo)] });
        await settle.ExecuteNonQueryAsync(ct);
    }

    private sealed record Change(Guid Command, int CallNo, CallChange What);
}
