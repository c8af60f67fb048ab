using Npgsql;
using Steward.Channels.Archive;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Storage;

public sealed class WorkTableTests
{
    private static readonly AccountId Account = new(Guid.NewGuid());
    private static readonly BrandId Brand = new(Guid.NewGuid());

    [Fact]
    public async Task Who_asks_again_is_not_lost_even_when_the_lease_is_over_and_who_lost_the_lease_settles_nothing()
    {
        await using var host = await World.HostAsync();
        using var table = new ConsentQueue(host.Database, new Later());
        await AddAsync(host, table, "a");
        var first = Assert.Single(await table.TakeAsync(10, TimeSpan.FromSeconds(-1), default));
        await AddAsync(host, table, "a");
        await table.DoneAsync(first, default);
        Assert.Equal(1L, await CountAsync(host));

        var second = Assert.Single(await table.TakeAsync(10, TimeSpan.FromSeconds(-1), default));
        var third = Assert.Single(await table.TakeAsync(10, TimeSpan.FromMinutes(1), default));
        await table.DoneAsync(second, default);
        await table.LaterAsync(second, TimeSpan.Zero, default);
        Assert.Empty(await table.TakeAsync(10, TimeSpan.FromMinutes(1), default));
        await table.DoneAsync(third, default);
        Assert.Equal(0L, await CountAsync(host));
    }

    /// <summary>Years ahead, so that the service's own worker finds nothing due.</summary>
    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddYears(50);
    }

    private static async Task AddAsync(ServiceHost host, ConsentQueue table, string key)
    {
        await using var connection = await host.Database.OpenAsync(default);
        await table.AddAsync(connection, Account, Brand, key, TimeProvider.System.GetUtcNow().AddYears(40), default);
    }

    private static async Task<object?> CountAsync(ServiceHost host)
    {
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var query = new NpgsqlCommand("select count(*) from consent_checks", connection);
        return await query.ExecuteScalarAsync();
    }
}
