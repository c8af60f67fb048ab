using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>The rows of commands that enter the ledger: a statement for each table, however many there are.</summary>
internal static class WritePlans
{
    private const string UnknownGroup = "Channels does not know this group";

    /// <returns>Those that were not in the ledger before.</returns>
    public static async Task<IReadOnlySet<Guid>> CommandsAsync(
        BrandTransaction transaction, BrandId brand, IReadOnlyList<SendToGroupsV1> messages, IReadOnlyDictionary<Guid, string> channels, DateTimeOffset now, DateTimeOffset deadline, CancellationToken ct)
    {
        await using var insert = Command(
            transaction,
            brand,
            """
            with entered as (
                insert into commands (brand_id, command_id, account_id, origin, state, body, groups, requested_by, created_at, channel, priority, deadline, attachments)
                select $1, command_id, account_id, origin, 'planned', body, groups, requested_by, $11, channel, priority, $12, attachments
                from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) as m (command_id, account_id, origin, body, groups, requested_by, channel, priority, attachments)
                on conflict do nothing returning command_id),
            told as (insert into command_history (brand_id, command_id, at, state) select $1, command_id, $11, 'planned' from entered)
            select command_id from entered
            """,
            messages.Select(message => message.CommandId));
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. messages.Select(message => message.AccountId)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. messages.Select(message => message.Origin)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. messages.Select(message => message.Text)] });
        insert.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. messages.Select(message => message.GroupIds.Distinct().Count())] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. messages.Select(message => message.RequestedBy)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. messages.Select(message => channels.GetValueOrDefault(message.AccountId, ""))] });
        insert.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [.. messages.Select(message => PlanCommand.PriorityOf(message.Origin))] });
        insert.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. messages.Select(message => message.Attachments is { Count: > 0 } along ? JsonSerializer.Serialize(along) : null)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = deadline.UtcDateTime });
        var entered = new HashSet<Guid>();
        await using var reader = await insert.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) { entered.Add(reader.GetGuid(0)); }

        return entered;
    }

    /// <summary>Groups, calls, and the work to be done.</summary>
    public static async Task HandleAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<PlannedCommand> plans, DateTimeOffset now, CancellationToken ct)
    {
        await GroupsAsync(transaction, brand, plans, ct);
        PlannedCommand[] planned = [.. plans.Where(plan => plan.Calls.Count > 0)];
        if (planned.Length == 0) { return; }

        await CallsAsync(transaction, brand, planned, ct);
        await using var work = Command(
            transaction,
            brand,
            "insert into command_work (brand_id, command_id, due_at, priority) select $1, m.command_id, $4, m.priority from unnest($2, $3) as m (command_id, priority)",
            planned.Select(plan => plan.Message.CommandId));
        work.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [.. planned.Select(plan => PlanCommand.PriorityOf(plan.Message.Origin))] });
        work.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await work.ExecuteNonQueryAsync(ct);
    }

    private static async Task GroupsAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<PlannedCommand> plans, CancellationToken ct)
    {
        var rows = plans.SelectMany(plan =>
            plan.Calls.SelectMany(call => call.Groups, (call, group) => (Command: plan.Message.CommandId, group.GroupId, group.ChatId, CallNo: (int?)call.Number, State: "waiting", Reason: ""))
                .Concat(plan.Unreached.Select(group => (Command: plan.Message.CommandId, GroupId: group, ChatId: "", CallNo: (int?)null, State: "failed", Reason: plan.Refusal ?? UnknownGroup)))).ToList();
        if (rows.Count == 0) { return; }

        await using var insert = Command(
            transaction,
            brand,
            """
            insert into command_groups (brand_id, command_id, group_id, chat_id, call_no, state, reason)
            select $1, g.* from unnest($2, $3, $4, $5, $6, $7) as g (command_id, group_id, chat_id, call_no, state, reason)
            """,
            rows.Select(row => row.Command));
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.GroupId)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.ChatId)] });
        insert.Parameters.Add(new NpgsqlParameter<int?[]> { TypedValue = [.. rows.Select(row => row.CallNo)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.State)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Reason)] });
        await insert.ExecuteNonQueryAsync(ct);
    }

    private static async Task CallsAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<PlannedCommand> plans, CancellationToken ct)
    {
        var rows = plans.SelectMany(plan => plan.Calls, (plan, call) => (plan.Message, Call: call)).ToList();
        await using var insert = Command(
            transaction,
            brand,
            """
            insert into command_calls (brand_id, command_id, account_id, body_hash, call_no, sender, state)
            select $1, c.command_id, c.account_id, md5(c.body)::uuid, c.call_no, c.sender, 'planned' from unnest($2, $3, $4, $5, $6) as c (command_id, account_id, body, call_no, sender)
            """,
            rows.Select(row => row.Message.CommandId));
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Message.AccountId)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Message.Text)] });
        insert.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. rows.Select(row => row.Call.Number)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Call.Sender)] });
        await insert.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlCommand Command(BrandTransaction transaction, BrandId brand, string sql, IEnumerable<Guid> commands)
    {
        var command = transaction.Command(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. commands] });
        return command;
    }
}
