using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Quotas;
using Steward.Channels.WeCom;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>A command that is being worked on.</summary>
internal sealed record OpenCommand
{
    public required Guid AccountId { get; init; }
    public required string Kind { get; init; }
    public required string Origin { get; init; }
    public required string State { get; init; }
    public required string Body { get; init; }
    public required short Priority { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset Deadline { get; init; }
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Whether nobody waits for it: then it leaves room in the quotas for what somebody waits for.</summary>
    public bool IsBulk => Priority > 1;
}

/// <summary>Where a command stands after something was written down.</summary>
/// <param name="Settled">Nothing is left to do.</param>
/// <param name="NextAt">When there is something to do again; null: as soon as looking may help.</param>
internal readonly record struct Standing(bool Settled, DateTimeOffset? NextAt);

/// <summary>The ledger's rows of one command. Each write is one short transaction with its history and its quotas, so that a crash leaves a true picture.</summary>
internal sealed class CommandLedger(Database database, QuotaBook quotas, TimeProvider clock)
{
    public async Task<(OpenCommand? Command, IReadOnlyList<CommandCall> Calls)> ReadAsync(BrandId brand, CommandId command, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var open = await transaction.SingleOrDefaultAsync<OpenCommand>(
            """
            select account_id, kind, origin, state, body, priority, created_at, coalesce(deadline, created_at + interval '1 day') as deadline, settled_at
            from commands where brand_id = @brand and command_id = @command
            """,
            new { brand, command },
            ct);
        var calls = await transaction.QueryAsync<CommandCall>(
            """
            select call_no, sender, state, msg_id, attempts, attempted_at, due_at from command_calls
            where brand_id = @brand and command_id = @command and state <> 'settled' order by call_no
            """,
            new { brand, command },
            ct);
        return (open, calls);
    }

    /// <summary>Writes down what has become of a call, and where the command stands now.</summary>
    public async Task<Standing> RecordAsync(Account account, CommandId command, CommandCall call, CallChange change, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var dueAt = change.TooMany ? await quotas.CloseAsync(transaction, account, Claims.WholeBroadcast(account.Channel)[0], now, ct) : change.DueAt;
        if (change.GivesBack || change.Failed is { Count: > 0 }) { await GiveBackAsync(account, command, call.CallNo, change.GivesBack ? null : change.Failed!, transaction, ct); }

        await transaction.ExecuteAsync(
            """
            with call as (
                update command_calls set state = @State, msg_id = coalesce(@MsgId, msg_id), due_at = @dueAt, hint = @Reason
                where brand_id = @brand and command_id = @command and call_no = @call),
            whole as (
                update commands set reconciled_at = case when @Reconciled then @now else reconciled_at end,
                    blocked_reason = case when @dueAt::timestamptz is null then blocked_reason else 'quota' end
                where brand_id = @brand and command_id = @command and (@Reconciled or @dueAt::timestamptz is not null)),
            groups as (
                update command_groups set state = case when chat_id = any (@failed) then 'failed' else @all end, reason = case when @all = 'confirmed' and not chat_id = any (@failed) then '' else @Reason end
                where brand_id = @brand and command_id = @command and call_no = @call and state = 'waiting' and (@all <> '' or chat_id = any (@failed)))
            insert into command_history (brand_id, command_id, at, call_no, state, reason)
            select @brand, @command, @now, @call, case when @Reconciled then 'reconciled' else @State end, @Reason
            """,
            new
            {
                brand = account.Brand, command, call = call.CallNo, change.State, change.MsgId, change.Reason, change.Reconciled, dueAt, now, all = change.All ?? "", failed = change.Failed?.ToArray() ?? [],
            },
            ct);
        var standing = await ConcludeAsync(transaction, account.Brand, command, null, now, ct);
        await transaction.CommitAsync(ct);
        return standing;
    }

