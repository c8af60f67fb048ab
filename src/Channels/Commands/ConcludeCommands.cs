using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Where a command stands after something was written down.</summary>
/// <param name="Settled">Nothing is left to do.</param>
/// <param name="NextAt">When there is something to do again; null: as soon as looking may help.</param>
internal readonly record struct Standing(bool Settled, DateTimeOffset? NextAt);

/// <summary>
/// The end of sends to groups, or how far they are, as their groups and calls stand: one statement for however many commands. What is settled already is not settled again,
/// so an outcome is told exactly once.
/// </summary>
internal static class ConcludeCommands
{
    private const string Statement =
        """
        with asked as (select * from unnest($2, $3) as a (command_id, ending)),
        standing as (
            select a.command_id, a.ending, s.* from asked a cross join lateral (
                select (count(*) filter (where state = 'waiting'))::int as waiting, (count(*) filter (where state = 'confirmed'))::int as confirmed,
                       (count(*) filter (where state = 'failed'))::int as failed, coalesce((array_agg(reason order by group_id) filter (where state = 'failed'))[1], '') as reason
                from command_groups g where g.brand_id = $1 and g.command_id = a.command_id) s),
        ended as (
            update commands m set state = case when s.failed = 0 and s.waiting = 0 and s.confirmed > 0 then 'confirmed' when s.confirmed > 0 then 'partly' else 'failed' end, confirmed_groups = s.confirmed,
                   reason = case when s.waiting > 0 then s.ending when s.confirmed + s.failed > 0 then s.reason else coalesce(s.ending, '') end, settled_at = $4, next_try_at = null
            from standing s where m.brand_id = $1 and m.command_id = s.command_id and m.settled_at is null and (s.waiting = 0 or s.ending is not null)
            returning m.command_id, m.origin, m.state, m.reason, s.confirmed, s.waiting),
        gone as (delete from command_work w using standing s where w.command_id = s.command_id and (s.waiting = 0 or s.ending is not null)),
        missed as (
            update command_groups g set state = 'failed', reason = e.reason from ended e where e.waiting > 0 and g.brand_id = $1 and g.command_id = e.command_id and g.state = 'waiting'),
        so as (
            select s.command_id, s.confirmed, k.* from standing s cross join lateral (
                select case when bool_or(c.state in ('calling', 'unknown')) then 'unknown' when bool_or(c.state in ('dispatched', 'settled')) then 'dispatched'
                            when bool_or(c.due_at > $4) then 'blocked' else 'planned' end as state,
                       min(c.due_at) filter (where c.state = 'planned' and c.due_at > $4) as next_at,
                       bool_and(c.state = 'settled' or (c.state = 'planned' and c.due_at > $4)) as idle
                from command_calls c where c.brand_id = $1 and c.command_id = s.command_id) k
            where s.waiting > 0 and s.ending is null),
        changed as (
            update commands m set state = so.state, confirmed_groups = so.confirmed, next_try_at = so.next_at from so
            where m.brand_id = $1 and m.command_id = so.command_id and m.settled_at is null
              and (m.state, m.confirmed_groups, m.next_try_at) is distinct from (so.state, so.confirmed, so.next_at)),
        told as (
            insert into command_history (brand_id, command_id, at, state, reason)
            select $1, command_id, $4, state, reason from ended
            union all
            select $1, m.command_id, $4, so.state, '' from so join commands m on m.brand_id = $1 and m.command_id = so.command_id where m.settled_at is null and m.state <> so.state)
        select s.command_id, s.waiting = 0 or s.ending is not null, case when so.idle then so.next_at end, e.origin, e.state, e.reason,
               case when s.confirmed > 0 and e.command_id is not null
                    then array(select g.group_id from command_groups g where g.brand_id = $1 and g.command_id = s.command_id and g.state = 'confirmed' order by g.group_id) else '{}' end
        from standing s left join ended e using (command_id) left join so using (command_id)
        """;

    /// <summary>Concludes these commands; with an ending, groups that still wait have failed for that reason.</summary>
    public static async Task<IReadOnlyDictionary<CommandId, Standing>> HandleAsync(
        BrandTransaction transaction, BrandId brand, IReadOnlyCollection<(CommandId Command, string? Ending)> commands, DateTimeOffset now, CancellationToken ct)
    {
        var standings = new Dictionary<CommandId, Standing>(commands.Count);
        if (commands.Count == 0) { return standings; }

        await using var conclude = transaction.Command(Statement);
        conclude.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        conclude.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. commands.Select(one => one.Command.Value)] });
        conclude.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. commands.Select(one => one.Ending)] });
        conclude.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await using var reader = await conclude.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var id = reader.GetGuid(0);
            standings[new CommandId(id)] = new Standing(reader.GetBoolean(1), await reader.IsDBNullAsync(2, ct) ? null : reader.GetFieldValue<DateTimeOffset>(2));
            if (await reader.IsDBNullAsync(3, ct)) { continue; }

            transaction.Publish(new SendSettledV1
            {
                CommandId = id, BrandId = brand.Value, Origin = reader.GetString(3), Outcome = reader.GetString(4), ConfirmedGroups = reader.GetFieldValue<Guid[]>(6), Reason = reader.GetString(5), At = now,
            });
        }

        return standings;
    }
}
