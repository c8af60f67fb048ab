using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>The end of an act: done, or why not.</summary>
internal readonly record struct ActEnd(CommandId Id, bool Done, string Reason);

/// <summary>The end of acts: their outcome in the ledger and for whoever asked, once.</summary>
internal static class SettleAct
{
    public const string ByApi = "api";
    public const string ByPerson = "person";

    /// <summary>
    /// Settles the act, done <paramref name="by"/> <see cref="ByApi"/> or <see cref="ByPerson"/>, with why it failed or how it is known to be done. Does nothing when it is
    /// settled already, so its outcome is told exactly once.
    /// </summary>
    public static async Task<bool> RecordAsync(BrandTransaction transaction, BrandId brand, CommandId command, bool done, string by, string reason, DateTimeOffset now, CancellationToken ct) =>
        (await RecordAsync(transaction, brand, [new ActEnd(command, done, reason)], by, now, ct)).Count == 1;

    /// <summary>The same for many, by one statement.</summary>
    /// <returns>Those that were not settled before.</returns>
    public static async Task<IReadOnlySet<CommandId>> RecordAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<ActEnd> ends, string by, DateTimeOffset now, CancellationToken ct)
    {
        var settled = new HashSet<CommandId>(ends.Count);
        if (ends.Count == 0) { return settled; }

        await using var write = transaction.Command(
            """
            with asked as (select * from unnest($2, $3, $4) as a (command_id, done, reason)),
            ended as (
                update commands m set state = case when a.done then 'confirmed' else 'failed' end, confirmed_groups = case when a.done then m.groups else 0 end, reason = case when a.done then '' else a.reason end,
                       settled_at = $5, next_try_at = null
                from asked a where m.brand_id = $1 and m.command_id = a.command_id and m.settled_at is null
                returning m.command_id, m.kind, m.origin, m.state, a.done, a.reason),
            gone as (delete from command_work w using asked a where w.command_id = a.command_id),
            calls as (update command_calls k set state = 'settled' from ended e where k.brand_id = $1 and k.command_id = e.command_id and k.state <> 'settled'),
            told as (insert into command_history (brand_id, command_id, at, state, reason) select $1, command_id, $5, state, reason from ended)
            select command_id, kind, origin, state, case when done then '' else reason end from ended
            """);
        write.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        write.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ends.Select(end => end.Id.Value)] });
        write.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. ends.Select(end => end.Done)] });
        write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. ends.Select(end => end.Reason)] });
        write.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await using var reader = await write.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            settled.Add(new CommandId(reader.GetGuid(0)));
            transaction.Publish(new ActSettledV1
            {
                CommandId = reader.GetGuid(0), BrandId = brand.Value, Kind = reader.GetString(1), Origin = reader.GetString(2), Outcome = reader.GetString(3), By = by, Reason = reader.GetString(4), At = now,
            });
        }

        return settled;
    }
}