    /// <summary>Writes down what WeCom says of a dispatched call's groups.</summary>
    public async Task<Standing> ResultsAsync(BrandId brand, CommandId command, int call, IReadOnlyList<BroadcastResult> results, CancellationToken ct)
    {
        string[] got = [.. results.Where(result => result.Status == 1).Select(result => result.ChatId)];
        string[] missed = [.. results.Where(result => result.Status is 2 or 3).Select(result => result.ChatId)];
        if (got.Length + missed.Length == 0) { return default; }

        await using var transaction = await database.BeginAsync(brand, ct);
        await using (var confirm = transaction.Command(
            """
            update command_groups set state = case when chat_id = any ($4) then 'confirmed' else 'failed' end, reason = case when chat_id = any ($4) then '' else 'WeCom did not deliver it (left, or got another broadcast)' end
            where brand_id = $1 and command_id = $2 and call_no = $3 and state = 'waiting' and (chat_id = any ($4) or chat_id = any ($5))
            """))
        {
            confirm.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
            confirm.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = command.Value });
            confirm.Parameters.Add(new NpgsqlParameter<int> { TypedValue = call });
            confirm.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = got });
            confirm.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = missed });
            if (await confirm.ExecuteNonQueryAsync(ct) == 0) { return default; }
        }

        await transaction.ExecuteAsync(
            """
            update command_calls set state = 'settled' where brand_id = @brand and command_id = @command and call_no = @call
            and not exists (select from command_groups where brand_id = @brand and command_id = @command and call_no = @call and state = 'waiting')
            """,
            new { brand, command, call },
            ct);
        var standing = await ConcludeAsync(transaction, brand, command, null, clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        return standing;
    }

    /// <summary>Which of these message ids belong to calls of the ledger.</summary>
    public async Task<IReadOnlySet<string>> TakenAsync(BrandId brand, Guid account, string[] msgIds, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return (await transaction.QueryAsync<string>(
            "select msg_id from command_calls where brand_id = @brand and account_id = @account and msg_id = any (@msgIds)", new { brand, account, msgIds }, ct)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Settles the command if nothing waits or there is a reason to; otherwise shows how far it is.</summary>
    public async Task<Standing> ConcludeAsync(BrandId brand, CommandId command, string? end, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var standing = await ConcludeAsync(transaction, brand, command, end, clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        return standing;
    }

    /// <summary>The same in a transaction that changes something else too.</summary>
    public static async Task<Standing> ConcludeAsync(BrandTransaction transaction, BrandId brand, CommandId command, string? end, DateTimeOffset now, CancellationToken ct)
    {
        var standing = await Settlement.StandingAsync(brand, command, transaction, ct);
        if (standing.Waiting == 0 || end is not null)
        {
            await Settlement.RecordAsync(brand, command, standing, standing.Waiting == 0 ? null : end, now, transaction, ct);
            return new Standing(true, null);
        }

        var next = await transaction.SingleAsync<Next>(
            """
            with before as (select state from commands where brand_id = @brand and command_id = @command and settled_at is null),
            so as (
                select case when bool_or(state in ('calling', 'unknown')) then 'unknown' when bool_or(state in ('dispatched', 'settled')) then 'dispatched'
                            when bool_or(due_at > @now) then 'blocked' else 'planned' end as state,
                       min(due_at) filter (where state = 'planned' and due_at > @now) as next_at,
                       bool_and(state = 'settled' or (state = 'planned' and due_at > @now)) as idle
                from command_calls where brand_id = @brand and command_id = @command),
            changed as (
                update commands set state = so.state, confirmed_groups = @Confirmed, next_try_at = so.next_at from so
                where brand_id = @brand and command_id = @command and settled_at is null
                  and (commands.state, confirmed_groups, next_try_at) is distinct from (so.state, @Confirmed, so.next_at)),
            told as (
                insert into command_history (brand_id, command_id, at, state)
                select @brand, @command, @now, so.state from so, before where before.state <> so.state)
            select case when idle then next_at end as at from so
            """,
            new { brand, command, standing.Confirmed, now },
            ct);
        return new Standing(false, next.At);
    }

    private async Task GiveBackAsync(Account account, CommandId command, int call, IReadOnlyList<string>? only, BrandTransaction transaction, CancellationToken ct)
    {
        var taken = await transaction.QueryAsync<Reservation>(
            """
            update command_groups g set reserved_at = null from (
                select group_id, reserved_at from command_groups
                where brand_id = @brand and command_id = @command and call_no = @call and state = 'waiting' and reserved_at is not null and (@all or chat_id = any (@chats)) for update) t
            where g.brand_id = @brand and g.command_id = @command and g.group_id = t.group_id returning g.chat_id, t.reserved_at
            """,
            new { brand = account.Brand, command, call, all = only is null, chats = only?.ToArray() ?? [] },
            ct);
        foreach (var moment in taken.GroupBy(reservation => reservation.ReservedAt))
        {
            await quotas.GiveBackAsync(transaction, account, moment.Select(reservation => Claims.OfGroup(account.Channel, reservation.ChatId)), moment.Key, ct);
        }
    }

    private sealed record Next
    {
        public DateTimeOffset? At { get; init; }
    }

    private sealed record Reservation
    {
        public required string ChatId { get; init; }
        public required DateTimeOffset ReservedAt { get; init; }
    }
}
