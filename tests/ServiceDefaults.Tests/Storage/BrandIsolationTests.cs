using Npgsql;
using Steward.Kernel;
using Steward.Testing;
using Xunit;

namespace Steward.ServiceDefaults.Tests.Storage;

public sealed class BrandIsolationTests
{
    private static readonly BrandId Ours = new(Guid.NewGuid());
    private static readonly BrandId Theirs = new(Guid.NewGuid());

    [Fact]
    public async Task A_brand_sees_its_own_rows_and_no_others()
    {
        await using var host = await NotedAsync();
        await using var ours = await host.Database.BeginAsync(Ours, CancellationToken.None);
        Assert.Equal(["ours"], await ours.QueryAsync<string>("select text from notes", null, CancellationToken.None));
    }

    [Fact]
    public async Task Two_brands_in_scope_are_both_seen()
    {
        await using var host = await NotedAsync();
        await using var both = await host.Database.BeginAsync([Ours, Theirs], CancellationToken.None);
        Assert.Equal(["ours", "theirs"], await both.QueryAsync<string>("select text from notes order by text", null, CancellationToken.None));
    }

    [Fact]
    public async Task Without_a_scope_nothing_is_seen()
    {
        await using var host = await NotedAsync();
        await using var none = await host.Database.BeginAsync([], CancellationToken.None);
        Assert.Empty(await none.QueryAsync<string>("select text from notes", null, CancellationToken.None));

        await using var bare = await host.Database.OpenAsync(CancellationToken.None);
        await using var query = new NpgsqlCommand("select count(*) from notes", bare);
        Assert.Equal(0L, await query.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_row_cannot_be_written_for_another_brand()
    {
        await using var host = await NotedAsync();
        await using var ours = await host.Database.BeginAsync(Ours, CancellationToken.None);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ours.ExecuteAsync("insert into notes (brand_id, text) values (@Brand, 'x')", new { Brand = Theirs.Value }, CancellationToken.None));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task A_scope_ends_with_its_transaction()
    {
        await using var host = await NotedAsync();
        for (var round = 0; round < 40; round++)
        {
            // Connections come back from the pool without a reset: the scope must not.
            await using (var ours = await host.Database.BeginAsync(Ours, CancellationToken.None)) { await ours.CommitAsync(CancellationToken.None); }

            await using var bare = await host.Database.OpenAsync(CancellationToken.None);
            await using var query = new NpgsqlCommand("select count(*) from notes", bare);
            Assert.Equal(0L, await query.ExecuteScalarAsync());
        }
    }

    [Theory]
    [InlineData("select count(*) from notes")]
    [InlineData("update notes set text = 'x'")]
    [InlineData("delete from notes")]
    [InlineData("select count(*) from outbox")]
    [InlineData("insert into inbox (message_id, consumer) values (gen_random_uuid(), 'x')")]
    [InlineData("select count(*) from schema_migrations")]
    public async Task The_ingest_role_may_only_insert_where_a_migration_says_so(string forbidden)
    {
        await using var host = await NotedAsync();
        await using var ingest = await host.Database.OpenIngestAsync(CancellationToken.None);
        await using (var copy = await ingest.BeginBinaryImportAsync("copy notes (brand_id, text) from stdin (format binary)"))
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(Ours.Value);
            await copy.WriteAsync("copied");
            await copy.CompleteAsync();
        }

        await using var command = new NpgsqlCommand(forbidden, ingest);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private static async Task<ServiceHost> NotedAsync()
    {
        var host = await ServiceHost.StartAsync(SampleService.Definition);
        foreach (var (brand, text) in new[] { (Ours, "ours"), (Theirs, "theirs") })
        {
            await using var transaction = await host.Database.BeginAsync(brand, CancellationToken.None);
            await transaction.ExecuteAsync("insert into notes (brand_id, text) values (@Brand, @Text)", new { Brand = brand.Value, Text = text }, CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }

        return host;
    }
}
