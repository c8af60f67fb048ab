using Npgsql;
using Steward.ServiceDefaults.Storage;
using Steward.Testing;
using Xunit;

namespace Steward.ServiceDefaults.Tests.Storage;

public sealed class MigrationsTests
{
    [Fact]
    public async Task A_second_run_applies_nothing()
    {
        await using var database = await TestPostgres.EmptyDatabaseAsync();

        Assert.Equal(3, await RunAsync(database));
        Assert.Equal(0, await RunAsync(database));
    }

    [Fact]
    public async Task Services_that_migrate_at_the_same_time_take_turns()
    {
        await using var one = await TestPostgres.EmptyDatabaseAsync();
        await using var two = await TestPostgres.EmptyDatabaseAsync();

        var applied = await Task.WhenAll(RunAsync(one), RunAsync(one), RunAsync(two), RunAsync(two));

        Assert.Equal(6, applied.Sum());
    }

    [Fact]
    public async Task A_migration_that_changed_after_it_was_applied_is_refused()
    {
        await using var database = await TestPostgres.EmptyDatabaseAsync();
        await RunAsync(database);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var forge = source.CreateCommand("update schema_migrations set checksum = 'other' where name = '0001_notes.sql'");
        await forge.ExecuteNonQueryAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(database));
        Assert.Contains("0001_notes.sql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_inbox_keeps_the_days_that_redelivery_can_reach_and_drops_the_rest()
    {
        await using var database = await TestPostgres.EmptyDatabaseAsync();
        await RunAsync(database);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var today = new DateOnly(2026, 3, 2);
        await MaintainAsync(source, today);
        await using (var insert = source.CreateCommand("insert into inbox (message_id, consumer) values ($1, 'x')"))
        {
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero)) });
            await insert.ExecuteNonQueryAsync();
        }

        Assert.Equal(1L, await CountAsync(source, "select count(*) from inbox_20260302"));
        await MaintainAsync(source, today.AddDays(7));
        Assert.Equal(1L, await CountAsync(source, "select count(*) from inbox"));
        await MaintainAsync(source, today.AddDays(8));
        Assert.Equal(0L, await CountAsync(source, "select count(*) from inbox"));
    }

    private static Task<int> RunAsync(TestDatabase database) => Migrations.RunAsync(database.ConnectionString, "test-app-password", typeof(SampleService).Assembly, CancellationToken.None);

    private static async Task MaintainAsync(NpgsqlDataSource source, DateOnly day)
    {
        await using var maintain = source.CreateCommand("select maintain_inbox($1, 7)");
        maintain.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = day });
        await maintain.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, string sql)
    {
        await using var count = source.CreateCommand(sql);
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
