using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Roster;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Archive;

/// <summary>Reads one account's archive for as long as it is this replica's turn: page after page while they come full (the next is asked for while one is stored), else when a bell rings or the poll is due.</summary>
internal sealed partial class ReadArchive(
    Database database, AccountDirectory accounts, IMessageArchive archive, StoreMessages store, AccountTurns turns, ArchiveBell bell, RosterQueue rosters, ArchiveGaps gaps, ReopenSealed reopen,
    IOptions<ArchiveOptions> options, IOptions<MessagingOptions> messaging, TimeProvider clock, ILogger<ReadArchive> logger)
{
    private static readonly TimeSpan OthersTurn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CredentialsPause = TimeSpan.FromMinutes(1);
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Items = Meter.CreateCounter<long>("steward.archive.items", description: "Archive items by outcome: accepted, duplicate, malformed, direct, no_consent, undecryptable, other.");

    public async Task RunAsync(AccountId id, CancellationToken ct)
    {
        var pause = TimeSpan.Zero;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (await accounts.FindAsync(id, ct) is not { Reads: true } account || !await turns.MineAsync(id, ct))
                {
                    await bell.WaitAsync(id, OthersTurn, ct);
                    continue;
                }

                await ReadAsync(account, ct);
                pause = TimeSpan.Zero;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested) { return; }
            catch (ArchiveException exception)
            {
                pause = exception.Credentials ? CredentialsPause : Longer(pause);
                Log.Waiting(logger, id, pause, exception);
                await ReportAsync(id, exception.Message, ct);
                await bell.WaitAsync(id, pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception)
            {
                pause = Longer(pause);
                Log.Waiting(logger, id, pause, exception);
                await Task.Delay(pause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReadAsync(Account account, CancellationToken ct)
    {
        var known = new KnownPeople(account, database, rosters, messaging, clock);
        await reopen.HandleAsync(account, known, ct);
        var seq = await CursorAsync(account.Id, ct);
        var started = clock.GetUtcNow();
        Task<ArchivePage>? ahead = null;
        try
        {
            var healthy = false;
            while (true)
            {
                var page = await (ahead ?? archive.PullAsync(account, seq, options.Value.PageSize, ct));
                ahead = null;
                if (!healthy)
                {
                    await gaps.CheckAsync(account, seq, page, ct);
                    healthy = await ClearAsync(account, ct);
                }

                if (page.Items.Count > 0)
                {
                    var next = PreparePage.NextSeq(seq, page);
                    var full = page.Items.Count >= options.Value.PageSize;
                    if (full) { ahead = archive.PullAsync(account, next, options.Value.PageSize, ct); }

                    var batch = await PreparePage.RunAsync(account, seq, page, known, ct);
                    if (!await store.HandleAsync(account, seq, next, batch, ct))
                    {
                        Log.Overtaken(logger, account.Id, seq);
                        return;
                    }

                    Count(batch);
                    seq = next;
                    if (full) { continue; }
                }

                await gaps.CaughtUpAsync(account, ct);

                // Settings may have changed; and whose turn it is.
                if (clock.GetUtcNow() - started > LongestPause) { return; }

                await bell.WaitAsync(account.Id, TimeSpan.FromMilliseconds(options.Value.PollMilliseconds), ct);
                if (await accounts.FindAsync(account.Id, ct) is not { } now || !now.ReadsLike(account)) { return; }
            }
        }
        finally
        {
            if (ahead is not null) { await ahead.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default); }
        }
    }

    private async Task<long> CursorAsync(AccountId id, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var query = new NpgsqlCommand("select seq from archive_cursors where account_id = $1", connection);
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id.Value });
        return await query.ExecuteScalarAsync(ct) is long seq ? seq : throw new InvalidOperationException($"Account {id} has no archive cursor.");
    }

    private async Task<bool> ClearAsync(Account account, CancellationToken ct)
    {
        await accounts.ReportAsync(account, "", ct);
        return true;
    }

    private async Task ReportAsync(AccountId id, string error, CancellationToken ct)
    {
        try
        {
            if (await accounts.FindAsync(id, ct) is { } account) { await accounts.ReportAsync(account, $"archive: {error}", ct); }
        }
        catch (NpgsqlException exception)
        {
            Log.Waiting(logger, id, TimeSpan.Zero, exception);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause == TimeSpan.Zero ? TimeSpan.FromMilliseconds(250) : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, pause.Ticks * 2));

    private static void Count(IntakeBatch batch)
    {
        Add("accepted", batch.Messages.Count);
        Add("duplicate", batch.Duplicates);
        Add("malformed", batch.Malformed);
        Add("direct", batch.Direct);
        Add("no_consent", batch.WithoutConsent);
        Add("undecryptable", batch.Sealed.Count);
        Add("other", batch.NotMessages);

        static void Add(string outcome, int count)
        {
            if (count > 0) { Items.Add(count, new KeyValuePair<string, object?>("outcome", outcome)); }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The archive of account {Account} waits {Pause}.")]
        public static partial void Waiting(ILogger logger, AccountId account, TimeSpan pause, Exception exception);

        [LoggerMessage(2, LogLevel.Information, "The archive of account {Account} was read on from {Seq} by somebody else.")]
        public static partial void Overtaken(ILogger logger, AccountId account, long seq);
    }
}
