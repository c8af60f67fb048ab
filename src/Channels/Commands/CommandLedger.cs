using Npgsql;
using Steward.Channels.WeCom;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>A command that is being worked on.</summary>
internal sealed record OpenCommand
{
    public required Guid AccountId { get; init; }
    public required string State { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
}

/// <summary>The ledger's rows of one command; each write is one short transaction, so that a crash leaves a true picture.</summary>
internal sealed class CommandLedger(Database database, TimeProvider clock)
{
    public async Task<(OpenCommand? Command, IReadOnlyList<CommandCall> Calls)> ReadAsync(BrandId brand, CommandId command, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var open = await transaction.SingleOrDefaultAsync<OpenCommand>(
            "select account_id, state, body, created_at, settled_at from commands where brand_id = @brand and command_id = @command", new { brand, command }, ct);
        var calls = await transaction.QueryAsync<CommandCall>(
            "select call_no, sender, state, msg_id, attempted_at from command_calls where brand_id = @brand and command_id = @command order by call_no", new { brand, command }, ct);
        return (open, calls);
    }

    /// <summary>Writes down that the call is about to be made. False when somebody else has done so.</summary>
    public async Task<IReadOnlyList<string>?> StartAsync(BrandId brand, CommandId command, int call, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var started = await transaction.ExecuteAsync(
            """
            update command_calls set state = 'calling', attempts = attempts + 1, attempted_at = @now
            where brand_id = @brand and command_id = @command and call_no = @call and state = 'planned'
            """,
            new { brand, command, call, now = clock.GetUtcNow() },
            ct);
        if (started == 0) { return null; }

        var chats = await transaction.QueryAsync<string>(
            "select chat_id from command_groups where brand_id = @brand and command_id = @command and call_no = @call and state = 'waiting' order by chat_id", new { brand, command, call }, ct);
        await transaction.CommitAsync(ct);
        return chats;
    }

    /// <summary>Writes down how a call stands; with a message id it is dispatched, and the chats that WeCom refused have failed.</summary>
    public async Task MarkAsync(BrandId brand, CommandId command, int call, string state, string? msgId, IReadOnlyList<string> refused, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        await transaction.ExecuteAsync(
            "update command_calls set state = @state, msg_id = coalesce(@msgId, msg_id) where brand_id = @brand and command_id = @command and call_no = @call", new { brand, command, call, state, msgId }, ct);
        if (refused.Count > 0) { await FailAsync(brand, command, call, [.. refused], "WeCom does not send it to this group (its monthly quota, or the owner changed)", transaction, ct); }

        await transaction.CommitAsync(ct);
    }

    /// <summary>Writes down that a call is refused for good: all its groups have failed.</summary>
    public async Task RefuseAsync(BrandId brand, CommandId command, int call, string reason, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        await transaction.ExecuteAsync("update command_calls set state = 'settled' where brand_id = @brand and command_id = @command and call_no = @call", new { brand, command, call }, ct);
        await FailAsync(brand, command, call, null, reason, transaction, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Writes down what WeCom says of a dispatched call's groups.</summary>
    public async Task ResultsAsync(BrandId brand, CommandId command, int call, IReadOnlyList<BroadcastResult> results, CancellationToken ct)
    {
        string[] got = [.. results.Where(result => result.Status == 1).Select(result => result.ChatId)];
        string[] missed = [.. results.Where(result => result.Status is 2 or 3).Select(result => result.ChatId)];
        if (got.Length + missed.Length == 0) { return; }

        await using var transaction = await database.BeginAsync(brand, ct);
        await using (var confirm = transaction.Command("update command_groups set state = 'confirmed' where brand_id = $1 and command_id = $2 and call_no = $3 and state = 'waiting' and chat_id = any ($4)"))
        {
            confirm.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
            confirm.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = command.Value });
            confirm.Parameters.Add(new NpgsqlParameter<int> { TypedValue = call });
            confirm.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = got });
            await confirm.ExecuteNonQueryAsync(ct);
        }

        if (missed.Length > 0) { await FailAsync(brand, command, call, missed, "WeCom did not deliver it (left, or got another broadcast)", transaction, ct); }

        await transaction.ExecuteAsync(
            """
            update command_calls set state = 'settled' where brand_id = @brand and command_id = @command and call_no = @call
            and not exists (select from command_groups where brand_id = @brand and command_id = @command and call_no = @call and state = 'waiting')
            """,
            new { brand, command, call },
            ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Which of these message ids belong to calls of the ledger.</summary>
    public async Task<IReadOnlySet<string>> TakenAsync(BrandId brand, Guid account, string[] msgIds, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return (await transaction.QueryAsync<string>(
            "select msg_id from command_calls where brand_id = @brand and account_id = @account and msg_id = any (@msgIds)", new { brand, account, msgIds }, ct)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Settles the command if nothing waits or its time is up; otherwise shows how far it is.</summary>
    /// <returns>Whether it is settled.</returns>
    public async Task<bool> ConcludeAsync(BrandId brand, CommandId command, string? overdue, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var standing = await Settlement.StandingAsync(brand, command, transaction, ct);
        var settle = standing.Waiting == 0 || overdue is not null;
        if (settle)
        {
            await Settlement.RecordAsync(brand, command, standing.Waiting == 0 ? null : overdue, clock.GetUtcNow(), transaction, ct);
        }
        else
        {
            await transaction.ExecuteAsync(
                """
                with now_so as (select case when bool_or(state in ('calling', 'unknown')) then 'unknown' when bool_or(state in ('dispatched', 'settled')) then 'dispatched' else 'planned' end as state
                                from command_calls where brand_id = @brand and command_id = @command)
                update commands set state = now_so.state, confirmed_groups = @confirmed from now_so
                where brand_id = @brand and command_id = @command and settled_at is null and (commands.state, confirmed_groups) is distinct from (now_so.state, @confirmed)
                """,
                new { brand, command, confirmed = standing.Confirmed.Count },
                ct);
        }

        await transaction.CommitAsync(ct);
        return settle;
    }

    private static Task<int> FailAsync(BrandId brand, CommandId command, int call, string[]? chats, string reason, BrandTransaction transaction, CancellationToken ct) =>
        transaction.ExecuteAsync(
            """
            update command_groups set state = 'failed', reason = @reason
            where brand_id = @brand and command_id = @command and call_no = @call and state = 'waiting' and (@all or chat_id = any (@chats))
            """,
            new { brand, command, call, reason, all = chats is null, chats = chats ?? [] },
            ct);
}
