using System.Diagnostics;
using Npgsql;
using Steward.Testing;

namespace Steward.Benchmarks;

/// <summary>The ceiling of a ledger: as many rows inserted into one bare table and updated twice by their key (started, settled), set-based, 512 rows a transaction, on the same server.</summary>
internal static class RawLedger
{
    private const int RowsPerTransaction = 512;

    /// <returns>Rows a second that went through all three.</returns>
    public static async Task<double> MeasureAsync(int rows)
    {
        await using var database = await TestPostgres.EmptyDatabaseAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await RunAsync(connection, "create table raw (brand_id uuid, command_id uuid, state text, body text, at timestamptz, primary key (brand_id, command_id))", Guid.Empty, []);
        var brand = Guid.NewGuid();
        var watch = Stopwatch.StartNew();
        for (var done = 0; done < rows; done += RowsPerTransaction)
        {
            var ids = Enumerable.Range(0, Math.Min(RowsPerTransaction, rows - done)).Select(_ => Guid.NewGuid()).ToArray();
            await RunAsync(connection, "insert into raw select $1, id, 'planned', '今天的会员日套餐真好吃', now() from unnest($2) as id", brand, ids);
            foreach (var state in new[] { "calling", "confirmed" })
            {
                await RunAsync(connection, $"update raw set state = '{state}', at = now() from unnest($2) as id where brand_id = $1 and command_id = id", brand, ids);
            }
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, Guid brand, Guid[] ids)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (ids.Length > 0)
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand });
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        }

        await command.ExecuteNonQueryAsync();
    }
}
