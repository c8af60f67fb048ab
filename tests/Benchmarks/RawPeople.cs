using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Steward.Testing;

namespace Steward.Benchmarks;

/// <summary>The ceiling of keeping rosters: as many people by bare binary COPY into a table with the same primary key, on the same server, 10,000 rows a transaction.</summary>
internal static class RawPeople
{
    private const int RowsPerTransaction = 10_000;

    /// <returns>Rows a second.</returns>
    public static async Task<double> MeasureAsync(long people)
    {
        await using var database = await TestPostgres.EmptyDatabaseAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using (var create = new NpgsqlCommand("create table raw (brand_id uuid, member_id uuid, account_id uuid, external_id text, name text, is_staff boolean, primary key (brand_id, member_id))", connection))
        {
            await create.ExecuteNonQueryAsync();
        }

        var (brand, account) = (Guid.NewGuid(), Guid.NewGuid());
        var watch = Stopwatch.StartNew();
        for (long row = 0; row < people;)
        {
            await using var copy = await connection.BeginBinaryImportAsync("copy raw from stdin (format binary)");
            for (var inBatch = 0; inBatch < RowsPerTransaction && row < people; inBatch++, row++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(brand, NpgsqlDbType.Uuid);
                await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
                await copy.WriteAsync(account, NpgsqlDbType.Uuid);
                await copy.WriteAsync("wmC0000001abcdefghijklmnopqrstuv", NpgsqlDbType.Text);
                await copy.WriteAsync("欧阳小明1234", NpgsqlDbType.Text);
                await copy.WriteAsync(false, NpgsqlDbType.Boolean);
            }

            await copy.CompleteAsync();
        }

        return people / watch.Elapsed.TotalSeconds;
    }
}
