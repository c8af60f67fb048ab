using Steward.Channels.Accounts;
using Steward.Channels.Archive;
using Steward.Channels.Storage;
using Steward.Channels.WeCom;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Roster;

/// <summary>A group that was read, ready to be kept and told.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Chat">As WeCom showed it.</param>
/// <param name="Synced">What the others are told.</param>
/// <param name="AskConsent">Whether WeCom is to be asked who agrees to the archive there.</param>
internal sealed record FetchedRoster(Account Account, GroupChat Chat, GroupSyncedV1 Synced, bool AskConsent);

/// <summary>Keeps who is in the groups that were read, and tells the others: all that wait at a moment in one transaction, with a handful of statements however many groups and people they are.</summary>
internal sealed class KeepRosters : BackgroundService
{
    /// <summary>Whoever asked tries again by itself. Sixty-four groups are some twelve thousand people.</summary>
    private static readonly GroupCommitLimits Limits = new(LargestBatch: 64, MostWaiting: 1024, Writers: 2, Patience: TimeSpan.Zero);

    /// <summary>WeCom tells of a change about two seconds before groupchat/get shows it.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);

    private readonly Database _database;
    private readonly RosterQueue _rosters;
    private readonly ConsentQueue _consents;
    private readonly TimeProvider _clock;
    private readonly GroupCommit<FetchedRoster, RosterOutcome> _commit;

    public KeepRosters(Database database, RosterQueue rosters, ConsentQueue consents, TimeProvider clock, ILogger<KeepRosters> logger)
    {
        (_database, _rosters, _consents, _clock) = (database, rosters, consents, clock);
        _commit = new GroupCommit<FetchedRoster, RosterOutcome>(Limits, StoreAsync, clock, logger);
    }

    /// <summary>Keeps a group; returns after its commit. What a later read has written already is left as it is.</summary>
    /// <exception cref="NotStoredException">The database did not take it.</exception>
    public Task<RosterOutcome> KeepAsync(FetchedRoster fetched, CancellationToken ct) => _commit.AddAsync(fetched).WaitAsync(ct);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _commit.RunAsync(stoppingToken);

    private async Task<IReadOnlyList<RosterOutcome>> StoreAsync(IReadOnlyList<FetchedRoster> batch)
    {
        // In the order of their ids, also the people below: two who store the same at once wait for each other instead of deadlocking. Of a group that was read twice the later one counts.
        var groups = batch.GroupBy(one => one.Synced.GroupId).Select(same => same.MaxBy(one => one.Synced.SyncedAt)!).OrderBy(one => one.Account.Brand.Value).ThenBy(one => one.Synced.GroupId).ToArray();
        await using var transaction = await _database.BeginAsync([.. groups.Select(one => one.Account.Brand).Distinct()], CancellationToken.None);
        var before = await RosterRows.LockAsync(groups, transaction);
        var stored = await RosterRows.WriteGroupsAsync(groups, transaction);
        var news = Array.FindAll(groups, one => stored.Contains(one.Synced.GroupId));
        if (news.Length > 0) { await RosterRows.WritePeopleAsync(news, transaction); }

        foreach (var one in news) { transaction.Publish(one.Synced); }

        var now = _clock.GetUtcNow();
        await _rosters.AddAsync(transaction.Connection, [.. news.Where(one => MayBeStale(one, before.GetValueOrDefault(one.Synced.GroupId))).Select(Key)], now + Lag, CancellationToken.None);
        await _consents.AddAsync(transaction.Connection, [.. news.Where(one => one is { AskConsent: true, Synced.Roster.Count: > 0 }).Select(Key)], now, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        var kept = news.ToHashSet();
        return [.. batch.Select(one => Outcome(one, kept.Contains(one), before.GetValueOrDefault(one.Synced.GroupId)))];
    }

    private static (AccountId Account, BrandId Brand, string Key) Key(FetchedRoster fetched) => (fetched.Account.Id, fetched.Account.Brand, fetched.Synced.ExternalId);

    /// <summary>An event told of a change just before the group was read, and the answer does not show it.</summary>
    private static bool MayBeStale(FetchedRoster fetched, GroupBefore? before) =>
        before?.EventAt > fetched.Synced.SyncedAt - Recent && before.EventVersion != fetched.Chat.MemberVersion;

    private static RosterOutcome Outcome(FetchedRoster fetched, bool kept, GroupBefore? before)
    {
        var roster = fetched.Synced.Roster;
        if (!kept) { return new RosterOutcome { Members = roster.Count }; }

        var were = before?.Members.ToHashSet() ?? [];
        var stayed = roster.Count(person => were.Contains(person.MemberId));
        return new RosterOutcome { Members = roster.Count, Stored = true, Added = roster.Count - stayed, Removed = were.Count - stayed };
    }
}
