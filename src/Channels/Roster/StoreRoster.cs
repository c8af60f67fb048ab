using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.WeCom;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Roster;

/// <summary>Reads one group from WeCom, keeps who is in it, and tells the others.</summary>
internal sealed class StoreRoster(WeComClient wecom, Database database, RosterQueue queue, IOptions<MessagingOptions> messaging, TimeProvider clock)
{
    /// <summary>WeCom tells of a change about two seconds before groupchat/get shows it.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);
    private static readonly int[] NoSuchGroup = [40050, 86001, 86003, 90501, 90509];

    /// <summary>Reads a group and stores it.</summary>
    public Task<RosterOutcome> HandleAsync(Account account, string chatId, CancellationToken ct) => HandleAsync(account, chatId, null, bulk: false, ct);

    /// <summary>Reads a group, and stores it unless it is just as known; <paramref name="bulk"/>: nobody waits for it.</summary>
    public async Task<RosterOutcome> HandleAsync(Account account, string chatId, KnownGroup? known, bool bulk, CancellationToken ct)
    {
        var fetchedAt = clock.GetUtcNow();
        var reply = await wecom.GetGroupAsync(account.App with { IsBulk = bulk }, chatId, ct);
        if (reply.Failure is { } failure) { return NoSuchGroup.Contains(failure.Code) ? await DismissAsync(account, chatId, fetchedAt, ct) : failure; }

        var synced = ToEvent(account, chatId, reply.Value!, fetchedAt, messaging.Value.Partitions);
        if (known?.Equals(reply.Value!) == true) { return new RosterOutcome { Members = synced.Roster.Count }; }

        await using var transaction = await database.BeginAsync(account.Brand, ct);
        if (await KeepGroupAsync(account, synced, reply.Value!, transaction, ct) is not { } before) { return new RosterOutcome { Members = synced.Roster.Count }; }

        await KeepPeopleAsync(account, synced.Roster, transaction, ct);
        transaction.Publish(synced);
        if (before.EventAt > fetchedAt - Recent && before.EventVersion != reply.Value!.MemberVersion)
        {
            await queue.AddAsync(transaction.Connection, account.Id, account.Brand, chatId, clock.GetUtcNow() + Lag, ct);
        }

        await transaction.CommitAsync(ct);
        var were = before.Members?.ToHashSet() ?? [];
        var stayed = synced.Roster.Count(person => were.Contains(person.MemberId));
        return new RosterOutcome { Members = synced.Roster.Count, Stored = true, Added = synced.Roster.Count - stayed, Removed = were.Count - stayed };
    }

    private async Task<RosterOutcome> DismissAsync(Account account, string chatId, DateTimeOffset at, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var group = GroupId.From(account.Id, chatId);
        var marked = await Dismissal.RecordAsync(account.Brand, group, at, Partition.Of(group, messaging.Value.Partitions), transaction, ct);
        await transaction.CommitAsync(ct);
        return new RosterOutcome { Stored = marked };
    }

    internal static GroupSyncedV1 ToEvent(Account account, string chatId, GroupChat chat, DateTimeOffset fetchedAt, int lanes)
    {
        var group = GroupId.From(account.Id, chatId);
        return new GroupSyncedV1
        {
            BrandId = account.Brand.Value,
            AccountId = account.Id.Value,
            Partition = Partition.Of(group, lanes),
            GroupId = group.Value,
            ExternalId = chatId,
            Name = chat.Name,
            OwnerId = MemberId.From(account.Id, chat.Owner).Value,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(chat.CreateTime),
            SyncedAt = fetchedAt,
            Roster =
            [
                .. chat.MemberList.Where(member => member.Userid.Length > 0).DistinctBy(member => member.Userid).Select(member => new RosterEntry
                {
                    MemberId = MemberId.From(account.Id, member.Userid).Value,
                    ExternalId = member.Userid,
                    Name = string.IsNullOrEmpty(member.Name) ? member.GroupNickname ?? "" : member.Name,
                    IsStaff = member.Type == 1,
                    JoinedAt = DateTimeOffset.FromUnixTimeSeconds(member.JoinTime),
                    JoinScene = member.JoinScene,
                    JoinState = member.State ?? "",
                }),
            ],
        };
    }

    /// <returns>What was known of the group, or null when a later read of it is stored already.</returns>
    private static Task<Before?> KeepGroupAsync(Account account, GroupSyncedV1 synced, GroupChat chat, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<Before>(
            """
            with old as (select members from groups where brand_id = @brand and group_id = @group)
            insert into groups as known (brand_id, group_id, account_id, chat_id, name, owner, member_version, created_at, synced_at, members)
            values (@brand, @group, @account, @chat, @name, @owner, @version, @created, @synced, @members)
            on conflict (brand_id, group_id) do update
            set name = excluded.name, owner = excluded.owner, member_version = excluded.member_version, synced_at = excluded.synced_at, dismissed_at = null, members = excluded.members
            where known.synced_at < excluded.synced_at
            returning event_version, event_at, (select members from old) as members
            """,
            new
            {
                brand = account.Brand, group = synced.GroupId, account = account.Id, chat = synced.ExternalId, name = synced.Name, owner = chat.Owner,
                version = chat.MemberVersion, created = synced.CreatedAt, synced = synced.SyncedAt, members = synced.Roster.Select(person => person.MemberId).ToArray(),
            },
            ct);

    private static async Task KeepPeopleAsync(Account account, IReadOnlyList<RosterEntry> roster, BrandTransaction transaction, CancellationToken ct)
    {
        // In the order of their ids: two groups with the same people, stored at once, wait for each other instead of deadlocking.
        var people = roster.OrderBy(person => person.MemberId).ToArray();
        await using var upsert = transaction.Command(
            """
            insert into people as known (brand_id, account_id, member_id, external_id, name, is_staff)
            select $1, $2, * from unnest($3, $4, $5, $6)
            on conflict (brand_id, member_id) do update set name = excluded.name, is_staff = excluded.is_staff
            where (known.name, known.is_staff) <> (excluded.name, excluded.is_staff) and excluded.name <> ''
            """);
        upsert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        upsert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id.Value });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. people.Select(person => person.MemberId)] });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. people.Select(person => person.ExternalId)] });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. people.Select(person => person.Name)] });
        upsert.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. people.Select(person => person.IsStaff)] });
        await upsert.ExecuteNonQueryAsync(ct);
    }

    private sealed record Before
    {
        public required string EventVersion { get; init; }
        public DateTimeOffset? EventAt { get; init; }

        /// <summary>Null: the group was not known.</summary>
        public Guid[]? Members { get; init; }
    }
}
