using System.Collections.Concurrent;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Archive;

/// <summary>Starts a reader for every account that has an archive, also for those connected later.</summary>
internal sealed partial class ReadArchives(Database database, ReadArchive read, AccountTurns turns, ArchiveBell bell, ILogger<ReadArchives> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<AccountId, Task> _readers = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var account in await AccountsAsync(stoppingToken))
                {
                    if (!_readers.ContainsKey(account)) { _readers[account] = Task.Run(() => read.RunAsync(account, stoppingToken), CancellationToken.None); }
                }

                await bell.WaitForAnyAsync(Look, stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                Log.Waiting(logger, exception);
                await bell.WaitForAnyAsync(Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { break; }
        }

        await Task.WhenAll(_readers.Values);
        await turns.ReleaseAsync();
    }

    private async Task<List<AccountId>> AccountsAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var query = new NpgsqlCommand("select account_id from archive_cursors", connection);
        await using var reader = await query.ExecuteReaderAsync(ct);
        var accounts = new List<AccountId>();
        while (await reader.ReadAsync(ct)) { accounts.Add(new AccountId(reader.GetGuid(0))); }

        return accounts;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The accounts cannot be read.")]
        public static partial void Waiting(ILogger logger, Exception exception);
    }
}
