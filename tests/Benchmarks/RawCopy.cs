using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Steward.NativeServers;

namespace Steward.Benchmarks;

/// <summary>The ceiling of storage: the same rows by bare binary COPY, durable, 1,000 rows a transaction.</summary>
internal static class RawCopy
{
    private const int RowsPerTransaction = 1000;

    /// <returns>Rows a second.</returns>
    public static async Task<double> MeasureAsync(int messages)
    {
        var folder = Directory.CreateTempSubdirectory("steward-bench-").FullName;
        await using var server = await PostgresServer.StartAsync(new PostgresOptions(folder, 0, "bench"), CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        await using var connection = await source.OpenConnectionAsync();
        await using (var create = new NpgsqlCommand(
            "create table raw (brand_id uuid, group_id uuid, sent_at timestamptz, message_id uuid, sender_id uuid, from_staff boolean, kind text, text text, primary key (brand_id, group_id, sent_at, message_id))", connection))
        {
            await create.ExecuteNonQueryAsync();
        }

        var (brand, groups) = (Guid.NewGuid(), Enumerable.Range(0, 24).Select(_ => Guid.NewGuid()).ToArray());
        var watch = Stopwatch.StartNew();
        for (var row = 0; row < messages;)
        {
            await using var copy = await connection.BeginBinaryImportAsync("copy raw from stdin (format binary)");
            for (var inBatch = 0; inBatch < RowsPerTransaction && row < messages; inBatch++, row++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(brand, NpgsqlDbType.Uuid);
                await copy.WriteAsync(groups[row % groups.Length], NpgsqlDbType.Uuid);
                await copy.WriteAsync(DateTime.UnixEpoch.AddMilliseconds(row), NpgsqlDbType.TimestampTz);
                await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
                await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
                await copy.WriteAsync(false, NpgsqlDbType.Boolean);
                await copy.WriteAsync("text", NpgsqlDbType.Text);
                await copy.WriteAsync("今天的会员日套餐真好吃，明天还想去门店再买一份，有没有人一起拼单呀", NpgsqlDbType.Text);
            }

            await copy.CompleteAsync();
        }

        var rate = messages / watch.Elapsed.TotalSeconds;
        await server.StopAsync(CancellationToken.None);
        Directory.Delete(folder, recursive: true);
        return rate;
    }
}
