using System.Collections.Concurrent;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Archive;

/// <summary>Messages that nobody can read any more. The archive keeps five days: after a longer outage the beginning of it is lost, and that is said instead of passed over.</summary>
internal sealed partial class ArchiveGaps(Database database, TimeProvider clock, ILogger<ArchiveGaps> logger)
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(5);
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<AccountId, DateTimeOffset> _noted = new();

    /// <summary>To be called when the archive has nothing newer: up to now nothing is missing.</summary>
    public async Task CaughtUpAsync(Account account, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_noted.TryGetValue(account.Id, out var noted) && now - noted < Precision) { return; }

        await using var connection = await database.OpenAsync(ct);
        await using var note = new NpgsqlCommand("update archive_cursors set pulled_at = $2 where account_id = $1", connection);
        note.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id.Value });
        note.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await note.ExecuteNonQueryAsync(ct);
        _noted[account.Id] = now;
    }

    /// <summary>To be called with the first page after a pause.</summary>
    public async Task CheckAsync(Account account, long seq, ArchivePage page, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var complete = await transaction.SingleOrDefaultAsync<DateTimeOffset?>("select pulled_at from archive_cursors where account_id = @id and pulled_at < @limit", new { id = account.Id, limit = now - Window }, ct);
        if (complete is not { } from) { return; }

        var found = await transaction.ExecuteAsync(
            """
            insert into archive_gaps (brand_id, account_id, lost_from, lost_to, after_seq, before_seq, found_at) values (@brand, @id, @from, @to, @seq, @next, @now)
            on conflict do nothing
            """,
            new { brand = account.Brand, id = account.Id, from, to = now - Window, seq, next = page.Items.Count > 0 ? page.Items[0].Seq : null, now },
            ct);
        await transaction.CommitAsync(ct);
        if (found == 1) { Log.Lost(logger, account.Id, from, now - Window); }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Messages of account {Account} between {From} and {To} are lost: nothing was read for longer than the archive keeps them.")]
        public static partial void Lost(ILogger logger, AccountId account, DateTimeOffset from, DateTimeOffset to);
    }
}
