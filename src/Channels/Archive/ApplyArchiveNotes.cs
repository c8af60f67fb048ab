using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Archive;

/// <summary>Works off what stored messages say about others. A batch that fails stays and is tried again.</summary>
internal sealed partial class ApplyArchiveNotes(Database database, ArchiveNotes notes, TimeProvider clock, ILogger<ApplyArchiveNotes> logger) : BackgroundService
{
    private const int PageSize = 500;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = await RoundAsync(stoppingToken) == PageSize;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception exception)
            {
                Log.Waiting(logger, exception);
            }

            if (!more) { await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); }
        }
    }

    private async Task<int> RoundAsync(CancellationToken ct)
    {
        var waiting = new List<(long Id, BrandId Brand)>();
        await using (var connection = await database.OpenAsync(ct))
        await using (var query = new NpgsqlCommand("select note_id, brand_id from archive_notes order by note_id limit $1", connection))
        {
            query.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageSize });
            await using var reader = await query.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) { waiting.Add((reader.GetInt64(0), new BrandId(reader.GetGuid(1)))); }
        }

        foreach (var brand in waiting.GroupBy(one => one.Brand, one => one.Id)) { await notes.HandleAsync(brand.Key, [.. brand], ct); }

        return waiting.Count;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What messages say about others waits.")]
        public static partial void Waiting(ILogger logger, Exception exception);
    }
}
