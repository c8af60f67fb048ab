using Microsoft.Extensions.Options;
using Npgsql;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge.Gaps;

/// <summary>Once an hour forgets what members asked longer ago than it is kept; that they asked, and what became of it, stays.</summary>
internal sealed partial class ForgetQuestions(Database database, IOptions<KnowledgeOptions> options, TimeProvider clock, ILogger<ForgetQuestions> logger) : BackgroundService
{
    private const int AtOnce = 10_000;
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    var forgotten = AtOnce;
                    while (forgotten == AtOnce)
                    {
                        forgotten = await ForgetAsync(stoppingToken);
                        if (forgotten > 0) { Log.Forgotten(logger, forgotten); }
                    }
                }
                catch (NpgsqlException exception)
                {
                    Log.Waiting(logger, exception);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task<int> ForgetAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var forget = new NpgsqlCommand("select forget_questions($1, $2)", connection);
        forget.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (clock.GetUtcNow() - options.Value.KeepQuestions).UtcDateTime });
        forget.Parameters.Add(new NpgsqlParameter<int> { TypedValue = AtOnce });
        return (int)(await forget.ExecuteScalarAsync(ct))!;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The texts of {Count} old questions are forgotten.")]
        public static partial void Forgotten(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Warning, "The texts of old questions stay an hour longer: the database does not answer.")]
        public static partial void Waiting(ILogger logger, Exception exception);
    }
}
