using System.Collections.Concurrent;
using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Telegram;

/// <summary>Starts to serve every bot, also those connected later.</summary>
internal sealed partial class ServeBots(Database database, ServeBot serve, TimeProvider clock, ILogger<ServeBots> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<AccountId, Task> _served = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var account in await AccountsAsync(stoppingToken))
                {
                    if (!_served.ContainsKey(account)) { _served[account] = Task.Run(() => serve.RunAsync(account, stoppingToken), CancellationToken.None); }
                }
            }
            catch (NpgsqlException exception)
            {
                Log.Waiting(logger, exception);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { break; }

            await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_served.Values);
    }

    private async Task<List<AccountId>> AccountsAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var query = new NpgsqlCommand("select account_id from account_routes where channel = 'telegram'", connection);
        await using var reader = await query.ExecuteReaderAsync(ct);
        var accounts = new List<AccountId>();
        while (await reader.ReadAsync(ct)) { accounts.Add(new AccountId(reader.GetGuid(0))); }

        return accounts;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The bots cannot be read.")]
        public static partial void Waiting(ILogger logger, Exception exception);
    }
}
