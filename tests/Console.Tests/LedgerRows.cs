using Npgsql;

namespace Steward.Console.Tests;

/// <summary>What the ledger of a brand may hold while it waits for people: rows as Channels itself writes them, without a channel that would have to be slow in just the right way.</summary>
internal sealed record LedgerRows(Guid Waiting, Guid Held, Guid Task)
{
    /// <summary>The community's account as it is after a lost key came back; no route leads to it, so nobody asks its channel.</summary>
    public static async Task PutAccountAsync(string connection, Community community, string name)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var insert = source.CreateCommand(
            """
            with the_account as (
                insert into accounts (brand_id, account_id, name, base_url, corp_id, agent_id, secrets, reads, archive_mode, created_at)
                values ($1, $2, $3, 'http://127.0.0.1:9', 'ww1', 1, '\x00', true, 'simulator', now()))
            insert into archive_cursors (account_id, brand_id, read_at, pulled_at, reopened) values ($2, $1, now() - interval '3 hours', now(), 12)
            """);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = community.Brand });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = community.Account });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await insert.ExecuteNonQueryAsync();
    }

    public static async Task<LedgerRows> PutAsync(string connection, Community community)
    {
        var rows = new LedgerRows(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await using var source = NpgsqlDataSource.Create(connection);
        await using var insert = source.CreateCommand(
            """
            with the_commands as (
                insert into commands (brand_id, command_id, account_id, origin, state, body, groups, requested_by, reason, created_at, kind, channel, blocked_reason, next_try_at)
                values ($1, $2, $5, 'calendar', 'dispatched', '周末买一送一', 1, '', '', now() - interval '20 minutes', 'send-to-groups', 'wecom', '', null),
                       ($1, $3, $5, 'calendar', 'blocked', '=明天的早安', 1, '', '', now() - interval '10 minutes', 'send-to-groups', 'wecom', 'quota', now() + interval '1 day'),
                       ($1, $4, $5, 'moderation', 'awaiting-confirm', '', 0, '', '', now() - interval '2 hours', 'remove', 'wecom', '', null)),
            the_calls as (
                insert into command_calls (brand_id, command_id, call_no, account_id, sender, state, msg_id, attempts, attempted_at, due_at)
                values ($1, $2, 1, $5, 'wangli', 'dispatched', 'msg-' || $2::text, 1, now() - interval '20 minutes', null),
                       ($1, $3, 1, $5, 'wangli', 'planned', null, 0, null, now() + interval '1 day')),
            the_groups as (
                insert into command_groups (brand_id, command_id, group_id, chat_id, call_no, state) values ($1, $2, $6, 'wr-1', 1, 'waiting'), ($1, $3, $6, 'wr-1', 1, 'waiting')),
            the_history as (
                insert into command_history (brand_id, command_id, at, call_no, state, reason)
                values ($1, $3, now() - interval '10 minutes', null, 'planned', ''), ($1, $3, now() - interval '9 minutes', 1, 'blocked', 'quota: the quota group-broadcast of this month is used up (30 of 30); it opens at 2030-01-01 00:00:00 (+08:00)'))
            insert into human_tasks (brand_id, task_id, account_id, kind, state, origin, group_id, member_id, proof, link, evidence, due_at, deadline, escalated_at, created_at)
            values ($1, $4, $5, 'remove', 'open', 'moderation', $6, $7, 'member-removed', '企业微信 › 人民广场店 1 群', '加我微信领红包', now() - interval '1 hour', now() + interval '1 day', now() - interval '50 minutes', now() - interval '2 hours')
            """);
        foreach (var id in (Guid[])[community.Brand, rows.Waiting, rows.Held, rows.Task, community.Account, community.Group, community.Member])
        {
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        }

        await insert.ExecuteNonQueryAsync();
        return rows;
    }
}
