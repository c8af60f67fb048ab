using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Words;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Accounts;

/// <summary>The accounts of some brands and how they are.</summary>
internal sealed class ListAccounts(Database database)
{
    public async Task<ListAccountsResponse> HandleAsync(IReadOnlyList<BrandId> brands, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        var rows = await transaction.QueryAsync<Row>(
            """
            select a.account_id, a.brand_id, a.name, a.corp_id, a.agent_id, a.base_url, a.channel, a.archive_mode, a.suite_id, a.callback_at, a.callbacks, a.last_error,
                   coalesce(c.seq, 0) as archive_seq, greatest(c.read_at, c.pulled_at) as archive_read_at, c.last_message_at as archive_message_at, coalesce(c.reopened, 0) as archive_reopened,
                   waiting.callbacks_waiting, waiting.callback_oldest_at, t.obtained_at as token_at, t.good_until as token_until, t.refused_at as token_refused_at,
                   (select count(*) from archive_undecryptable u where u.brand_id = a.brand_id and u.account_id = a.account_id) as archive_undecryptable,
                   gap.lost_from, gap.lost_to,
                   (select count(*) from groups g where g.brand_id = a.brand_id and g.account_id = a.account_id and g.dismissed_at is null) as groups
            from accounts a left join archive_cursors c on c.account_id = a.account_id
                 left join account_tokens t on t.brand_id = a.brand_id and t.account_id = a.account_id
                 left join lateral (
                     select (select count(*) from callback_queue q where q.account_id = a.account_id) + (select count(*) from telegram_queue q where q.account_id = a.account_id) as callbacks_waiting,
                            coalesce((select r.received_at from callback_queue q join callbacks_raw r using (brand_id, callback_id) where q.account_id = a.account_id order by q.callback_id limit 1),
                                     (select u.received_at from telegram_queue q join telegram_updates u using (brand_id, account_id, update_id) where q.account_id = a.account_id order by q.update_id limit 1)) as callback_oldest_at) waiting on true
                 left join lateral (select lost_from, lost_to from archive_gaps g where g.brand_id = a.brand_id and g.account_id = a.account_id order by found_at desc limit 1) gap on true
            order by a.brand_id, a.name, a.account_id
            """,
            null,
            ct);
        var response = new ListAccountsResponse();
        response.Accounts.AddRange(rows.Select(ToReply));
        return response;
    }

    private static Contracts.Channels.V1.Account ToReply(Row row)
    {
        var account = new Contracts.Channels.V1.Account
        {
            AccountId = row.AccountId.ToString(),
            BrandId = row.BrandId.ToString(),
            Name = row.Name,
            CorpId = row.CorpId,
            AgentId = row.AgentId,
            BaseUrl = row.BaseUrl,
            Channel = row.Channel,
            ArchiveMode = row.ArchiveMode,
            SuiteId = row.SuiteId,
            ArchiveSeq = row.ArchiveSeq,
            Callbacks = row.Callbacks,
            LastError = row.LastError.Length > 0 ? row.LastError : Lost(row),
            ArchiveUndecryptable = row.ArchiveUndecryptable,
            ArchiveReopened = row.ArchiveReopened,
            Groups = (int)row.Groups,
            CallbacksWaiting = row.CallbacksWaiting,
        };
        if (row.ArchiveReadAt is { } read) { account.ArchiveReadAt = Timestamp.FromDateTimeOffset(read); }

        if (row.CallbackAt is { } called) { account.CallbackAt = Timestamp.FromDateTimeOffset(called); }

        if (Reasons.Of(account.LastError) is { } why) { account.LastErrorWhy = why; }

        account.TokenAt = At(row.TokenAt);
        account.TokenUntil = At(row.TokenUntil);
        account.TokenRefusedAt = At(row.TokenRefusedAt);
        account.CallbackOldestAt = At(row.CallbackOldestAt);
        if (row.ArchiveMessageAt is { } newest) { account.ArchiveMessageAt = Timestamp.FromDateTimeOffset(newest); }

        return account;
    }

    private static Timestamp? At(DateTimeOffset? moment) => moment is { } at ? Timestamp.FromDateTimeOffset(at) : null;

    /// <summary>What can never be read again is shown as long as nothing worse is.</summary>
    private static string Lost(Row row) =>
        row is { LostFrom: { } from, LostTo: { } to } ? $"archive: messages from {from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm} UTC are lost: nothing was read for longer than the five days that the channel keeps them" : "";

    private sealed record Row
    {
        public required Guid AccountId { get; init; }
        public required Guid BrandId { get; init; }
        public required string Name { get; init; }
        public required string CorpId { get; init; }
        public required long AgentId { get; init; }
        public required string BaseUrl { get; init; }
        public required string Channel { get; init; }
        public required string ArchiveMode { get; init; }
        public required string SuiteId { get; init; }
        public DateTimeOffset? CallbackAt { get; init; }
        public required long Callbacks { get; init; }
        public required string LastError { get; init; }
        public required long ArchiveSeq { get; init; }
        public DateTimeOffset? ArchiveReadAt { get; init; }
        public DateTimeOffset? ArchiveMessageAt { get; init; }
        public required long CallbacksWaiting { get; init; }
        public DateTimeOffset? CallbackOldestAt { get; init; }
        public DateTimeOffset? TokenAt { get; init; }
        public DateTimeOffset? TokenUntil { get; init; }
        public DateTimeOffset? TokenRefusedAt { get; init; }
        public required long ArchiveUndecryptable { get; init; }
        public required long ArchiveReopened { get; init; }
        public DateTimeOffset? LostFrom { get; init; }
        public DateTimeOffset? LostTo { get; init; }
        public required long Groups { get; init; }
    }
}
