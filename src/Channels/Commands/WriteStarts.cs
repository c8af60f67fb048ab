using Npgsql;
using Steward.Channels.Accounts;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Writes down what was decided about calls before any of them is made.</summary>
internal static class WriteStarts
{
    public static async Task HandleAsync(BrandTransaction transaction, Account account, IReadOnlyList<(PlannedSend Send, StartDecision Decision)> decided, DateTimeOffset now, CancellationToken ct)
    {
        await FailAsync(transaction, account, [.. decided.SelectMany(one => one.Decision.Failed, (one, failed) => (one.Send, failed))], now, ct);
        foreach (var (send, later) in decided.SelectMany(one => one.Decision.Later, (one, later) => (one.Send, later))) { await MoveAsync(transaction, account, send, later, now, ct); }

        await BlockAsync(transaction, account, [.. decided.Where(one => one.Decision.Blocked is not null).Select(one => (one.Send, one.Decision.Blocked!))], now, ct);
        await CallAsync(transaction, account, [.. decided.Where(one => one.Decision.Go.Count > 0).Select(one => one.Send)], now, ct);
        await EmptyAsync(transaction, account, [.. decided.Where(one => one.Decision is { Go.Count: 0, Blocked: null }).Select(one => one.Send)], ct);
    }

    private static async Task CallAsync(BrandTransaction transaction, Account account, IReadOnlyList<PlannedSend> sends, DateTimeOffset now, CancellationToken ct)
    {
        if (sends.Count == 0) { return; }

        await using var write = Calls(
            transaction,
            account,
            sends,
            """
            with go as (select * from unnest($2, $3) as c (command_id, call_no)),
            call as (
                update command_calls k set state = 'calling', attempts = attempts + 1, attempted_at = $4, due_at = null from go
                where k.brand_id = $1 and k.command_id = go.command_id and k.call_no = go.call_no),
            groups as (
                update command_groups g set reserved_at = $4 from go where g.brand_id = $1 and g.command_id = go.command_id and g.call_no = go.call_no and g.state = 'waiting')
            insert into command_history (brand_id, command_id, at, call_no, state) select $1, command_id, $4, call_no, 'calling' from go
            """);
        write.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await write.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Nothing of the call is left to be made; one that somebody else has begun meanwhile stays as it is.</summary>
    private static async Task EmptyAsync(BrandTransaction transaction, Account account, IReadOnlyList<PlannedSend> sends, CancellationToken ct)
    {
        if (sends.Count == 0) { return; }

        await using var write = Calls(
            transaction,
            account,
            sends,
            "update command_calls k set state = 'settled' from unnest($2, $3) as c (command_id, call_no) where k.brand_id = $1 and k.command_id = c.command_id and k.call_no = c.call_no and k.state = 'planned'");
        await write.ExecuteNonQueryAsync(ct);
    }

    private static async Task BlockAsync(BrandTransaction transaction, Account account, IReadOnlyList<(PlannedSend Send, BlockedCall Why)> blocked, DateTimeOffset now, CancellationToken ct)
    {
        if (blocked.Count == 0) { return; }

        await using var write = Calls(
            transaction,
            account,
            [.. blocked.Select(one => one.Send)],
            """
            with block as (select * from unnest($2, $3, $4, $5, $6) as c (command_id, call_no, why, opens_at, reason)),
            call as (
                update command_calls k set due_at = b.opens_at, hint = b.reason from block b where k.brand_id = $1 and k.command_id = b.command_id and k.call_no = b.call_no),
            whole as (update commands m set blocked_reason = b.why from block b where m.brand_id = $1 and m.command_id = b.command_id)
            insert into command_history (brand_id, command_id, at, call_no, state, reason) select $1, command_id, $7, call_no, 'blocked', why || ': ' || reason from block
            """);
        write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. blocked.Select(one => one.Why.Why)] });
        write.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. blocked.Select(one => one.Why.OpensAt.UtcDateTime)] });
        write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. blocked.Select(one => one.Why.Reason)] });
        write.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await write.ExecuteNonQueryAsync(ct);
    }

    private static async Task FailAsync(BrandTransaction transaction, Account account, IReadOnlyList<(PlannedSend Send, FailedGroups Failed)> failed, DateTimeOffset now, CancellationToken ct)
    {
        if (failed.Count == 0) { return; }

        await using var write = transaction.Command(
            """
            with fail as (select * from unnest($2, $3, $4, $5) as f (command_id, why, count, reason)),
            groups as (
                update command_groups g set state = 'failed', reason = n.reason from unnest($6, $7, $8) as n (command_id, group_id, reason)
                where g.brand_id = $1 and g.command_id = n.command_id and g.group_id = n.group_id and g.state = 'waiting'),
            whole as (
                update commands m set blocked_reason = f.why from (select command_id, max(why) as why from fail group by command_id) f where m.brand_id = $1 and m.command_id = f.command_id)
            insert into command_history (brand_id, command_id, at, state, reason) select $1, command_id, $9, 'blocked', why || ', ' || count || ' groups: ' || reason from fail
            """);
        var groups = failed.SelectMany(one => one.Failed.Groups, (one, group) => (one.Send.Command.CommandId, group.GroupId, one.Failed.Reason)).ToList();
        write.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        write.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. failed.Select(one => one.Send.Command.CommandId)] });
        write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. failed.Select(one => one.Failed.Why)] });
        write.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. failed.Select(one => one.Failed.Groups.Count)] });
        write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. failed.Select(one => one.Failed.Reason)] });
        write.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. groups.Select(group => group.CommandId)] });
        write.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. groups.Select(group => group.GroupId)] });
        write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. groups.Select(group => group.Reason)] });
        write.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await write.ExecuteNonQueryAsync(ct);
    }

    private static Task<int> MoveAsync(BrandTransaction transaction, Account account, PlannedSend send, LaterGroups later, DateTimeOffset now, CancellationToken ct) =>
        transaction.ExecuteAsync(
            """
            with later as (
                insert into command_calls (brand_id, command_id, account_id, call_no, sender, state, due_at, hint, body_hash)
                select @brand, @id, @account, max(call_no) + 1, @Sender, 'planned', @OpensAt, @Reason, min(body_hash::text)::uuid from command_calls where brand_id = @brand and command_id = @id returning call_no),
            groups as (update command_groups set call_no = later.call_no from later where brand_id = @brand and command_id = @id and state = 'waiting' and group_id = any (@groups)),
            whole as (update commands set blocked_reason = 'quota' where brand_id = @brand and command_id = @id)
            insert into command_history (brand_id, command_id, at, call_no, state, reason) select @brand, @id, @now, call_no, 'blocked', 'quota, ' || @count || ' groups: ' || @Reason from later
            """,
            new
            {
                brand = account.Brand, id = send.Command.CommandId, account = account.Id, send.Call.Sender, later.OpensAt, later.Reason, now, groups = later.Groups.Select(group => group.GroupId).ToArray(),
                count = later.Groups.Count,
            },
            ct);

    private static NpgsqlCommand Calls(BrandTransaction transaction, Account account, IReadOnlyList<PlannedSend> sends, string sql)
    {
        var command = transaction.Command(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. sends.Select(send => send.Command.CommandId)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. sends.Select(send => send.Call.CallNo)] });
        return command;
    }
}
