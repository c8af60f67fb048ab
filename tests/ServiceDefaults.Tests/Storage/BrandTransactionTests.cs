using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Steward.Testing;
using Xunit;

namespace Steward.ServiceDefaults.Tests.Storage;

public sealed class BrandTransactionTests
{
    private static readonly BrandId Brand = new(Guid.NewGuid());

    [Fact]
    public async Task What_waits_for_the_commit_is_done_with_it_in_its_order()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        await using (var transaction = await host.Database.BeginAsync(Brand, CancellationToken.None))
        {
            transaction.AtCommit(Note("first"));
            transaction.AtCommit(Note("second"));
            Assert.Empty(await NotesAsync(transaction));
            await transaction.CommitAsync(CancellationToken.None);
        }

        Assert.Equal(["first", "second"], await NotesAsync(host));
    }

    [Fact]
    public async Task What_waits_can_be_sent_before_and_is_done_once()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        await using (var transaction = await host.Database.BeginAsync(Brand, CancellationToken.None))
        {
            transaction.AtCommit(Note("early"));
            await transaction.SendAsync(CancellationToken.None);
            Assert.Equal(["early"], await NotesAsync(transaction));
            transaction.AtCommit(Note("late"));
            await transaction.CommitAsync(CancellationToken.None);
        }

        Assert.Equal(["early", "late"], await NotesAsync(host));
    }

    [Fact]
    public async Task A_statement_that_fails_at_the_commit_takes_all_others_and_the_events_with_it()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        await using (var transaction = await host.Database.BeginAsync(Brand, CancellationToken.None))
        {
            transaction.AtCommit(Note("before"));
            transaction.AtCommit(new NpgsqlBatchCommand("insert into notes (brand_id, text) values (gen_random_uuid(), 'of a foreign brand')"));
            transaction.AtCommit(Note("after"));
            transaction.Publish(Send("never"));
            var refused = await Assert.ThrowsAsync<PostgresException>(() => transaction.CommitAsync(CancellationToken.None));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }

        Assert.Empty(await NotesAsync(host));
        await using var bare = await host.Database.OpenAsync(CancellationToken.None);
        await using var query = new NpgsqlCommand("select count(*) from outbox", bare);
        Assert.Equal(0L, await query.ExecuteScalarAsync());
    }

    [Fact]
    public async Task What_is_given_up_leaves_nothing_and_its_connection_serves_others()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        for (var round = 0; round < 40; round++)
        {
            await using (var transaction = await host.Database.BeginAsync(Brand, CancellationToken.None))
            {
                await transaction.ExecuteAsync("insert into notes (brand_id, text) values (@Brand, 'given up')", new { Brand = Brand.Value }, CancellationToken.None);
                transaction.AtCommit(Note("given up"));
                transaction.Publish(Send("given up"));
            }

            await using (var transaction = await host.Database.BeginAsync(Brand, CancellationToken.None))
            {
                await Assert.ThrowsAsync<PostgresException>(() => transaction.ExecuteAsync("select 1 / 0", null, CancellationToken.None));
            }

            // Not within what another has left open, whichever connection the pool gives.
            await using var bare = await host.Database.OpenAsync(CancellationToken.None);
            await using var query = new NpgsqlCommand("select coalesce(current_setting('app.brands', true), ''), (select count(*) from outbox)", bare);
            await using var reader = await query.ExecuteReaderAsync();
            await reader.ReadAsync();
            Assert.Equal("", reader.GetString(0));
            Assert.Equal(0L, reader.GetInt64(1));
        }

        Assert.Empty(await NotesAsync(host));
    }

    private static NpgsqlBatchCommand Note(string text) => new("insert into notes (brand_id, text) values ($1, $2)") { Parameters = { new NpgsqlParameter<Guid> { TypedValue = Brand.Value }, new NpgsqlParameter<string> { TypedValue = text } } };

    private static SendToGroupsV1 Send(string text) => new() { CommandId = Guid.NewGuid(), BrandId = Brand.Value, AccountId = Guid.NewGuid(), Origin = "test", GroupIds = [], Text = text, RequestedBy = string.Empty };

    private static async Task<IReadOnlyList<string>> NotesAsync(ServiceHost host)
    {
        await using var transaction = await host.Database.BeginAsync(Brand, CancellationToken.None);
        return await NotesAsync(transaction);
    }

    private static Task<IReadOnlyList<string>> NotesAsync(BrandTransaction transaction) => transaction.QueryAsync<string>("select text from notes order by seq", null, CancellationToken.None);
}
