using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>How far an act is.</summary>
/// <param name="Id">Which.</param>
/// <param name="Call">Its call's state.</param>
/// <param name="Command">The command's state.</param>
/// <param name="Reason">For people, into the history.</param>
/// <param name="DueAt">Not before; null: at once.</param>
internal readonly record struct ActMark(CommandId Id, string Call, string Command, string Reason, DateTimeOffset? DueAt);

/// <summary>Writes down how far acts are, with their history: one statement for however many.</summary>
internal static class MarkActs
{
    public static async Task HandleAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<ActMark> marks, DateTimeOffset now, CancellationToken ct)
    {
        if (marks.Count == 0) { return; }

        await using var write = transaction.Command(
            """
            with mark as (select * from unnest($2, $3, $4, $5, $6) as m (command_id, call, command, reason, due_at)),
            call as (update command_calls k set state = m.call, due_at = m.due_at, hint = m.reason from mark m where k.brand_id = $1 and k.command_id = m.command_id),
            whole as (
                update commands c set state = m.command, next_try_at = m.due_at, blocked_reason = case when m.command = 'blocked' then 'quota' else c.blocked_reason end
                from mark m where c.brand_id = $1 and c.command_id = m.command_id and c.settled_at is null)
            insert into command_history (brand_id, command_id, at, call_no, state, reason) select $1, command_id, $7, 0, case when command = 'blocked' then 'blocked' else call end, reason from mark
            """);
        write.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        write.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. marks.Select(mark => mark.Id.Value)] });
        write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. marks.Select(mark => mark.Call)] });
        write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. marks.Select(mark => mark.Command)] });
        write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. marks.Select(mark => mark.Reason)] });
        write.Parameters.Add(new NpgsqlParameter<DateTime?[]> { TypedValue = [.. marks.Select(mark => mark.DueAt?.UtcDateTime)] });
        write.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await write.ExecuteNonQueryAsync(ct);
    }
}
