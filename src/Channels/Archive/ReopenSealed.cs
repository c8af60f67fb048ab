using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Archive;

/// <summary>
/// Opens messages that were kept sealed, once a key has come that may fit: in the archive's order, each in the transaction that takes it out of the kept ones. What does not open
/// stays, and is tried again only with another key of its version.
/// </summary>
internal sealed partial class ReopenSealed(Database database, IMessageArchive archive, StoreMessages store, ILogger<ReopenSealed> logger)
{
    private const int PageSize = 500;
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Reopened = Meter.CreateCounter<long>("steward.archive.reopened", description: "Messages kept sealed and tried again with a new key, by outcome: opened or closed.");

    /// <summary>Works off all that the account's keys may open. To be called by whoever reads the account's archive.</summary>
    public async Task HandleAsync(Account account, KnownPeople known, CancellationToken ct)
    {
        if (account.Secrets.ArchiveKeys.Count == 0) { return; }

        while (await ReadAsync(account, ct) is { Count: > 0 } kept)
        {
            var items = archive.Open(account, new ArchivePage([.. kept.Select(one => new ArchiveItem(one.Seq, one.Item, Sealed: true))], 0)).Items;
            var (opened, closed) = (items.Where(item => item.Lock is null).ToArray(), items.Where(item => item.Lock is not null).ToArray());
            if (closed.Length > 0) { await RememberAsync(account, closed, ct); }

            if (opened.Length > 0)
            {
                var batch = await PreparePage.RunAsync(account, 0, new ArchivePage(opened, 0), known, ct);
                long[] seqs = [.. opened.Select(item => item.Seq!.Value)];
                if (!await store.HandleAsync(account, batch, (connection, whole, _, token) => TakeAsync(connection, account, seqs, whole, token), ct))
                {
                    Log.Overtaken(logger, account.Id.Value);
                    return;
                }
            }

            Count("opened", opened.Length);
            Count("closed", closed.Length);
            Log.Reopened(logger, account.Id.Value, opened.Length, closed.Length);
        }
    }

    private async Task<IReadOnlyList<Kept>> ReadAsync(Account account, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        return await transaction.QueryAsync<Kept>(
            $"""
            select seq, item from archive_undecryptable join unnest(@versions, @prints) as keys (version, print) on key_version = version and tried <> print
            where brand_id = @brand and account_id = @account order by seq limit {PageSize}
            """,
            new { brand = account.Brand, account = account.Id, versions = account.Secrets.ArchiveKeys.Keys.ToArray(), prints = account.Secrets.ArchiveKeys.Values.Select(Print).ToArray() },
            ct);
    }

    private async Task RememberAsync(Account account, ArchiveItem[] closed, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        foreach (var version in closed.GroupBy(item => item.Lock!.KeyVersion))
        {
            await transaction.ExecuteAsync(
                "update archive_undecryptable set tried = @print, reason = @reason where brand_id = @brand and account_id = @account and seq = any (@seqs)",
                new
                {
                    brand = account.Brand, account = account.Id, seqs = version.Select(item => item.Seq!.Value).ToArray(), reason = version.First().Lock!.Reason,
                    print = account.Secrets.ArchiveKeys.TryGetValue(version.Key, out var key) ? Print(key) : "",
                },
                ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task<bool> TakeAsync(NpgsqlConnection connection, Account account, long[] seqs, IntakeBatch batch, CancellationToken ct)
    {
        await using var take = new NpgsqlCommand("select take_reopened($1, $2, $3, $4, $5)", connection);
        take.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id.Value });
        take.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = seqs });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = batch.Messages.Count });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = batch.Duplicates });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = batch.Malformed });
        return await take.ExecuteScalarAsync(ct) is true;
    }

    private static string Print(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));

    private static void Count(string outcome, int count)
    {
        if (count > 0) { Reopened.Add(count, new KeyValuePair<string, object?>("outcome", outcome)); }
    }

    private sealed record Kept
    {
        public required long Seq { get; init; }
        public required byte[] Item { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Messages of account {Account} that were kept sealed: {Opened} open with the new key, {Closed} do not.")]
        public static partial void Reopened(ILogger logger, Guid account, int opened, int closed);

        [LoggerMessage(2, LogLevel.Information, "Messages of account {Account} that were kept sealed were opened by somebody else.")]
        public static partial void Overtaken(ILogger logger, Guid account);
    }
}
