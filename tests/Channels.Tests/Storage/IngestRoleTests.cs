using Npgsql;

namespace Steward.Channels.Tests.Storage;

public sealed class IngestRoleTests
{
    [Fact]
    public async Task The_ingest_role_can_read_change_and_delete_nothing_and_insert_only_where_it_must()
    {
        await using var host = await World.HostAsync();
        await using var connection = await host.Database.OpenIngestAsync(CancellationToken.None);
        string[] forbidden =
        [
            "select * from messages", "select * from accounts", "select * from archive_cursors", "select * from outbox", "select * from data_protection_keys", "select * from messages_other",
            "update messages set body = ''", "update archive_cursors set seq = 0", "update intake_totals set accepted = 0", "delete from messages", "delete from outbox", "truncate messages",
            "insert into accounts (brand_id, account_id, name, base_url, corp_id, agent_id, secrets, reads, created_at) values (gen_random_uuid(), gen_random_uuid(), '', '', '', 1, '', true, now())",
            "insert into account_routes values (gen_random_uuid(), gen_random_uuid())", "insert into intake_totals (brand_id, account_id) values (gen_random_uuid(), gen_random_uuid())",
            "insert into commands select", "select make_message_days(array['2026-01-01'::date])", "drop table messages",
        ];
        foreach (var sql in forbidden)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.True(refused.SqlState is PostgresErrorCodes.InsufficientPrivilege, $"{sql}: {refused.SqlState} {refused.MessageText}");
        }

        await using var unknown = new NpgsqlCommand("select take_archive(gen_random_uuid(), 0, 1, 1, 0, 0, now(), now())", connection);
        Assert.Equal(false, await unknown.ExecuteScalarAsync());
    }

    [Fact]
    public async Task The_services_own_role_sees_no_brand_it_did_not_ask_for_and_cannot_move_a_cursor_by_the_function()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        await using var connection = await world.Host.Database.OpenAsync(CancellationToken.None);
        foreach (var table in new[] { "accounts", "callbacks_raw", "groups", "people", "messages", "intake_totals", "commands", "command_calls", "command_groups" })
        {
            await using var query = new NpgsqlCommand($"select count(*) from {table}", connection);
            Assert.Equal(0L, await query.ExecuteScalarAsync());
        }

        // Partitions are reached through their table only: row-level security would not follow a detour.
        await using var detour = new NpgsqlCommand("select count(*) from messages_other", connection);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => detour.ExecuteScalarAsync())).SqlState);
        await using var move = new NpgsqlCommand("select take_archive(gen_random_uuid(), 0, 1, 1, 0, 0, now(), now())", connection);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => move.ExecuteScalarAsync())).SqlState);
    }
}
