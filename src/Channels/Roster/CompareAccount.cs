using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Channels.WeCom;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Roster;

/// <summary>
/// Compares an account's groups with what WeCom shows. Its list names no versions, so every group is asked for; only those that differ are written and told.
/// Callbacks may be lost: this is what finds it out.
/// </summary>
internal sealed partial class CompareAccount(WeComClient wecom, StoreRoster store, Database database, IOptions<RosterOptions> options, TimeProvider clock, ILogger<CompareAccount> logger)
{
    private const int GroupsPerReport = 500;
    private const int MostWaits = 5;

    /// <summary>Groups that were read and are being stored: enough for a transaction to take many at once.</summary>
    private const int InHand = 96;

    /// <summary>WeCom's frequency block lasts as long as its window.</summary>
    private static readonly TimeSpan FrequencyWindow = TimeSpan.FromSeconds(61);

    /// <returns>Why the whole comparison failed; empty when it did not.</returns>
    public async Task<string> RunAsync(Account account, ReconciliationReport report, CancellationToken ct)
    {
        var listed = await wecom.ListGroupsAsync(account.App, ct);
        if (listed.Failure is { } failure) { return failure.ToString(); }

        var known = await KnownAsync(account, ct);
        var chats = listed.Value!.ToHashSet(StringComparer.Ordinal);
        report.Listed = chats.Count;
        report.Missing = chats.Count(chat => !known.TryGetValue(chat, out var group) || group.Dismissed);
        var extra = known.Values.Where(group => !group.Dismissed && !chats.Contains(group.ChatId)).Select(group => group.ChatId).ToArray();
        report.Extra = extra.Length;

        var fatal = "";
        using var reading = new SemaphoreSlim(options.Value.AtOnce);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            // What we know and WeCom lists no more is read too: only its own answer says that a group is gone.
            await Parallel.ForEachAsync(chats.Concat(extra), new ParallelOptions { MaxDegreeOfParallelism = InHand, CancellationToken = stop.Token }, async (chatId, token) =>
            {
                var outcome = await OneAsync(account, chatId, known.GetValueOrDefault(chatId), reading, token);
                if (report.Add(outcome) % GroupsPerReport == 0) { await report.SaveAsync(database, "running", null, "", token); }

                // Trying a refused secret on ninety thousand groups would have the address blocked.
                if (outcome.Failure is { Class: FailureClass.Credentials or FailureClass.Token } refused)
                {
                    fatal = refused.ToString();
                    await stop.CancelAsync();
                }
            });
        }
        catch (OperationCanceledException) when (fatal.Length > 0 && !ct.IsCancellationRequested)
        {
            return fatal;
        }

        return fatal;
    }

    private async Task<RosterOutcome> OneAsync(Account account, string chatId, KnownGroup? known, SemaphoreSlim reading, CancellationToken ct)
    {
        for (var waits = 0; ; waits++)
        {
            try
            {
                var outcome = await store.KeepAsync(account, await ReadAsync(account, chatId, reading, ct), known, account.Reads, ct);
                if (outcome.Failure is not { Class: FailureClass.Frequency } || waits == MostWaits) { return outcome; }

                Log.Waiting(logger, chatId);
                await Task.Delay(FrequencyWindow, clock, ct);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(logger, chatId, exception);
                return new WeComFailure(FailureClass.Transient, 0, $"{chatId}: {exception.Message}");
            }
        }
    }

    /// <summary>Few at the same time, however many are in hand.</summary>
    private async Task<ReadGroup> ReadAsync(Account account, string chatId, SemaphoreSlim reading, CancellationToken ct)
    {
        await reading.WaitAsync(ct);
        try
        {
            return await store.ReadAsync(account, chatId, bulk: true, ct);
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<Dictionary<string, KnownGroup>> KnownAsync(Account account, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var groups = await transaction.QueryAsync<KnownGroup>(
            "select chat_id, name, owner, member_version, dismissed_at is not null as dismissed from groups where brand_id = @brand and account_id = @account",
            new { brand = account.Brand, account = account.Id },
            ct);
        return groups.ToDictionary(group => group.ChatId, StringComparer.Ordinal);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The comparison waits at group {Chat}: WeCom's frequency limit is reached.")]
        public static partial void Waiting(ILogger logger, string chat);

        [LoggerMessage(2, LogLevel.Error, "Group {Chat} cannot be compared.")]
        public static partial void Failed(ILogger logger, string chat, Exception exception);
    }
}
